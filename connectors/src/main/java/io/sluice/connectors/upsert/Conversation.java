package io.sluice.connectors.upsert;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries plans out, with one session for all of them. Thread-safe. */
final class Conversation {
  /** A fresh session that is refused so often is no matter of time. */
  private static final int MOST_RENEWALS = 3;

  private final Transport transport;
  private final Supplier<Step<Session>> login;
  private final Duration settle;
  private final Clock clock;
  private @Nullable Session session;

  /**
   * A conversation that has not begun.
   *
   * @param login the plan for a session
   * @param settle how long a target may take to finish a creation whose answer was lost
   */
  Conversation(Transport transport, Supplier<Step<Session>> login, Duration settle, Clock clock) {
    this.transport = transport;
    this.login = login;
    this.settle = settle;
    this.clock = clock;
  }

  /**
   * Runs a plan to its end. If the session turns out to have ended, it is opened anew and the plan
   * is run again from its beginning.
   */
  <T> Step.Result<T> run(Supplier<Step<T>> plan) {
    Session ended = null;
    for (int renewals = 0; ; renewals++) {
      Step.Result<Session> opened = current(ended);
      if (opened instanceof Step.Failed<Session> failed) {
        return new Step.Failed<>(failed.why());
      }
      Session used = ((Step.Done<Session>) opened).value();
      Step.Result<T> result = carryOut(plan.get(), used);
      boolean hasEnded =
          result instanceof Step.Failed<T> failed && failed.why() instanceof Outcome.Unauthorised;
      if (!hasEnded || renewals == MOST_RENEWALS) {
        return result;
      }
      ended = used;
    }
  }

  /** The session, opened if there is none, if it has expired, or if it is the one that ended. */
  private synchronized Step.Result<Session> current(@Nullable Session ended) {
    Session now = session;
    boolean usable =
        now != null
            && !now.equals(ended)
            && (now.expires() == null || clock.instant().isBefore(now.expires()));
    if (usable) {
      return new Step.Done<>(Objects.requireNonNull(now));
    }
    session = null;
    Step.Result<Session> opened = carryOut(login.get(), Session.NONE);
    if (opened instanceof Step.Done<Session> done) {
      session = done.value();
    }
    return opened;
  }

  private <T> Step.Result<T> carryOut(Step<T> plan, Session with) {
    Step<T> step = plan;
    while (step instanceof Step.Ask<T> ask) {
      try {
        step = ask.then().apply(transport.send(ask.call(), with));
      } catch (IOException e) {
        return new Step.Failed<>(unanswered(ask.call(), e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Step.Failed<>(Outcome.RetryLater.soon("interrupted at " + ask.call().inWords()));
      }
    }
    return (Step.Result<T>) step;
  }

  private Outcome.Failure unanswered(Call call, IOException why) {
    boolean neverSent =
        why instanceof ConnectException || why instanceof HttpConnectTimeoutException;
    boolean inDoubt = call.effect() == Call.Effect.CREATE && !neverSent;
    return new Outcome.RetryLater(
        inDoubt ? settle : null,
        "no answer to " + call.inWords() + ": " + why,
        Outcome.Patience.FOR_EVER);
  }
}
