package io.sluice.llm.worker;

import io.sluice.events.FrontierEscalation;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reason;
import io.sluice.llm.chat.Usage;
import io.sluice.llm.question.Question;
import java.util.function.UnaryOperator;

/** The way out of the house. Nothing is sent to a server that is not ours but through it. */
public interface Door {

  /** Whether a question may go to a server, and in which words. Nothing has left yet. */
  Ruling rule(FrontierEscalation task, Server server, Question question, ParsedContent document);

  /** What the door says about a question. */
  sealed interface Ruling {}

  /**
   * It may leave like this.
   *
   * @param question with what must not leave replaced
   * @param restored puts the replaced back into an answer's texts
   * @param way takes each body
   */
  record Open(Question question, UnaryOperator<String> restored, Way way) implements Ruling {}

  /** It may not leave. */
  record Shut(Reason reason, String why) implements Ruling, Leave {}

  /** Takes bodies, one a call. */
  interface Way {
    /**
     * Asks for one body; when a permit comes back, it stands written that these bytes leave.
     *
     * @throws InterruptedException if interrupted; the bytes must not leave
     */
    Leave leave(byte[] body, int maxTokens) throws InterruptedException;
  }

  /** What the door says about a body. */
  sealed interface Leave {}

  /** The bytes may leave, once. */
  record Granted(Permit permit) implements Leave {}

  /** A call under way; told once what came of it. */
  interface Permit {
    /** An answer came, or something else that was counted. */
    void answered(Usage usage);

    /** No answer came. */
    void failed(String why, boolean perhapsBilled);
  }

  /** A door that nobody has the key of. */
  Door CLOSED =
      (task, server, question, document) ->
          new Shut(
              Reason.EGRESS_DENIED,
              "no egress policy is configured, so nothing leaves for '"
                  + server.name()
                  + "'; set 'egress', or mark the server inHouse if it is one of our own machines");
}
