package io.sluice.cli;

import io.sluice.events.DocumentStatus;
import io.sluice.events.LifeStage;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import io.sluice.schemas.Role;
import io.sluice.schemas.TopicSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether something that was set aside still waits for its way back. Pure.
 *
 * @param words why, for people
 */
record Standing(Kind kind, String words) {
  enum Kind {
    /** It can be replayed. */
    OPEN,
    /** It was replayed, or went on by itself. */
    BACK,
    /** A replay would not help; the words say what does. */
    NO_WAY
  }

  /** Topics whose records Sluice's own processes act upon; the others' readers are not ours. */
  private static final Set<Role> PROCESSES =
      Set.of(Role.STREAMS_APP, Role.EXTRACTORS, Role.MODEL_WORKERS, Role.FRONTIER_WORKER);

  /**
   * Of a rejected document.
   *
   * @param now its latest status since the rejection; null if it is gone
   */
  static Standing of(SetAside.OfDocument document, @Nullable DocumentStatus now) {
    if (now == null) {
      return new Standing(Kind.NO_WAY, "its status is gone: the document was forgotten");
    }
    if (now.getStage() != LifeStage.REJECTED || now.getReplay() > document.replay()) {
      String stage = now.getStage().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return new Standing(Kind.BACK, "replayed, now " + stage);
    }
    if (document.rejection().getStage() == Stage.RECEIVE
        && document.rejection().getReason() == Reason.UNREADABLE_RECORD) {
      return new Standing(
          Kind.NO_WAY,
          "no document was read: replay its record, which lies among the dead letters");
    }
    return new Standing(Kind.OPEN, "open");
  }

  /**
   * Of a dead letter.
   *
   * @param replayed when it was put back; null if it was not
   */
  static Standing of(SetAside.OfRecord letter, @Nullable String replayed) {
    if (replayed != null) {
      return new Standing(Kind.BACK, "put back at " + replayed);
    }
    Optional<TopicSpec> topic = letter.originTopic();
    if (letter.origin().isEmpty()) {
      return new Standing(Kind.NO_WAY, "its headers do not say where it stood");
    }
    if (topic.isEmpty() || topic.get().readers().stream().noneMatch(PROCESSES::contains)) {
      return new Standing(
          Kind.NO_WAY,
          letter.origin().get().topic() + " is not read by Sluice's processes: see to its reader");
    }
    if (letter.documentId().isEmpty()) {
      return new Standing(
          Kind.NO_WAY, "it has no key, which must name the document: its sender sends it anew");
    }
    return new Standing(Kind.OPEN, "open");
  }
}
