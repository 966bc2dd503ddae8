package io.sluice.streams.life;

import io.sluice.events.Authority;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.LifeStage;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records that a life ends in. Pure. */
public final class Endings {
  private static final int SHORT_HASH = 12;

  /** Stands where no model has read a document and a person did. */
  private static final ModelInfo NO_MODEL = new ModelInfo("none", "0", "");

  /** An audit corrects a record once. */
  private static final int CORRECTED = 2;

  private Endings() {}

  /**
   * Who lets a document through.
   *
   * @param reviewer null if nobody did
   * @param workMillis how long the reviewer worked on it
   */
  record By(Authority authority, @Nullable String reviewer, long workMillis) {
    static final By GATE = new By(Authority.GATE, null, 0);
    static final By LLM = new By(Authority.LLM, null, 0);
    static final By FRONTIER = new By(Authority.FRONTIER, null, 0);

    static By person(String reviewer, long workMillis) {
      return new By(Authority.REVIEWER, reviewer, workMillis);
    }
  }

  static Command complete(
      State.Parsed state,
      Reading reading,
      DataClass dataClass,
      By by,
      @Nullable Prediction read,
      List<Prediction> earlier,
      Instant now) {
    return new Command.Complete(
        record(state.document(), state.parsed(), reading, dataClass, by, read, earlier, now)
            .build());
  }

  /** The record of a document that was completed before, as people read it in an audit. */
  static Command correct(
      State.Completed state,
      State.OpenAudit audit,
      Reading reading,
      DataClass dataClass,
      By by,
      Instant now) {
    Prediction read = audit.question().prediction();
    return new Command.Correct(
        record(state.document(), audit.parsed(), reading, dataClass, by, read, List.of(), now)
            .setRevision(CORRECTED)
            .build());
  }

  private static DocumentCompleted.Builder record(
      Document document,
      ParsedDocument parsed,
      Reading reading,
      DataClass dataClass,
      By by,
      @Nullable Prediction read,
      List<Prediction> earlier,
      Instant now) {
    return DocumentCompleted.newBuilder()
        .setDocumentId(document.id())
        .setTenant(document.tenant())
        .setSource(document.source())
        .setFileName(document.fileName())
        .setParentId(document.parentId())
        .setAttributes(document.attributes())
        .setDataClass(dataClass)
        .setDocumentType(reading.documentType())
        .setClassConfidence(reading.classConfidence())
        .setConfidence(reading.confidence())
        .setFields(reading.fields())
        .setLineItems(reading.lineItems())
        .setOriginal(parsed.getOriginal())
        .setAuthority(by.authority())
        .setReviewer(by.reviewer())
        .setModel(read == null ? NO_MODEL : read.getModel())
        .setWarnings(parsed.getWarnings())
        .setReceivedAt(document.receivedAt())
        .setCompletedAt(now)
        .setUses(Uses.of(parsed, earlier, read, by))
        .setWordCount(parsed.getWordCount());
  }

  static Command reject(State.Rejected state, Stage at) {
    Document document = state.document();
    return new Command.Reject(
        DocumentRejected.newBuilder()
            .setDocumentId(document.id())
            .setTenant(document.tenant())
            .setSource(document.source())
            .setFileName(document.fileName())
            .setParentId(document.parentId())
            .setStage(at)
            .setReason(state.reason())
            .setMessage(state.message())
            .setOriginal(document.original())
            .setReceivedAt(document.receivedAt())
            .setRejectedAt(state.since())
            .setReplay(document.replay())
            .setSha256(document.sha256())
            .setDataClass(document.dataClass())
            .setDepth(document.depth())
            .setAttributes(document.attributes())
            .build());
  }

  /**
   * Something that was handed in under an id that is not its own ends under an id made from both.
   */
  public static List<Command> rejectStray(
      DocumentReceived received, Reason reason, String message, Instant now) {
    String id = strayId(received.getDocumentId(), received.getSha256());
    return List.of(
        new Command.Reject(
            DocumentRejected.newBuilder()
                .setDocumentId(id)
                .setTenant(received.getTenant())
                .setSource(received.getSource())
                .setFileName(received.getFileName())
                .setParentId(received.getParentId())
                .setStage(Stage.RECEIVE)
                .setReason(reason)
                .setMessage(message)
                .setOriginal(
                    received.getContent() instanceof ContentReference reference ? reference : null)
                .setReceivedAt(received.getReceivedAt())
                .setRejectedAt(now)
                .setSha256(received.getSha256())
                .setDataClass(received.getDataClass())
                .setDepth(received.getDepth())
                .setAttributes(received.getAttributes())
                .build()),
        new Command.ReportStatus(
            DocumentStatus.newBuilder()
                .setDocumentId(id)
                .setTenant(received.getTenant())
                .setFileName(received.getFileName())
                .setParentId(received.getParentId())
                .setStage(LifeStage.REJECTED)
                .setDetail(reason + ": " + message)
                .setReceivedAt(received.getReceivedAt())
                .setChangedAt(now)
                .build()));
  }

  static String strayId(String documentId, String sha256) {
    return documentId + "~" + sha256.substring(0, Math.min(SHORT_HASH, sha256.length()));
  }
}
