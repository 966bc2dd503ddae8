package io.sluice.desk.queue;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open review. Immutable.
 *
 * @param hold who took it last; it may be over, see {@link #heldAt}
 * @param draft the unfinished decision, JSON
 * @param note a word to whoever takes it next
 */
public record Review(
    Task task, @Nullable Hold hold, @Nullable String draft, @Nullable String note) {

  static Review of(Task task) {
    return new Review(task, null, null, null);
  }

  /** Who holds it at this time. */
  public Optional<Hold> heldAt(Instant now) {
    return Optional.ofNullable(hold).filter(h -> h.lasts(now));
  }

  boolean isHeldBy(String user, Instant now) {
    return heldAt(now).map(h -> h.holder().equals(user)).orElse(false);
  }

  /** Whether the desk has something to remember of it. */
  boolean isTouched() {
    return hold != null || draft != null || note != null;
  }

  Review with(@Nullable Hold newHold) {
    return new Review(task, newHold, draft, note);
  }

  Review withDraft(@Nullable String newDraft) {
    return new Review(task, hold, newDraft, note);
  }

  Review withNote(@Nullable String newNote) {
    return new Review(task, hold, draft, newNote);
  }
}
