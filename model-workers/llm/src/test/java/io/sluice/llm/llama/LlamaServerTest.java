package io.sluice.llm.llama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.llm.Documents;
import io.sluice.llm.answer.Answers;
import io.sluice.llm.chat.ChatRequest;
import io.sluice.llm.chat.Message;
import io.sluice.llm.chat.ModelServer;
import io.sluice.llm.chat.OpenAiChat;
import io.sluice.llm.chat.Reply;
import io.sluice.llm.question.Prompt;
import io.sluice.llm.question.Question;
import io.sluice.llm.question.Questions;
import io.sluice.types.DocumentTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocol against a real runtime, llama.cpp, with a generated model that knows nothing: shows
 * that the schema becomes a grammar that holds, and that a nonsense answer does no harm. It says
 * nothing about quality.
 */
class LlamaServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ParsedContent PAGE =
      Documents.of("Invoice 4711\nSeller: ACME GmbH\nTotal due 119.00 EUR");

  @TempDir private static Path folder;
  private static Process process;
  private static URI url;

  @BeforeAll
  static void start() throws IOException {
    Path model = folder.resolve("generated.gguf");
    GeneratedModel.write(model);
    process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LlamaChat.class.getName(),
                model.toString())
            .redirectError(folder.resolve("llama.log").toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      if (line.startsWith("port ")) {
        url = URI.create("http://127.0.0.1:" + line.substring(5) + "/v1");
        return;
      }
    }
    throw new IllegalStateException(
        "llama.cpp did not start: "
            + said
            + java.nio.file.Files.readString(folder.resolve("llama.log")));
  }

  @AfterAll
  static void stop() {
    process.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSchemaHoldsEvenAModelThatKnowsNothing(boolean stream) throws Exception {
    Question question = question("grand_total", "seller", "issue_date");
    Reply.Answered answered = ask(question, stream);
    JsonNode json = JSON.readTree(answered.text());
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    assertThat(keys).containsExactly("issue_date", "seller", "grand_total");
    assertThat(json)
        .allSatisfy(field -> {
          assertThat(field.has("value")).isTrue();
          assertThat(field.has("page")).isTrue();
          assertThat(field.has("quote")).isTrue();
          assertThat(field).hasSize(3);
        });
    assertThat(answered.usage().tokensIn()).isGreaterThan(1000);
    assertThat(answered.usage().tokensOut()).isGreaterThan(60);
  }

  @Test
  void nonsenseBecomesNoValue() throws Exception {
    Question question = question("grand_total", "seller");
    Answers.Reading reading =
        Answers.read(
                question, PAGE, List.of(ask(question, false)), UnaryOperator.identity(), Reader.LLM)
            .orElseThrow();
    assertThat(reading.fields()).hasSize(2);
    assertThat(reading.fields()).extracting(ExtractedField::getValue).containsOnlyNulls();
    assertThat(reading.fields())
        .allSatisfy(field -> assertThat(field.getConfidence()).isBetween(0.0, 1.0));
  }

  private static Reply.Answered ask(Question question, boolean stream) throws InterruptedException {
    try (ModelServer http = new ModelServer(InstantSource.system())) {
      Reply reply =
          http.ask(
              OpenAiChat.USUAL,
              url,
              Optional.empty(),
              OpenAiChat.USUAL.body(
                  new ChatRequest(
                      "generated",
                      List.of(
                          new Message(Message.Role.SYSTEM, question.system()),
                          new Message(Message.Role.USER, question.text())),
                      question.schema(),
                      question.maxTokens(),
                      0,
                      /* logprobs= */ true,
                      stream)),
              Duration.ofMinutes(2));
      assertThat(reply).isInstanceOf(Reply.Answered.class);
      return (Reply.Answered) reply;
    }
  }

  private static Question question(String... fields) {
    return new Questions(Prompt.shipped())
        .of(
            DocumentTypes.shipped().find("invoice").orElseThrow(),
            List.of(fields),
            PAGE,
            Documents.soFar("invoice"),
            4000);
  }
}
