package io.sluice.llm.worker;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.content.ParsedContents;
import io.sluice.events.DataClass;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParsedContent;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.StageFailure;
import io.sluice.llm.answer.Answers;
import io.sluice.llm.chat.Reply;
import io.sluice.llm.chat.Usage;
import io.sluice.llm.question.Question;
import io.sluice.llm.question.Questions;
import io.sluice.schemas.Ids;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.worker.Outcome;
import io.sluice.worker.TaskContext;
import io.sluice.worker.TaskHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Answers an escalation: asks the servers in their order until one answers, holds the answer
 * against the page. What a server has refused for good it is not asked again. Thread-safe.
 */
public final class EscalationHandler implements TaskHandler<FrontierEscalation, Predicted> {
  private final ContentStore store;
  private final DocumentTypes types;
  private final Questions questions;
  private final List<Server> servers;
  private final Door door;
  private final Reader reader;
  private final Tools tools;

  /**
   * What the handler works with.
   *
   * @param refusals what servers have refused for good
   * @param cache answers that need not be asked for again; empty to ask each time
   */
  record Tools(
      Asker asker,
      Pace pace,
      Refusals refusals,
      Optional<AnswerCache> cache,
      Meters meters,
      InstantSource clock) {}

  EscalationHandler(
      ContentStore store,
      DocumentTypes types,
      Questions questions,
      List<Server> servers,
      Door door,
      Reader reader,
      Tools tools) {
    this.store = store;
    this.types = types;
    this.questions = questions;
    this.servers = List.copyOf(servers);
    this.door = door;
    this.reader = reader;
    this.tools = tools;
  }

  /** It waits for servers most of the time: as many as wanted fit a process. */
  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public Outcome<Predicted> handle(FrontierEscalation task, TaskContext context)
      throws InterruptedException, ContentException {
    Optional<DocumentType> type = types.find(task.getDocumentType());
    if (type.isEmpty()
        || type.get().fields().stream().noneMatch(f -> task.getFields().contains(f.name()))) {
      return new Outcome.Rejected<>(
          Reason.INFERENCE_FAILED,
          "a '%s' has none of the fields %s here; give this room the same document types as the streams app"
              .formatted(task.getDocumentType(), task.getFields()));
    }
    ParsedContent content;
    try {
      content = ParsedContents.load(store, task.getContent());
    } catch (ContentException.Missing e) {
      return new Outcome.Rejected<>(Reason.CONTENT_MISSING, String.valueOf(e.getMessage()));
    } catch (ContentException.Changed e) {
      return new Outcome.Rejected<>(Reason.CONTENT_CHANGED, String.valueOf(e.getMessage()));
    } catch (ContentException.Unavailable e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return new Outcome.Rejected<>(
          Reason.INFERENCE_FAILED,
          task.getContent().getUri() + ": " + e.getMessage() + "; parse the document again");
    }
    return new Climb(task, type.get(), content).run();
  }

  /** One task on its way from server to server. */
  private final class Climb {
    private final FrontierEscalation task;
    private final DocumentType type;
    private final ParsedContent content;
    private final long began = System.nanoTime();
    private final Failures failures = new Failures();
    private Usage usage = Usage.NONE;
    private long micros;

    private Climb(FrontierEscalation task, DocumentType type, ParsedContent content) {
      this.task = task;
      this.type = type;
      this.content = content;
    }

    Outcome<Predicted> run() throws InterruptedException {
      for (Server server : servers) {
        Optional<Predicted> answer = ask(server);
        if (answer.isPresent()) {
          return new Outcome.Done<>(answer.get());
        }
      }
      return failures.outcome();
    }

    private Optional<Predicted> ask(Server server) throws InterruptedException {
      Question question =
          questions.of(
              type, task.getFields(), content, task.getPrediction(), server.asking().document());
      String key = key(server, question);
      Optional<Predicted> cached = tools.cache().flatMap(cache -> cache.find(key));
      if (cached.isPresent() && cached.get().getOutcome() instanceof Prediction prediction) {
        tools.meters().cached();
        return Optional.of(again(cached.get().getTaskId(), prediction));
      }
      Optional<Reply> refused = tools.refusals().of(key);
      if (refused.isPresent()) {
        failures.add(server, refused.get());
        return Optional.empty();
      }
      Duration left = tools.pace().left(server.name());
      if (!left.isZero()) {
        failures.add(
            server,
            new Reply.Overloaded("wants to be left alone for " + left.toMillis() + " ms", left));
        return Optional.empty();
      }
      if (server.inHouse()) {
        return read(
            server,
            key,
            question,
            UnaryOperator.identity(),
            (body, most) -> new Door.Granted(FREE));
      }
      return switch (ruling(server, question)) {
        case Door.Shut shut -> {
          tools.meters().denied(server);
          failures.add(server, shut);
          yield Optional.empty();
        }
        case Door.Open(Question redacted, UnaryOperator<String> restored, Door.Way way) ->
            read(server, key, redacted, restored, way::leave);
      };
    }

    /** Restricted documents stay, whatever a door says. */
    private Door.Ruling ruling(Server server, Question question) {
      return type.inForce(task.getDataClass()) == DataClass.RESTRICTED
          ? new Door.Shut(Reason.EGRESS_DENIED, "restricted documents never leave the house")
          : door.rule(task, server, question, content);
    }

    private Optional<Predicted> read(
        Server server,
        String key,
        Question question,
        UnaryOperator<String> restored,
        Asker.Gate gate)
        throws InterruptedException {
      Asker.Asked asked = tools.asker().ask(server, server.modelFor(type.name()), question, gate);
      usage = usage.plus(asked.usage());
      micros += server.prices().micros(asked.usage());
      if (asked.samples().isEmpty()) {
        if (asked.failure() != null) {
          failures.add(server, asked.failure());
          tools.refusals().keep(key, asked.failure());
        } else if (asked.shut() != null) {
          failures.add(server, asked.shut());
        }
        return Optional.empty();
      }
      Optional<Answers.Reading> reading =
          Answers.read(question, content, asked.samples(), restored, reader);
      if (reading.isEmpty()) {
        Reply malformed = new Reply.Malformed("the answer holds no JSON object", asked.usage());
        failures.add(server, malformed);
        tools.refusals().keep(key, malformed);
        return Optional.empty();
      }
      reading.get().warnings().forEach(warning -> tools.meters().warned(warning.getCode()));
      Predicted predicted = predicted(prediction(server, question, reading.get()));
      tools
          .cache()
          .ifPresent(cache ->
              cache.keep(key, new Owner(task.getTenant(), task.getDocumentId()), predicted));
      return Optional.of(predicted);
    }

    private Prediction prediction(Server server, Question question, Answers.Reading reading) {
      return Prediction.newBuilder()
          // The class was not asked for: it stays.
          .setClasses(task.getPrediction().getClasses())
          .setFields(reading.fields())
          .setModel(
              new ModelInfo(
                  server.modelFor(type.name()),
                  server.name() + "/" + questions.prompt().name(),
                  question.promptHash()))
          .setWallMillis((System.nanoTime() - began) / 1_000_000)
          .setCostMicros(micros)
          .setWarnings(reading.warnings())
          .setTokensIn(usage.tokensIn())
          .setTokensOut(usage.tokensOut())
          .build();
    }

    /** A cached answer: paid for already, unless it is this very task that paid. */
    private Predicted again(String paidBy, Prediction answer) {
      boolean ours = paidBy.equals(task.getTaskId());
      return predicted(
          Prediction.newBuilder(answer)
              .setClasses(task.getPrediction().getClasses())
              // What was spent on the way here counts, whoever answered before.
              .setCostMicros((ours ? answer.getCostMicros() : 0) + micros)
              .setTokensIn((ours ? answer.getTokensIn() : 0) + usage.tokensIn())
              .setTokensOut((ours ? answer.getTokensOut() : 0) + usage.tokensOut())
              .setWallMillis((System.nanoTime() - began) / 1_000_000)
              .build());
    }

    private Predicted predicted(Prediction prediction) {
      return new Predicted(
          task.getTaskId(),
          task.getDocumentId(),
          prediction,
          tools.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** All that an answer depends on. */
    private String key(Server server, Question question) {
      String all =
          String.join(
              "\n",
              task.getTenant(),
              task.getContent().getSha256(),
              type.name(),
              server.name(),
              server.url().toString(),
              server.modelFor(type.name()),
              server.asking().toString(),
              question.schema().toString(),
              question.system(),
              question.text());
      return Ids.sha256(all.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final Door.Permit FREE =
      new Door.Permit() {
        @Override
        public void answered(Usage usage) {
          // In the house, nobody keeps a ledger.
        }

        @Override
        public void failed(String why, boolean perhapsBilled) {
          // Likewise.
        }
      };

  /** The result that says that the stage gave up. */
  static Predicted failure(String taskId, String documentId, StageFailure failure) {
    return new Predicted(
        taskId,
        documentId,
        failure,
        InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
