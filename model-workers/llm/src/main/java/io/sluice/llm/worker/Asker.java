package io.sluice.llm.worker;

import io.sluice.llm.chat.ChatRequest;
import io.sluice.llm.chat.Message;
import io.sluice.llm.chat.ModelServer;
import io.sluice.llm.chat.Reply;
import io.sluice.llm.chat.Usage;
import io.sluice.llm.question.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks one server one question, as often as it wants samples, all at once. Thread-safe. */
final class Asker {
  /** A server that takes no request of ours is not asked again before this. */
  private static final Duration MISCONFIGURED = Duration.ofSeconds(30);

  private final ModelServer http;
  private final Pace pace;
  private final Meters meters;

  Asker(ModelServer http, Pace pace, Meters meters) {
    this.http = http;
    this.pace = pace;
    this.meters = meters;
  }

  /** What a body may do: leave, or be told why not. */
  @FunctionalInterface
  interface Gate {
    Door.Leave leave(byte[] body, int maxTokens) throws InterruptedException;
  }

  /**
   * What came of a question.
   *
   * @param samples the answers; empty if none came
   * @param failure the first reply that was none; null if all were
   * @param shut why a body may not leave; null if all might
   * @param usage all that was counted
   */
  record Asked(
      List<Reply.Answered> samples,
      @org.jspecify.annotations.Nullable Reply failure,
      Door.@org.jspecify.annotations.Nullable Shut shut,
      Usage usage) {}

  /** The outcome of one call. */
  private sealed interface Call {
    record Came(Reply reply) implements Call {}

    record Stayed(Door.Shut shut) implements Call {}
  }

  /**
   * Sends the question and waits.
   *
   * @throws InterruptedException if interrupted; no call goes on
   */
  Asked ask(Server server, String model, Question question, Gate gate) throws InterruptedException {
    int samples = server.asking().samples();
    int maxTokens = Math.min(question.maxTokens(), server.asking().answer());
    byte[] body =
        server
            .dialect()
            .body(
                new ChatRequest(
                    model,
                    List.of(
                        new Message(Message.Role.SYSTEM, question.system()),
                        new Message(Message.Role.USER, question.text())),
                    question.schema(),
                    maxTokens,
                    samples > 1 ? server.asking().temperature() : 0,
                    server.asking().logprobs(),
                    server.asking().stream()));
    Callable<Call> one = () -> call(server, body, maxTokens, gate);
    List<Call> calls =
        samples == 1 ? List.of(call(server, body, maxTokens, gate)) : all(samples, one);
    return asked(server, calls);
  }

  private static List<Call> all(int samples, Callable<Call> one) throws InterruptedException {
    List<Call> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Call>> same = java.util.Collections.nCopies(samples, one);
      for (Future<Call> each : threads.invokeAll(same)) {
        calls.add(each.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call ended in an error", e.getCause());
    }
    return calls;
  }

  private Call call(Server server, byte[] body, int maxTokens, Gate gate)
      throws InterruptedException {
    return switch (gate.leave(body, maxTokens)) {
      case Door.Shut shut -> new Call.Stayed(shut);
      case Door.Granted(Door.Permit permit) -> new Call.Came(sent(server, body, permit));
    };
  }

  private Reply sent(Server server, byte[] body, Door.Permit permit) throws InterruptedException {
    boolean told = false;
    try {
      Reply reply =
          http.ask(server.dialect(), server.url(), server.key(), body, server.asking().timeout());
      switch (reply) {
        case Reply.TimedOut(String why, boolean perhapsBilled) -> permit.failed(why, perhapsBilled);
        case Reply.Throttled(String why, Duration after) -> permit.failed(why, false);
        case Reply.Overloaded(String why, Duration after) -> permit.failed(why, false);
        case Reply.Failed(String why) -> permit.failed(why, false);
        case Reply.Misconfigured(String why) -> permit.failed(why, false);
        case Reply.Answered a -> permit.answered(a.usage());
        case Reply.Refused r -> permit.answered(r.usage());
        case Reply.Truncated t -> permit.answered(t.usage());
        // A server that answers in riddles may have worked for it.
        case Reply.Malformed m -> permit.failed(m.why(), true);
      }
      told = true;
      return reply;
    } finally {
      if (!told) {
        permit.failed("the call was cut off here", true);
      }
    }
  }

  private Asked asked(Server server, List<Call> calls) {
    List<Reply.Answered> answers = new ArrayList<>();
    Reply failure = null;
    Door.Shut shut = null;
    Usage usage = Usage.NONE;
    for (Call call : calls) {
      switch (call) {
        case Call.Stayed(Door.Shut s) -> {
          shut = s;
          meters.denied(server);
        }
        case Call.Came(Reply reply) -> {
          meters.replied(server, reply);
          usage = usage.plus(usage(reply));
          if (reply instanceof Reply.Answered answered) {
            answers.add(answered);
          } else if (failure == null) {
            failure = reply;
          }
          heed(server, reply);
        }
      }
    }
    meters.used(server, usage);
    return new Asked(List.copyOf(answers), failure, shut, usage);
  }

  private void heed(Server server, Reply reply) {
    switch (reply) {
      case Reply.Throttled(String why, Duration after) -> pace.leave(server.name(), after);
      case Reply.Overloaded(String why, Duration after) -> pace.leave(server.name(), after);
      case Reply.Misconfigured m -> pace.leave(server.name(), MISCONFIGURED);
      default -> {
        // It may be asked again at once.
      }
    }
  }

  private static Usage usage(Reply reply) {
    return switch (reply) {
      case Reply.Answered a -> a.usage();
      case Reply.Refused r -> r.usage();
      case Reply.Truncated t -> t.usage();
      case Reply.Malformed m -> m.usage();
      default -> Usage.NONE;
    };
  }
}
