package io.sluice.llm.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * OpenAI's chat completions, as OpenAI, vLLM, llama.cpp's server, Text Generation Inference,
 * TensorRT-LLM, Ollama and LM Studio speak it. Reading is tolerant: what one of them leaves out or
 * calls otherwise is not missed; the room's README has the table.
 *
 * @param schemaBy how the JSON Schema is handed over
 * @param lengthBy the key of the limit of the answer's length
 * @param temperature whether the temperature is said: some reasoning models take none
 */
public record OpenAiChat(SchemaBy schemaBy, LengthBy lengthBy, boolean temperature)
    implements Dialect {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How the JSON Schema is handed over. */
  public enum SchemaBy {
    /** {@code response_format: {type: json_schema, json_schema: {name, strict, schema}}}. */
    JSON_SCHEMA,
    /** {@code response_format: {type: json_object, schema}}: llama.cpp and llama-cpp-python. */
    JSON_OBJECT,
    /** {@code response_format: {type: json_object, value}}: older Text Generation Inference. */
    JSON_VALUE,
    /** Not at all: the prompt alone says it, and the answer is checked. */
    PROMPT
  }

  /** The key of the limit of the answer's length. */
  public enum LengthBy {
    /** What all servers know. */
    MAX_TOKENS,
    /** What OpenAI's reasoning models want. */
    MAX_COMPLETION_TOKENS
  }

  /** As most servers want it. */
  public static final OpenAiChat USUAL =
      new OpenAiChat(SchemaBy.JSON_SCHEMA, LengthBy.MAX_TOKENS, /* temperature= */ true);

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public Map<String, String> headers(Optional<String> key) {
    return key.map(k -> Map.of("authorization", "Bearer " + k)).orElse(Map.of());
  }

  @Override
  public byte[] body(ChatRequest request) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", request.model());
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      messages
          .addObject()
          .put("role", message.role().name().toLowerCase(Locale.ROOT))
          .put("content", message.text());
    }
    format(body, request.schema());
    body.put(lengthBy.name().toLowerCase(Locale.ROOT), request.maxTokens());
    if (temperature) {
      body.put("temperature", request.temperature());
    }
    if (request.logprobs()) {
      body.put("logprobs", true);
    }
    body.put("stream", request.stream());
    if (request.stream()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return bytes(body);
  }

  private void format(ObjectNode body, ObjectNode schema) {
    switch (schemaBy) {
      case JSON_SCHEMA ->
          body.putObject("response_format")
              .put("type", "json_schema")
              .putObject("json_schema")
              .put("name", "answer")
              .put("strict", true)
              .set("schema", schema);
      case JSON_OBJECT ->
          body.putObject("response_format").put("type", "json_object").set("schema", schema);
      case JSON_VALUE ->
          body.putObject("response_format").put("type", "json_object").set("value", schema);
      case PROMPT -> {
        // The prompt names the keys.
      }
    }
  }

  static byte[] bytes(ObjectNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write a tree as JSON", e);
    }
  }

  @Override
  public Reply read(Head head, String body) {
    if (head.status() != 200) {
      return Errors.of(head, body);
    }
    Answer answer = new Answer();
    try {
      if (!Events.in(head, body)) {
        JsonNode json = JSON.readTree(body);
        if (json.hasNonNull("error")) {
          return Errors.underWay(head, json);
        }
        answer.take(json, "message");
        answer.ended = true;
      } else {
        for (String event : Events.data(body)) {
          if (event.equals("[DONE]")) {
            answer.ended = true;
            break;
          }
          JsonNode json = JSON.readTree(event);
          if (json.hasNonNull("error")) {
            return Errors.underWay(head, json);
          }
          answer.take(json, "delta");
        }
      }
    } catch (IOException e) {
      return Errors.noJson(body, answer.usage);
    }
    return answer.reply();
  }

  /** An answer while its pieces come in. */
  private static final class Answer {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final List<Token> tokens = new ArrayList<>();
    private String finish = "";
    private Usage usage = Usage.NONE;
    private boolean ended;
    private boolean chosen;

    void take(JsonNode json, String part) {
      JsonNode choice = json.path("choices").path(0);
      chosen |= choice.isObject();
      JsonNode said = choice.path(part);
      append(text, said.path("content"));
      append(refusal, said.path("refusal"));
      if (choice.path("finish_reason").isTextual()) {
        finish = choice.path("finish_reason").asText();
        ended = true;
      }
      choice.path("logprobs").path("content").forEach(token -> tokens.add(token(token)));
      if (json.path("usage").isObject()) {
        usage =
            new Usage(
                json.path("usage").path("prompt_tokens").asInt(),
                json.path("usage").path("completion_tokens").asInt());
      }
    }

    /** A text, or a list of parts with texts; null says nothing. */
    private static void append(StringBuilder to, JsonNode content) {
      if (content.isTextual()) {
        to.append(content.asText());
      } else if (content.isArray()) {
        content.forEach(part -> to.append(part.path("text").asText("")));
      }
    }

    private static Token token(JsonNode token) {
      double logProbability = token.path("logprob").asDouble(Double.NEGATIVE_INFINITY);
      JsonNode bytes = token.path("bytes");
      if (!bytes.isArray()) {
        return Token.of(token.path("token").asText(), logProbability);
      }
      byte[] raw = new byte[bytes.size()];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = (byte) bytes.path(i).asInt();
      }
      return new Token(raw, logProbability);
    }

    Reply reply() {
      if (!refusal.isEmpty()) {
        // Not its words: they may speak of the document, and this is logged.
        return new Reply.Refused("the model has refused", usage);
      }
      if (!chosen) {
        return ended ? new Reply.Malformed("the answer has no choices", usage) : brokeOff();
      }
      return switch (finish) {
        case "length", "max_tokens" -> new Reply.Truncated(text.toString(), usage);
        case "content_filter" -> new Reply.Refused("finish_reason content_filter", usage);
        case "abort", "error" -> new Reply.Overloaded("finish_reason " + finish, Waits.of(NO_HEAD));
        default ->
            !ended
                ? brokeOff()
                : text.isEmpty()
                    ? new Reply.Malformed("the answer is empty, finish_reason " + finish, usage)
                    : new Reply.Answered(text.toString(), finish, usage, tokens);
      };
    }

    private static Reply brokeOff() {
      return new Reply.TimedOut("the stream broke off before its end", /* perhapsBilled= */ true);
    }
  }

  private static final Head NO_HEAD = new Head(200, Map.of(), java.time.Instant.EPOCH);
}
