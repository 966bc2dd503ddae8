package io.sluice.desk.queue;

import io.sluice.events.LifeStage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened, on the topics or at the desk. Applying one twice does no harm. */
public sealed interface DeskEvent {
  /** The document. */
  String documentId();

  /** People are asked. */
  record Requested(Task task) implements DeskEvent {
    @Override
    public String documentId() {
      return task.documentId();
    }
  }

  /** Somebody has decided, here or elsewhere. */
  record Decided(String documentId, String taskId, String reviewer, Instant at)
      implements DeskEvent {}

  /** What the desk remembers about a review. */
  record Kept(
      String documentId,
      String taskId,
      @Nullable Hold hold,
      @Nullable String draft,
      @Nullable String note)
      implements DeskEvent {}

  /** The desk has nothing to remember any more. */
  record Dropped(String documentId) implements DeskEvent {}

  /** The life cycle says where the document is. */
  record Moved(String documentId, LifeStage stage, Instant at) implements DeskEvent {}

  /** Nobody knows the document any more. */
  record Forgotten(String documentId) implements DeskEvent {}
}
