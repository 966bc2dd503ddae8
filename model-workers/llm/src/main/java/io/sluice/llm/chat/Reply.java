package io.sluice.llm.chat;

import java.time.Duration;
import java.util.List;

/** What came of a request to a model server. Each case asks for something else of the caller. */
public sealed interface Reply {

  /**
   * A whole answer.
   *
   * @param text what the model wrote; where a schema was asked for, JSON that may still be wrong
   * @param finish why it ended, in the server's word, for instance {@code stop}
   * @param tokens the answer's tokens with their probabilities, whose texts make {@code text};
   *     empty where the server gives none
   */
  record Answered(String text, String finish, Usage usage, List<Token> tokens) implements Reply {
    public Answered {
      tokens = List.copyOf(tokens);
    }
  }

  /** The model, or a filter before it, will not answer this. Asking again gives the same. */
  record Refused(String why, Usage usage) implements Reply {}

  /** The answer reached the limit of its length. Asking again gives the same. */
  record Truncated(String text, Usage usage) implements Reply {}

  /** What came is not what the protocol says. */
  record Malformed(String why, Usage usage) implements Reply {}

  /** We ask too often. Nothing was done. */
  record Throttled(String why, Duration after) implements Reply {}

  /** The server has too much to do, or does not answer at all. Nothing was done. */
  record Overloaded(String why, Duration after) implements Reply {}

  /**
   * No whole answer came in time.
   *
   * @param perhapsBilled whether the server may have begun, so that it may be paid for
   */
  record TimedOut(String why, boolean perhapsBilled) implements Reply {}

  /** The server does not take this request, and never will. Asking again gives the same. */
  record Failed(String why) implements Reply {}

  /**
   * The server takes no request of ours: a wrong key, an unknown model, an account without money.
   */
  record Misconfigured(String why) implements Reply {}
}
