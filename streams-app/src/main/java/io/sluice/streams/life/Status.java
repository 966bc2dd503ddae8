package io.sluice.streams.life;

import io.sluice.events.DocumentStatus;
import io.sluice.events.Doubt;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people are told about a document: a projection of its state. */
public final class Status {
  private Status() {}

  public static DocumentStatus of(State.Known state) {
    Document document = state.document();
    return DocumentStatus.newBuilder()
        .setDocumentId(document.id())
        .setTenant(document.tenant())
        .setFileName(document.fileName())
        .setParentId(document.parentId())
        .setStage(state.stage())
        .setChildren(document.children())
        .setDocumentType(documentType(state))
        .setDetail(detail(state))
        .setDuplicates(document.duplicates())
        .setReceivedAt(document.receivedAt())
        .setChangedAt(state.since())
        .setReplay(document.replay())
        .build();
  }

  private static @Nullable String documentType(State.Known state) {
    return switch (state) {
      case State.Parsing s -> null;
      case State.Inferring s -> null;
      case State.Escalated s ->
          s.prediction().getClasses().isEmpty()
              ? null
              : s.prediction().getClasses().get(0).getName();
      case State.InReview s -> s.question().documentType();
      case State.Completed s -> s.documentType();
      case State.Rejected s -> null;
      case State.Replaced s -> null;
    };
  }

  private static @Nullable String detail(State.Known state) {
    return switch (state) {
      case State.Parsing s -> null;
      case State.Inferring s -> null;
      case State.Escalated s -> inWords(s.doubts());
      case State.InReview s -> who(s.question()) + inWords(s.question().doubts());
      case State.Completed s -> s.how();
      case State.Rejected s -> s.reason() + ": " + s.message();
      case State.Replaced s -> s.how();
    };
  }

  private static String who(Question question) {
    return switch (question.purpose()) {
      case SECOND_OPINION -> "a second person is asked: ";
      case TIE_BREAK -> "two people differ, a third is asked: ";
      case DOUBT, AUDIT, UNKNOWN -> "";
    };
  }

  private static String inWords(List<Doubt> doubts) {
    return doubts.stream()
        .map(d -> (d.getField() == null ? "" : d.getField() + ": ") + d.getMessage())
        .collect(Collectors.joining("; "));
  }
}
