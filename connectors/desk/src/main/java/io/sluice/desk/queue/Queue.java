package io.sluice.desk.queue;

import io.sluice.events.ReviewPurpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is open, who holds it, what was decided. Events may come in any order between topics: those
 * of one document on one topic come in theirs. Not thread-safe.
 */
public final class Queue {
  /** How many documents it remembers that have left, or that it has not been asked about. */
  private static final int REMEMBERED = 20_000;

  /** A decision, as far as others are told of it. */
  record Verdict(String reviewer, Instant at) {}

  private final Map<String, Review> open = new HashMap<>();
  private final Map<String, Verdict> decided = new HashMap<>();
  private final Map<String, Set<String>> byHolder = new HashMap<>();

  /** The desk's memory of reviews that it has not seen the request of. */
  private final Map<String, DeskEvent.Kept> early = new HashMap<>();

  /** What the desk remembers for nothing. */
  private final Set<String> stale = new LinkedHashSet<>();

  private final Map<String, String> closed = bounded();
  private final Map<String, DeskEvent> elsewhere = bounded();

  /** Takes note of what has happened. */
  public void apply(DeskEvent event) {
    switch (event) {
      case DeskEvent.Requested(Task task) -> requested(task);
      case DeskEvent.Decided e -> {
        decided.putIfAbsent(e.taskId(), new Verdict(e.reviewer(), e.at()));
        Review review = open.get(e.documentId());
        if (review != null && review.task().taskId().equals(e.taskId())) {
          remove(review, "it was decided");
        }
      }
      case DeskEvent.Kept e -> kept(e);
      case DeskEvent.Dropped e -> {
        early.remove(e.documentId());
        stale.remove(e.documentId());
        Review review = open.get(e.documentId());
        if (review != null) {
          put(Review.of(review.task()));
        }
      }
      case DeskEvent.Moved e -> left(e);
      case DeskEvent.Forgotten e -> left(e);
    }
  }

  private void requested(Task task) {
    Review before = open.get(task.documentId());
    if (before != null && before.task().taskId().equals(task.taskId())) {
      return;
    }
    if (before != null) {
      // What was asked before does not count any more, whatever became of this.
      remove(before, "it was asked anew");
    }
    if (decided.containsKey(task.taskId())) {
      return;
    }
    closed.remove(task.documentId());
    put(Review.of(task));
    DeskEvent.Kept kept = early.remove(task.documentId());
    if (kept != null) {
      kept(kept);
    }
    DeskEvent left = elsewhere.get(task.documentId());
    if (left != null) {
      left(left);
    }
  }

  private void kept(DeskEvent.Kept e) {
    Review review = open.get(e.documentId());
    if (review == null) {
      early.put(e.documentId(), e);
    } else if (review.task().taskId().equals(e.taskId())) {
      stale.remove(e.documentId());
      put(new Review(review.task(), e.hold(), e.draft(), e.note()));
    } else {
      // Of an earlier question, or of one whose request comes next.
      early.put(e.documentId(), e);
    }
  }

  /** The document is elsewhere now, unless that was before the review was asked for. */
  private void left(DeskEvent event) {
    Review review = open.get(event.documentId());
    if (review == null) {
      elsewhere.put(event.documentId(), event);
      return;
    }
    switch (event) {
      case DeskEvent.Forgotten e -> remove(review, "it was forgotten");
      case DeskEvent.Moved e when hasLeft(review.task(), e) ->
          remove(review, "the document is " + e.stage().name().toLowerCase(java.util.Locale.ROOT));
      default -> elsewhere.remove(event.documentId());
    }
  }

  private static boolean hasLeft(Task task, DeskEvent.Moved moved) {
    return switch (moved.stage()) {
      case IN_REVIEW, UNKNOWN -> false;
      // An audited document is completed, and stays so.
      case COMPLETED ->
          task.purpose() != ReviewPurpose.AUDIT && !moved.at().isBefore(task.requestedAt());
      case REJECTED, REPLACED -> !moved.at().isBefore(task.requestedAt());
      case PARSING, INFERRING, ESCALATED -> moved.at().isAfter(task.requestedAt());
    };
  }

  private void remove(Review review, String why) {
    String id = review.task().documentId();
    if (review.isTouched()) {
      stale.add(id);
    }
    restore(id, null);
    closed.put(id, why);
  }

  private void put(Review review) {
    restore(review.task().documentId(), review);
  }

  /** Puts back what stood before; for a change that could not be written down. */
  public void restore(String documentId, @Nullable Review review) {
    Review before = review == null ? open.remove(documentId) : open.put(documentId, review);
    if (before != null && before.hold() != null) {
      Set<String> held = byHolder.get(before.hold().holder());
      if (held != null) {
        held.remove(documentId);
      }
    }
    if (review != null && review.hold() != null) {
      byHolder.computeIfAbsent(review.hold().holder(), key -> new HashSet<>()).add(documentId);
    }
  }

  /** Takes a decision back that could not be written down. */
  public void undecide(String taskId) {
    decided.remove(taskId);
  }

  /** The open review of a document. */
  public Optional<Review> find(String documentId) {
    return Optional.ofNullable(open.get(documentId));
  }

  /** All open reviews, in no order. */
  public Collection<Review> all() {
    return Collections.unmodifiableCollection(open.values());
  }

  /** What this person holds at this time. */
  public List<Review> heldBy(String user, Instant now) {
    return byHolder.getOrDefault(user, Set.of()).stream()
        .map(open::get)
        .filter(review -> review != null && review.isHeldBy(user, now))
        .toList();
  }

  /** Who decided this task, if somebody has. */
  Optional<Verdict> verdict(String taskId) {
    return Optional.ofNullable(decided.get(taskId));
  }

  /** What to say of a document that is not open. */
  public Outcome.Refused gone(String documentId) {
    String why = closed.get(documentId);
    return why == null ? new Outcome.Unknown() : new Outcome.Closed(why);
  }

  /**
   * Documents whose memory on the topic is of no use any more, each told once: it may hold personal
   * data, so it is to be deleted.
   */
  public List<String> takeStale() {
    List<String> taken = new ArrayList<>(stale);
    stale.clear();
    return taken;
  }

  /** All of the topics was read: a memory whose review has not come by now is of no use. */
  public void caughtUp() {
    stale.addAll(early.keySet());
    early.clear();
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
