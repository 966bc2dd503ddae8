package io.sluice.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Anthropic's messages. The answer is the input of a tool that the model must use, so that it keeps
 * to the schema; a model that writes text instead is read all the same. There are no probabilities
 * of tokens.
 *
 * @param temperature whether the temperature is said
 */
public record AnthropicMessages(boolean temperature) implements Dialect {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOOL = "answer";

  /** As most models want it. */
  public static final AnthropicMessages USUAL = new AnthropicMessages(/* temperature= */ true);

  @Override
  public String path() {
    return "/messages";
  }

  @Override
  public Map<String, String> headers(Optional<String> key) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("anthropic-version", "2023-06-01");
    key.ifPresent(k -> headers.put("x-api-key", k));
    return headers;
  }

  @Override
  public byte[] body(ChatRequest request) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", request.model());
    body.put("max_tokens", request.maxTokens());
    ArrayNode messages = JSON.createArrayNode();
    for (Message message : request.messages()) {
      switch (message.role()) {
        case SYSTEM -> body.put("system", message.text());
        case USER -> messages.addObject().put("role", "user").put("content", message.text());
      }
    }
    body.set("messages", messages);
    body.putArray("tools")
        .addObject()
        .put("name", TOOL)
        .put("description", "Takes the answer.")
        .set("input_schema", request.schema());
    body.putObject("tool_choice").put("type", "tool").put("name", TOOL);
    if (temperature) {
      body.put("temperature", request.temperature());
    }
    body.put("stream", request.stream());
    return OpenAiChat.bytes(body);
  }

  @Override
  public Reply read(Head head, String body) {
    if (head.status() != 200) {
      return Errors.of(head, body);
    }
    Answer answer = new Answer();
    try {
      if (!Events.in(head, body)) {
        answer.whole(JSON.readTree(body));
      } else {
        for (String event : Events.data(body)) {
          JsonNode json = JSON.readTree(event);
          if (json.path("type").asText().equals("error")) {
            return Errors.underWay(head, json);
          }
          answer.piece(json);
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
    private final StringBuilder input = new StringBuilder();
    private String stop = "";
    private Usage usage = Usage.NONE;
    private boolean ended;
    private boolean message;

    void whole(JsonNode json) {
      message = json.path("content").isArray();
      for (JsonNode block : json.path("content")) {
        switch (block.path("type").asText()) {
          case "tool_use" -> input.append(block.path("input"));
          case "text" -> text.append(block.path("text").asText());
          default -> {
            // Thinking, and whatever a later version adds.
          }
        }
      }
      stop = json.path("stop_reason").asText("");
      counted(json.path("usage"));
      ended = true;
    }

    void piece(JsonNode json) {
      switch (json.path("type").asText()) {
        case "message_start" -> {
          message = true;
          counted(json.path("message").path("usage"));
        }
        case "content_block_delta" -> {
          JsonNode delta = json.path("delta");
          switch (delta.path("type").asText()) {
            case "input_json_delta" -> input.append(delta.path("partial_json").asText());
            case "text_delta" -> text.append(delta.path("text").asText());
            default -> {
              // Thinking and signatures.
            }
          }
        }
        case "message_delta" -> {
          stop = json.path("delta").path("stop_reason").asText(stop);
          counted(json.path("usage"));
        }
        case "message_stop" -> ended = true;
        default -> {
          // Pings, and the beginnings and ends of blocks.
        }
      }
    }

    /** Counts are cumulative: a later one takes the place of an earlier. */
    private void counted(JsonNode counts) {
      int in =
          counts.path("input_tokens").asInt()
              + counts.path("cache_creation_input_tokens").asInt()
              + counts.path("cache_read_input_tokens").asInt();
      usage =
          new Usage(
              Math.max(usage.tokensIn(), in),
              Math.max(usage.tokensOut(), counts.path("output_tokens").asInt()));
    }

    Reply reply() {
      if (!ended) {
        return new Reply.TimedOut("the stream broke off before its end", /* perhapsBilled= */ true);
      }
      if (!message) {
        return new Reply.Malformed("the answer is no message", usage);
      }
      String said = input.isEmpty() ? text.toString() : input.toString();
      return switch (stop) {
        case "refusal" -> new Reply.Refused("stop_reason refusal", usage);
        case "max_tokens", "model_context_window_exceeded" -> new Reply.Truncated(said, usage);
        default ->
            said.isBlank()
                ? new Reply.Malformed("the answer is empty, stop_reason " + stop, usage)
                : new Reply.Answered(said, stop, usage, java.util.List.of());
      };
    }
  }
}
