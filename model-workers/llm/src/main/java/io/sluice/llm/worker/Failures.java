package io.sluice.llm.worker;

import io.sluice.events.Predicted;
import io.sluice.events.Reason;
import io.sluice.llm.chat.Reply;
import io.sluice.llm.chat.Usage;
import io.sluice.worker.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Why no server has answered, and what is to become of the task. */
final class Failures {
  private final List<String> words = new ArrayList<>();
  private final List<Door.Shut> shut = new ArrayList<>();
  private int asked;
  private boolean waits;
  private boolean again;

  void add(Server server, Reply reply) {
    asked++;
    words.add(server.name() + ": " + said(reply));
    switch (reply) {
      case Reply.Throttled t -> waits = true;
      case Reply.Overloaded o -> waits = true;
      case Reply.Misconfigured m -> waits = true;
      case Reply.TimedOut t -> again = true;
      default -> {
        // For good.
      }
    }
  }

  void add(Server server, Door.Shut closed) {
    shut.add(closed);
    words.add(server.name() + ": " + closed.why());
  }

  Outcome<Predicted> outcome() {
    String why = String.join("; ", words);
    if (waits) {
      return new Outcome.Unavailable<>(why);
    }
    if (again) {
      return new Outcome.Retry<>(why);
    }
    return new Outcome.Rejected<>(
        asked == 0 ? shut.getLast().reason() : Reason.INFERENCE_FAILED, why);
  }

  private static String said(Reply reply) {
    return switch (reply) {
      case Reply.Answered a -> "answered";
      case Reply.Refused(String why, Usage u) -> "refused: " + why;
      case Reply.Truncated t ->
          "the answer reached its limit; set 'answerTokens' higher, or ask for fewer fields";
      case Reply.Malformed(String why, Usage u) -> "malformed: " + why;
      case Reply.Throttled(String why, Duration after) -> "throttled: " + why;
      case Reply.Overloaded(String why, Duration after) -> "overloaded: " + why;
      case Reply.TimedOut(String why, boolean billed) ->
          "timed out: " + why + (billed ? ", perhaps paid for" : "");
      case Reply.Failed(String why) -> "takes no such request: " + why;
      case Reply.Misconfigured(String why) ->
          "takes no request of ours: " + why + "; look at its key, url, model and account";
    };
  }
}
