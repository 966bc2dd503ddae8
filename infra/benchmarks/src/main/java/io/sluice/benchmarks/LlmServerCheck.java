package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.llm.answer.Answers;
import io.sluice.llm.chat.ChatRequest;
import io.sluice.llm.chat.Message;
import io.sluice.llm.chat.ModelServer;
import io.sluice.llm.chat.OpenAiChat;
import io.sluice.llm.chat.Reply;
import io.sluice.llm.question.Prompt;
import io.sluice.llm.question.Question;
import io.sluice.llm.question.Questions;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Asks a real server for all fields of each document and shows what it says, what of it is borne
 * out by the page, and how long it took.
 */
final class LlmServerCheck {
  private LlmServerCheck() {}

  /** URL MODEL PARSED TYPE: PARSED is what {@code ./sluice parse} has written. */
  public static void main(String[] arguments) throws Exception {
    AvroTrust.grant();
    URI url = URI.create(arguments[0]);
    DocumentType type = DocumentTypes.shipped().find(arguments[3]).orElseThrow();
    Questions questions = new Questions(Prompt.shipped());
    try (ModelServer http = new ModelServer(InstantSource.system())) {
      for (String line : Files.readAllLines(Path.of(arguments[2]))) {
        ParsedContent document = ParsedLine.content(new ObjectMapper().readTree(line));
        Question question =
            questions.of(
                type,
                type.fields().stream().map(FieldSpec::name).toList(),
                document,
                nothingSoFar(type),
                5000);
        ask(http, url, arguments[1], question, document);
      }
    }
    System.exit(0);
  }

  private static void ask(
      ModelServer http, URI url, String model, Question question, ParsedContent document)
      throws InterruptedException {
    long began = System.nanoTime();
    Reply reply =
        http.ask(
            OpenAiChat.USUAL,
            url,
            Optional.empty(),
            OpenAiChat.USUAL.body(
                new ChatRequest(
                    model,
                    List.of(
                        new Message(Message.Role.SYSTEM, question.system()),
                        new Message(Message.Role.USER, question.text())),
                    question.schema(),
                    question.maxTokens(),
                    0,
                    /* logprobs= */ true,
                    /* stream= */ false)),
            Duration.ofMinutes(10));
    double seconds = (System.nanoTime() - began) / 1e9;
    if (!(reply instanceof Reply.Answered answered)) {
      System.out.printf(Locale.ROOT, "%.1f s: %s%n", seconds, reply);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%.1f s, %d tokens in, %d out, probabilities %s%n%s%n",
        seconds,
        answered.usage().tokensIn(),
        answered.usage().tokensOut(),
        answered.tokens().isEmpty() ? "none" : "given",
        answered.text());
    Answers.read(question, document, List.of(answered), UnaryOperator.identity(), Reader.LLM)
        .ifPresentOrElse(LlmServerCheck::show, () -> System.out.println("no JSON object"));
  }

  private static void show(Answers.Reading reading) {
    for (ExtractedField field : reading.fields()) {
      System.out.printf(
          Locale.ROOT,
          "  %-16s %-40s %.3f %s%n",
          field.getName(),
          field.getValue(),
          field.getConfidence(),
          field.getPage() == null ? "" : "page " + field.getPage());
    }
    reading.warnings().forEach(w -> System.out.println("  " + w.getCode() + " " + w.getMessage()));
  }

  private static Prediction nothingSoFar(DocumentType type) {
    return Prediction.newBuilder()
        .setClasses(List.of(new ClassProbability(type.name(), 1d)))
        .setFields(List.of())
        .setModel(new ModelInfo("none", "0", "0"))
        .setWallMillis(0)
        .build();
  }
}
