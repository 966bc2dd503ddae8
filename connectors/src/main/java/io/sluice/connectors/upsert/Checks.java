package io.sluice.connectors.upsert;

import java.util.Optional;
import java.util.function.Function;

/** What an answer's status means, where a target keeps to HTTP. */
public final class Checks {
  private Checks() {}

  /** Asks; goes on if the check finds nothing wrong with the answer. */
  public static <T> Step<T> ask(
      Call call, Function<Reply, Optional<Outcome.Failure>> check, Function<Reply, Step<T>> then) {
    return new Step.Ask<>(
        call,
        reply ->
            check.apply(reply).<Step<T>>map(Step.Failed::new).orElseGet(() -> then.apply(reply)));
  }

  /**
   * Reads the status: 401 ends the session; 408, 423, 425, 429 and 5xx are for later; 412 says that
   * somebody else was there in between, so the plan is run again; any other 4xx is the target's
   * last word.
   *
   * @param message finds the target's own words in the answer
   */
  public static Optional<Outcome.Failure> status(Reply reply, Function<Reply, String> message) {
    int status = reply.status();
    if (status < 400) {
      return Optional.empty();
    }
    String words = message.apply(reply);
    return Optional.of(
        switch (status) {
          case 401 -> new Outcome.Unauthorised(words);
          case 408, 412, 423, 425, 429 -> later(reply, words);
          default -> status >= 500 ? later(reply, words) : new Outcome.Rejected(words);
        });
  }

  /** For later, as the target asks for. */
  public static Outcome.RetryLater later(Reply reply, String message) {
    return new Outcome.RetryLater(
        reply.retryAfter().orElse(null),
        message,
        reply.status() == 500 ? Outcome.Patience.AS_CONFIGURED : Outcome.Patience.FOR_EVER);
  }
}
