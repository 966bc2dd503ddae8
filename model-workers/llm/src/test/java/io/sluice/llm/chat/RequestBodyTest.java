package io.sluice.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectNode SCHEMA = JSON.createObjectNode().put("type", "object");

  @Test
  void openAiGetsASchemaALimitAndTheWishForProbabilities() throws Exception {
    JsonNode body = JSON.readTree(OpenAiChat.USUAL.body(request(true)));
    assertThat(body.at("/model").asText()).isEqualTo("adapter-invoices");
    assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(body.at("/messages/1/content").asText()).isEqualTo("what?");
    assertThat(body.at("/response_format/type").asText()).isEqualTo("json_schema");
    assertThat(body.at("/response_format/json_schema/strict").asBoolean()).isTrue();
    assertThat(body.at("/response_format/json_schema/schema")).isEqualTo(SCHEMA);
    assertThat(body.at("/max_tokens").asInt()).isEqualTo(300);
    assertThat(body.at("/temperature").asDouble()).isZero();
    assertThat(body.at("/logprobs").asBoolean()).isTrue();
    assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
  }

  @Test
  void whereServersDifferTheConfigurationSaysHow() throws Exception {
    JsonNode llama =
        JSON.readTree(
            new OpenAiChat(OpenAiChat.SchemaBy.JSON_OBJECT, OpenAiChat.LengthBy.MAX_TOKENS, true)
                .body(request(false)));
    assertThat(llama.at("/response_format/type").asText()).isEqualTo("json_object");
    assertThat(llama.at("/response_format/schema")).isEqualTo(SCHEMA);
    assertThat(llama.has("stream_options")).isFalse();
    JsonNode reasoning =
        JSON.readTree(
            new OpenAiChat(
                    OpenAiChat.SchemaBy.PROMPT, OpenAiChat.LengthBy.MAX_COMPLETION_TOKENS, false)
                .body(request(false)));
    assertThat(reasoning.has("response_format")).isFalse();
    assertThat(reasoning.at("/max_completion_tokens").asInt()).isEqualTo(300);
    assertThat(reasoning.has("max_tokens")).isFalse();
    assertThat(reasoning.has("temperature")).isFalse();
  }

  @Test
  void anthropicMustUseTheToolWhoseInputIsTheAnswer() throws Exception {
    JsonNode body = JSON.readTree(AnthropicMessages.USUAL.body(request(false)));
    assertThat(body.at("/system").asText()).isEqualTo("rules");
    assertThat(body.at("/messages")).hasSize(1);
    assertThat(body.at("/tools/0/input_schema")).isEqualTo(SCHEMA);
    assertThat(body.at("/tool_choice/name").asText()).isEqualTo(body.at("/tools/0/name").asText());
    assertThat(body.has("logprobs")).isFalse();
    assertThat(AnthropicMessages.USUAL.headers(Optional.of("k")))
        .containsEntry("x-api-key", "k")
        .containsEntry("anthropic-version", "2023-06-01");
  }

  @Property(tries = 200)
  void noTextEverBreaksTheBody(@ForAll String text) throws Exception {
    ChatRequest request =
        new ChatRequest(
            "m",
            List.of(new Message(Message.Role.USER, text)),
            SCHEMA,
            10,
            0,
            /* logprobs= */ false,
            /* stream= */ false);
    for (Dialect dialect : List.of(OpenAiChat.USUAL, AnthropicMessages.USUAL)) {
      JsonNode body = JSON.readTree(dialect.body(request));
      assertThat(body.at("/messages")).hasSize(1);
    }
  }

  @Property(tries = 500)
  void anyBytesAreReadAsSomeReply(@ForAll String body, @ForAll boolean stream) {
    Head head =
        new Head(
            200,
            stream ? java.util.Map.of("content-type", "text/event-stream") : java.util.Map.of(),
            java.time.Instant.EPOCH);
    assertThat(OpenAiChat.USUAL.read(head, body)).isNotInstanceOf(Reply.Answered.class);
    assertThat(AnthropicMessages.USUAL.read(head, body)).isNotInstanceOf(Reply.Answered.class);
  }

  private static ChatRequest request(boolean stream) {
    return new ChatRequest(
        "adapter-invoices",
        List.of(new Message(Message.Role.SYSTEM, "rules"), new Message(Message.Role.USER, "what?")),
        SCHEMA,
        300,
        0,
        /* logprobs= */ true,
        stream);
  }
}
