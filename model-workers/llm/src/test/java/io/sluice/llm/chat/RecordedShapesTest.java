package io.sluice.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers in the shapes of the real protocols: their names of fields, their codes and headers, with
 * documents of our own. A file is an HTTP answer, head and body.
 */
class RecordedShapesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String ANSWER =
      "{\"grand_total\": {\"value\": \"119.00\", \"page\": 1, \"quote\": \"Total due 119.00\"}}";
  private static final Usage USED = new Usage(412, 31);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/answered",
        "openai/answered-vllm",
        "openai/answered-llama-cpp",
        "openai/answered-tgi",
        "openai/answered-lm-studio",
        "openai/answered-in-parts",
        "openai/stream",
        "openai/stream-asked-whole-came"
      })
  void theServersOfOneProtocolGiveOneAnswer(String shape) {
    assertThat(read(shape))
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answered -> {
              assertThat(answered.text()).isEqualTo(ANSWER);
              assertThat(answered.usage()).isEqualTo(USED);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/answered",
        "openai/answered-vllm",
        "openai/answered-llama-cpp",
        "openai/answered-tgi",
        "openai/stream"
      })
  void whereTheServerGivesProbabilitiesTheTokensMakeTheText(String shape) {
    Reply.Answered answered = (Reply.Answered) read(shape);
    StringBuilder text = new StringBuilder();
    answered
        .tokens()
        .forEach(token -> text.append(new String(token.bytes(), StandardCharsets.UTF_8)));
    assertThat(text).hasToString(ANSWER);
    assertThat(answered.tokens().get(2).logProbability()).isEqualTo(-0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic/answered", "anthropic/stream", "anthropic/stream-text"})
  void aToolsInputIsTheAnswerWholeOrInPieces(String shape) {
    assertThat(read(shape))
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answered -> {
              assertThat(answered.text().replace(" ", "")).isEqualTo(ANSWER.replace(" ", ""));
              assertThat(answered.usage()).isEqualTo(USED);
              assertThat(answered.tokens()).isEmpty();
            });
  }

  @Test
  void aModelThatTalksInsteadOfUsingTheToolIsReadAllTheSame() {
    assertThat(read("anthropic/answered-in-text"))
        .isInstanceOfSatisfying(
            Reply.Answered.class, answered -> assertThat(answered.text()).contains(ANSWER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/refused",
        "openai/filtered",
        "openai/filtered-before",
        "openai/stream-refused",
        "anthropic/refused",
        "anthropic/stream-refused"
      })
  void aRefusalIsARefusalWhereverItStands(String shape) {
    assertThat(read(shape)).isInstanceOf(Reply.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/truncated",
        "openai/stream-truncated",
        "anthropic/truncated",
        "anthropic/window-full",
        "anthropic/stream-truncated"
      })
  void anAnswerAtItsLimitIsNoAnswerAndWasPaidFor(String shape) {
    assertThat(read(shape))
        .isInstanceOfSatisfying(
            Reply.Truncated.class, cut -> assertThat(cut.usage().tokensOut()).isEqualTo(31));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/malformed",
        "openai/no-choices",
        "openai/empty",
        "anthropic/malformed",
        "anthropic/empty"
      })
  void whatIsNotTheProtocolIsMalformed(String shape) {
    assertThat(read(shape)).isInstanceOf(Reply.Malformed.class);
  }

  @Test
  void aThrottlingServerIsLeftAloneForAsLongAsItSays() {
    assertThat(wait("openai/throttled")).isEqualTo(Duration.ofSeconds(7));
    assertThat(wait("openai/throttled-ms")).isEqualTo(Duration.ofMillis(350));
    assertThat(wait("openai/throttled-reset")).isEqualTo(Duration.ofMillis(62_500));
    assertThat(wait("openai/throttled-tgi")).isEqualTo(Duration.ofSeconds(2));
    assertThat(wait("anthropic/throttled")).isEqualTo(Duration.ofSeconds(12));
    assertThat(wait("anthropic/throttled-reset")).isEqualTo(Duration.ofSeconds(42));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/loading",
        "openai/bad-gateway",
        "openai/stream-error",
        "anthropic/overloaded",
        "anthropic/internal",
        "anthropic/stream-overloaded"
      })
  void anOverloadedServerSaysNothingAboutTheDocument(String shape) {
    assertThat(read(shape)).isInstanceOf(Reply.Overloaded.class);
  }

  @Test
  void aDateInRetryAfterIsADate() {
    assertThat(((Reply.Overloaded) read("openai/bad-gateway")).after())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/wrong-key",
        "openai/a-page-of-a-proxy",
        "openai/unknown-model",
        "openai/unknown-model-ollama",
        "openai/no-money",
        "openai/moved",
        "anthropic/wrong-key",
        "anthropic/not-allowed",
        "anthropic/no-money",
        "anthropic/no-credit"
      })
  void aWrongKeyOrAnEmptyAccountIsOursNotTheDocuments(String shape) {
    assertThat(read(shape)).isInstanceOf(Reply.Misconfigured.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/too-long",
        "openai/too-long-vllm",
        "anthropic/too-large",
        "anthropic/invalid"
      })
  void whatAServerNeverTakesIsNotRepeated(String shape) {
    assertThat(read(shape)).isInstanceOf(Reply.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openai/gateway-timeout", "openai/stream-cut-off", "anthropic/stream-cut-off"})
  void anAnswerThatNeverEndsMayHaveBeenPaidFor(String shape) {
    assertThat(read(shape))
        .isInstanceOfSatisfying(
            Reply.TimedOut.class, lost -> assertThat(lost.perhapsBilled()).isTrue());
  }

  private static Duration wait(String shape) {
    return ((Reply.Throttled) read(shape)).after();
  }

  static Reply read(String shape) {
    String text = text(shape + ".http");
    int body = text.indexOf("\n\n") + 2;
    List<String> lines = text.substring(0, body - 2).lines().toList();
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
    }
    Head head = new Head(Integer.parseInt(lines.getFirst().split(" ")[1]), headers, NOW);
    Dialect dialect = shape.startsWith("openai") ? OpenAiChat.USUAL : AnthropicMessages.USUAL;
    return dialect.read(head, text.substring(body));
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(RecordedShapesTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
