package io.sluice.worker;

import io.sluice.events.Reason;
import io.sluice.events.StageFailure;
import io.sluice.worker.WorkerPoolConfig.Retries;
import java.time.Duration;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The decisions about a record, as pure functions.
 *
 * <pre>
 * delivered ──► Run ──► Returned(Done) ───────► Publish ──► ACCEPT
 *     │          ▲      Returned(Rejected) ───► GiveUp ───► ACCEPT
 *     │          │      Returned(Retry), ┐
 *     │          └ Wait ◄ Threw, TimedOut ┴───► GiveUp      (no attempt left)
 *     │          ▲      Returned(Unavailable), ┐
 *     │          │      Unreachable ───────────┴► Wait      (never counted)
 *     │                 Unreadable ───────────► DeadLetter ► REJECT
 *     │                 Threw(fatal Error) ───► Stop
 *     └──► GiveUp (delivered too often: its processes died of it)
 * </pre>
 */
record Policy(Retries retries) {

  /**
   * A record was delivered.
   *
   * @param delivery how often, from 1
   */
  <R> Verdict<R> delivered(int delivery) {
    if (delivery <= retries.deliveries()) {
      return new Verdict.Run<>(1);
    }
    String message =
        "delivered %d times without a result (limit %d): the processes that worked on it died, hung or were stopped; look into their logs for this document"
            .formatted(delivery - 1, retries.deliveries());
    return new Verdict.GiveUp<>(new StageFailure(Reason.RETRIES_EXHAUSTED, message, delivery - 1));
  }

  /**
   * An attempt has ended.
   *
   * @param attempt which, from 1
   * @param random in [0, 1), for the jitter
   */
  <R> Verdict<R> attempted(Attempted<R> attempted, int attempt, double random) {
    return switch (attempted) {
      case Attempted.Returned<R>(Outcome.Done<R>(R result)) -> new Verdict.Publish<>(result);
      case Attempted.Returned<R>(Outcome.Rejected<R>(Reason reason, String message)) ->
          new Verdict.GiveUp<>(new StageFailure(reason, message, attempt));
      case Attempted.Returned<R>(Outcome.Retry<R>(String why, Duration after)) ->
          again(attempt, after.isZero() ? retries.backoff().after(attempt, random) : after, why);
      case Attempted.Returned<R>(Outcome.Unavailable<R>(String why)) ->
          new Verdict.Wait<>(attempt, retries.backoff().max(), why);
      case Attempted.Threw<R>(Throwable thrown) when fatal(thrown) -> new Verdict.Stop<>(thrown);
      case Attempted.Threw<R>(Throwable thrown) ->
          again(attempt, retries.backoff().after(attempt, random), inWords(thrown));
      case Attempted.TimedOut<R>(Duration limit) ->
          again(
              attempt,
              retries.backoff().after(attempt, random),
              "not done within the limit of " + limit.toMillis() + " ms");
      case Attempted.Unreachable<R>(String error) ->
          new Verdict.Wait<>(attempt, retries.backoff().max(), error);
      case Attempted.Unreadable<R>(String error) ->
          new Verdict.DeadLetter<>(
              error, new StageFailure(Reason.UNREADABLE_RECORD, error, attempt));
    };
  }

  /**
   * A result could not be written. What the cluster or the registry refuses today is written later,
   * for as long as it takes: giving up a document because of an outage would lose it.
   *
   * @param last whether what could not be written already was a failure or a dead letter
   */
  <R> Verdict<R> unwritten(Throwable error, int attempt, boolean last) {
    if (Unavailability.in(error)) {
      return new Verdict.Wait<>(attempt, retries.backoff().max(), inWords(error));
    }
    if (last
        || error instanceof AuthorizationException
        || error instanceof AuthenticationException) {
      return new Verdict.Stop<>(error);
    }
    Reason reason = error instanceof RecordTooLargeException ? Reason.TOO_LARGE : Reason.UNKNOWN;
    return new Verdict.GiveUp<>(
        new StageFailure(reason, "the result cannot be written: " + inWords(error), attempt));
  }

  private <R> Verdict<R> again(int attempt, Duration delay, String why) {
    if (attempt < retries.attempts()) {
      return new Verdict.Wait<>(attempt + 1, delay, why);
    }
    return new Verdict.GiveUp<>(new StageFailure(Reason.RETRIES_EXHAUSTED, why, attempt));
  }

  /** A deep document overflows a stack and leaves the process sound; other errors do not. */
  static boolean fatal(Throwable thrown) {
    return thrown instanceof Error
        && !(thrown instanceof StackOverflowError)
        && !(thrown instanceof AssertionError);
  }

  private static String inWords(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }
}
