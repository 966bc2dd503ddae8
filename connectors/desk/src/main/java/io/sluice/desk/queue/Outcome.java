package io.sluice.desk.queue;

import io.sluice.events.ReviewDecided;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes of a command: something that happens, or a refusal. */
public sealed interface Outcome {

  /**
   * It happens: these events, once they are written down.
   *
   * @param review as it stands afterwards; null if it is decided
   * @param decisions to be written, if these are some
   */
  record Done(List<DeskEvent> events, @Nullable Review review, List<ReviewDecided> decisions)
      implements Outcome {
    public Done {
      events = List.copyOf(events);
      decisions = List.copyOf(decisions);
    }
  }

  /** There is nothing to take. */
  record NothingLeft() implements Outcome {}

  /** It does not happen. */
  sealed interface Refused extends Outcome {}

  /** There is no such review. */
  record Unknown() implements Refused {}

  /** This person may not. */
  record Forbidden(String why) implements Refused {}

  /** Somebody else holds it. */
  record Held(Hold by) implements Refused {}

  /**
   * They do not hold it, and nobody does.
   *
   * @param leaseOver whether they did until their time was over
   */
  record NotYours(boolean leaseOver) implements Refused {}

  /** It was decided. */
  record AlreadyDecided(String reviewer, Instant at) implements Refused {}

  /** It was asked anew. */
  record Superseded(String taskId) implements Refused {}

  /** The document has left the review. */
  record Closed(String why) implements Refused {}

  /** They hold as many as one person may. */
  record TooMany(int most) implements Refused {}
}
