package io.sluice.desk.queue;

import io.sluice.desk.access.Role;
import io.sluice.desk.access.User;
import io.sluice.desk.queue.Outcome.AlreadyDecided;
import io.sluice.desk.queue.Outcome.Done;
import io.sluice.desk.queue.Outcome.Forbidden;
import io.sluice.desk.queue.Outcome.Held;
import io.sluice.desk.queue.Outcome.NotYours;
import io.sluice.desk.queue.Outcome.NothingLeft;
import io.sluice.desk.queue.Outcome.Superseded;
import io.sluice.desk.queue.Outcome.TooMany;
import io.sluice.events.ReviewDecided;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What may happen: a command, the queue and the time in, an outcome. Changes nothing.
 *
 * @param lease how long a claim or a renewal holds
 * @param handover how long what was handed over waits for the colleague
 * @param most how many documents one person may hold
 */
public record Rules(Duration lease, Duration handover, int most) {

  /** What comes of it. */
  public Outcome decide(Queue queue, Command command, Instant now) {
    return switch (command) {
      case Command.Claim c ->
          find(queue, c.documentId(), review -> claim(queue, c.user(), review, now));
      case Command.Next c -> next(queue, c, now);
      case Command.Renew c ->
          held(queue, c.user(), c.documentId(), now, review -> done(renewed(review, now)));
      case Command.Release c -> find(queue, c.documentId(), review -> release(c, review, now));
      case Command.HandOver c ->
          held(queue, c.user(), c.documentId(), now, review -> handOver(queue, c, review, now));
      case Command.SaveDraft c ->
          held(
              queue,
              c.user(),
              c.documentId(),
              now,
              review -> done(renewed(review, now).withDraft(c.draft())));
      case Command.Decide c -> decisions(queue, c, now);
    };
  }

  private Outcome claim(Queue queue, User user, Review review, Instant now) {
    Optional<String> bar = Duty.bar(user, review.task());
    if (bar.isPresent()) {
      return new Forbidden(bar.get());
    }
    Hold hold = review.heldAt(now).orElse(null);
    if (hold != null) {
      return hold.holder().equals(user.id()) ? done(renewed(review, now)) : new Held(hold);
    }
    if (queue.heldBy(user.id(), now).size() >= most) {
      return new TooMany(most);
    }
    return done(review.with(new Hold(user.id(), now.plus(lease), now)));
  }

  private Outcome next(Queue queue, Command.Next c, Instant now) {
    return queue.all().stream()
        .filter(review -> review.heldAt(now).isEmpty())
        .filter(review -> !review.task().documentId().equals(c.after()))
        .filter(review -> c.filter().passes(review.task()))
        .filter(review -> Duty.bar(c.user(), review.task()).isEmpty())
        .min(c.sort().order())
        .map(review -> claim(queue, c.user(), review, now))
        .orElseGet(NothingLeft::new);
  }

  private Review renewed(Review review, Instant now) {
    Hold hold = Objects.requireNonNull(review.hold(), "only what is held is renewed");
    Instant until = now.plus(lease);
    // What was handed over may wait longer than that.
    return review.with(
        new Hold(
            hold.holder(), until.isAfter(hold.until()) ? until : hold.until(), hold.takenAt()));
  }

  private static Outcome release(Command.Release c, Review review, Instant now) {
    boolean others = c.user().is(Role.LEAD) && c.user().rights().sees(review.task().tenant());
    if (!review.isHeldBy(c.user().id(), now) && !(others && review.heldAt(now).isPresent())) {
      return refused(review, c.user().id(), now);
    }
    return done(review.with(null).withNote(c.note() == null ? review.note() : c.note()));
  }

  private Outcome handOver(Queue queue, Command.HandOver c, Review review, Instant now) {
    Optional<String> bar = Duty.bar(c.to(), review.task());
    if (bar.isPresent()) {
      return new Forbidden(c.to().name() + " cannot take it: " + bar.get());
    }
    if (queue.heldBy(c.to().id(), now).size() >= most) {
      return new TooMany(most);
    }
    return done(
        review
            .with(new Hold(c.to().id(), now.plus(handover), now))
            .withNote(c.note() == null ? review.note() : c.note()));
  }

  private static Outcome decisions(Queue queue, Command.Decide c, Instant now) {
    List<DeskEvent> events = new ArrayList<>();
    for (ReviewDecided decision : c.decisions()) {
      if (decision(queue, c.user(), decision, now) instanceof Outcome.Refused refused) {
        return refused;
      }
      events.add(new DeskEvent.Dropped(decision.getDocumentId()));
      events.add(
          new DeskEvent.Decided(
              decision.getDocumentId(),
              decision.getTaskId(),
              decision.getReviewer(),
              decision.getDecidedAt()));
    }
    return new Done(events, null, c.decisions());
  }

  private static Outcome decision(Queue queue, User user, ReviewDecided decision, Instant now) {
    Queue.Verdict verdict = queue.verdict(decision.getTaskId()).orElse(null);
    if (verdict != null) {
      return new AlreadyDecided(verdict.reviewer(), verdict.at());
    }
    Review open = queue.find(decision.getDocumentId()).orElse(null);
    if (open != null && !open.task().taskId().equals(decision.getTaskId())) {
      return new Superseded(open.task().taskId());
    }
    return held(
        queue,
        user,
        decision.getDocumentId(),
        now,
        review ->
            // Rights may have changed since the claim.
            Duty.bar(user, review.task())
                .<Outcome>map(Forbidden::new)
                .orElseGet(() -> done(review)));
  }

  private static Outcome find(Queue queue, String documentId, Function<Review, Outcome> then) {
    return queue.find(documentId).map(then).orElseGet(() -> queue.gone(documentId));
  }

  private static Outcome held(
      Queue queue, User user, String documentId, Instant now, Function<Review, Outcome> then) {
    return find(
        queue,
        documentId,
        review ->
            review.isHeldBy(user.id(), now) ? then.apply(review) : refused(review, user.id(), now));
  }

  private static Outcome refused(Review review, String user, Instant now) {
    Hold hold = review.heldAt(now).orElse(null);
    if (hold != null) {
      return new Held(hold);
    }
    @Nullable Hold last = review.hold();
    return new NotYours(last != null && last.holder().equals(user));
  }

  private static Outcome done(Review review) {
    Task task = review.task();
    DeskEvent event =
        review.isTouched()
            ? new DeskEvent.Kept(
                task.documentId(), task.taskId(), review.hold(), review.draft(), review.note())
            : new DeskEvent.Dropped(task.documentId());
    return new Done(List.of(event), review, List.of());
  }
}
