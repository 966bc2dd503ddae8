package io.sluice.cli;

import io.sluice.cli.Chapter.Told;
import io.sluice.events.AuditEntry;
import io.sluice.events.ChildPart;
import io.sluice.events.ContentReference;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.ForgetRequested;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.InferenceRequested;
import io.sluice.events.InlineContent;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParseRequested;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.StageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The events of a document's life in words. They name fields and confidences, not the values of
 * fields: who may read those reads the completed record. Pure.
 */
final class StoryWords {
  private static final int SHORT_HASH = 12;
  private static final int CLASSES = 2;

  private StoryWords() {}

  static Told received(DocumentReceived received) {
    List<String> words = new ArrayList<>();
    words.add(received.getFileName() == null ? "without a name" : received.getFileName());
    words.add("from " + received.getSource() + " for " + received.getTenant());
    words.add(
        switch (received.getContent()) {
          case InlineContent inline -> inline.getData().remaining() + " bytes inline";
          case ContentReference reference ->
              reference.getSize() + " bytes at " + reference.getUri();
          default -> "content of an unknown kind";
        });
    words.add("data class " + received.getDataClass());
    if (received.getParentId() != null) {
      words.add("part of " + received.getParentId() + ", depth " + received.getDepth());
    }
    return new Told(
        received.getReplay() == 0 ? "received" : "replayed",
        join(words) + (received.getReplay() == 0 ? "" : "; replay " + received.getReplay()));
  }

  static Told parseRequested(ParseRequested task) {
    return new Told("to be parsed", task(task.getDocumentId(), task.getTaskId()));
  }

  static Told parsed(DocumentParsed parsed) {
    String task = task(parsed.getDocumentId(), parsed.getTaskId());
    if (parsed.getOutcome() instanceof StageFailure failure) {
      return new Told("parse failed", task + ": " + inWords(failure));
    }
    ParsedDocument document = (ParsedDocument) parsed.getOutcome();
    List<String> words = new ArrayList<>();
    words.add(document.getMediaType());
    if (document.getPageCount() > 0) {
      words.add(
          document.getPageCount() + " pages, " + document.getOcrPageCount() + " of them by OCR");
    }
    words.add(document.getWordCount() + " words");
    if (document.getLanguage() != null) {
      words.add("language " + document.getLanguage());
    }
    words.add("by " + document.getParser().getName());
    words.add(document.getParser().getWallMillis() + " ms");
    if (!document.getParts().isEmpty()) {
      words.add(document.getParts().size() + " parts go their own ways");
    }
    document
        .getWarnings()
        .forEach(warning -> words.add(warning.getCode() + ": " + warning.getMessage()));
    return new Told("parsed", task + ": " + join(words));
  }

  static Told inferenceRequested(InferenceRequested task) {
    return new Told(
        "to be read",
        task(task.getDocumentId(), task.getTaskId()) + " for the " + task.getPool() + " pool");
  }

  static Told predicted(String what, Predicted predicted) {
    String task = task(predicted.getDocumentId(), predicted.getTaskId());
    return predicted.getOutcome() instanceof StageFailure failure
        ? new Told(what + " failed", task + ": " + inWords(failure))
        : new Told(what, task + ": " + inWords((Prediction) predicted.getOutcome()));
  }

  static Told escalated(FrontierEscalation task) {
    return new Told(
        "escalated",
        "%s about %s, because %s"
            .formatted(
                task(task.getDocumentId(), task.getTaskId()),
                String.join(", ", task.getFields()),
                inWords(task.getDoubts())));
  }

  static Told reviewRequested(ReviewRequested task) {
    String id = task(task.getDocumentId(), task.getTaskId());
    String doubts = task.getDoubts().isEmpty() ? "" : ", because " + inWords(task.getDoubts());
    String notBy =
        task.getNotBy().isEmpty() ? "" : ", not by " + String.join(", ", task.getNotBy());
    return switch (task.getPurpose()) {
      case SECOND_OPINION ->
          new Told("to be reviewed", id + " by a second person" + notBy + doubts);
      case TIE_BREAK -> new Told("to be reviewed", id + " by a third person" + notBy + doubts);
      case AUDIT ->
          new Told("to be audited", id + " by somebody who is told nothing" + notBy + doubts);
      case DOUBT, UNKNOWN -> new Told("to be reviewed", id + doubts);
    };
  }

  static Told decided(ReviewDecided decision) {
    String corrected =
        decision.getFields().isEmpty()
            ? ""
            : ", corrected: " + String.join(", ", decision.getFields().keySet());
    String type = decision.getDocumentType() == null ? "" : " as " + decision.getDocumentType();
    String comment = decision.getComment() == null ? "" : ": " + decision.getComment();
    String rows =
        decision.getLineItems() == null
            ? ""
            : ", with %d line items".formatted(decision.getLineItems().getRows().size());
    String parts =
        decision.getParts().isEmpty()
            ? ""
            : ", its place taken by "
                + decision.getParts().stream()
                    .map(ChildPart::getDocumentId)
                    .collect(Collectors.joining(", "));
    return new Told(
        "decided",
        "%s: %s%s by %s%s%s%s%s"
            .formatted(
                task(decision.getDocumentId(), decision.getTaskId()),
                decision.getVerdict(),
                type,
                decision.getReviewer(),
                corrected,
                rows,
                parts,
                comment));
  }

  static Told completed(DocumentCompleted completed) {
    return new Told(
        completed.getRevision() > 1 ? "corrected" : "completed",
        "%s %s, least confidence %s, let through by %s%s, read by %s, revision %d"
            .formatted(
                completed.getDocumentType(),
                inWords(completed.getClassConfidence()),
                inWords(completed.getConfidence()),
                completed.getAuthority(),
                completed.getReviewer() == null ? "" : " " + completed.getReviewer(),
                inWords(completed.getModel()),
                completed.getRevision()));
  }

  static Told rejected(DocumentRejected rejected) {
    return new Told(
        "rejected",
        "at %s: %s: %s"
            .formatted(rejected.getStage(), rejected.getReason(), rejected.getMessage()));
  }

  static Told status(DocumentStatus status) {
    String again =
        status.getDuplicates() == 0 ? "" : ", handed in again " + status.getDuplicates() + " times";
    String parts =
        status.getChildren().isEmpty() ? "" : ", parts: " + String.join(", ", status.getChildren());
    return new Told(
        "now", status.getStage().name().toLowerCase(Locale.ROOT).replace('_', ' ') + again + parts);
  }

  static Told forgetRequested(ForgetRequested request) {
    return new Told("to be forgotten", "asked for by " + request.getRequestedBy());
  }

  static Told audited(AuditEntry entry) {
    List<String> words = new ArrayList<>();
    words.add(entry.getDecision() + " at " + entry.getStage() + " by " + entry.getAuthority());
    if (entry.getActor() != null) {
      words.add(entry.getActor());
    }
    if (entry.getVerdict() != null) {
      words.add("verdict " + entry.getVerdict());
    }
    if (entry.getPurpose() != null && entry.getPurpose() != ReviewPurpose.DOUBT) {
      words.add("for " + entry.getPurpose().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (entry.getReason() != null) {
      words.add(entry.getReason().name());
    }
    if (entry.getGate() != null) {
      words.add(
          "gate " + entry.getGate().substring(0, Math.min(SHORT_HASH, entry.getGate().length())));
    }
    words.add("entry " + entry.getChain() + "/" + entry.getSequence());
    return new Told("audited", join(words));
  }

  static Told setAside(SetAside.OfRecord letter) {
    String from = letter.origin().map(place -> "from " + place + ": ").orElse("");
    return letter
        .header(SetAside.REPLAYED)
        .map(position -> new Told("put back", "the dead letter at " + position))
        .orElseGet(() ->
            new Told(
                "set aside",
                "%s%s: %s; dead letter %s"
                    .formatted(from, letter.reason(), letter.message(), letter.handle())));
  }

  /** "infer/1" of a task of the document itself; the stage and which attempt. */
  private static String task(String documentId, String taskId) {
    return taskId.startsWith(documentId + "/") ? taskId.substring(documentId.length() + 1) : taskId;
  }

  private static String inWords(StageFailure failure) {
    return "%s: %s (attempts: %d)"
        .formatted(failure.getReason(), failure.getMessage(), failure.getAttempts());
  }

  private static String inWords(Prediction prediction) {
    List<String> words = new ArrayList<>();
    words.add(
        prediction.getClasses().stream()
            .limit(CLASSES)
            .map(one -> one.getName() + " " + inWords(one.getProbability()))
            .collect(Collectors.joining(", ")));
    words.add(
        prediction.getFields().stream().map(StoryWords::inWords).collect(Collectors.joining(", ")));
    if (prediction.getLineItems() != null) {
      words.add(prediction.getLineItems().getRowsRead() + " rows");
    }
    words.add("by " + inWords(prediction.getModel()) + " in " + prediction.getWallMillis() + " ms");
    words.removeIf(String::isEmpty);
    return String.join("; ", words);
  }

  private static String inWords(ExtractedField field) {
    String absent = field.getValue() == null ? " absent" : "";
    return "%s%s %s (%s)"
        .formatted(
            field.getName(),
            absent,
            inWords(field.getConfidence()),
            field.getReader().name().toLowerCase(Locale.ROOT));
  }

  private static String inWords(double confidence) {
    return String.format(Locale.ROOT, "%.2f", confidence);
  }

  private static String inWords(ModelInfo model) {
    String hash = model.getBundleHash();
    return "%s %s%s"
        .formatted(
            model.getName(),
            model.getVersion(),
            hash.isEmpty()
                ? ""
                : " (bundle " + hash.substring(0, Math.min(SHORT_HASH, hash.length())) + ")");
  }

  private static String inWords(List<Doubt> doubts) {
    return Ending.inWords(doubts);
  }

  private static String join(List<String> words) {
    return String.join(", ", words);
  }
}
