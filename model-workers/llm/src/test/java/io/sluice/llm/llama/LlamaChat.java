package io.sluice.llm.llama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * llama.cpp behind the chat completions protocol: the runtime, its grammar made from the request's
 * JSON Schema and its tokens are real; the HTTP around it is ours. Without the tokens'
 * probabilities: version 4.2.0 of the binding aborts when it is asked for them. A process of its
 * own, since a crash of native code is not to end the tests, and this one does not end by itself.
 */
public final class LlamaChat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LlamaModel model;

  private LlamaChat(LlamaModel model) {
    this.model = model;
  }

  /** MODEL-FILE; prints the port on a line of its own. */
  public static void main(String[] arguments) throws IOException {
    LlamaModel model =
        new LlamaModel(
            new ModelParameters()
                .setModel(arguments[0])
                .setCtxSize(16_384)
                .setThreads(1)
                .setThreadsBatch(1));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", new LlamaChat(model)::answer);
    server.start();
    System.out.println("port " + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    StringBuilder prompt = new StringBuilder();
    for (JsonNode message : request.path("messages")) {
      prompt.append(message.path("role").asText()).append(": ");
      prompt.append(message.path("content").asText()).append('\n');
    }
    int most = request.path("max_tokens").asInt();
    InferenceParameters parameters =
        new InferenceParameters(prompt.toString())
            .setGrammar(
                LlamaModel.jsonSchemaToGrammar(
                    request.at("/response_format/json_schema/schema").toString()))
            .setTemperature((float) request.path("temperature").asDouble())
            .setSeed(1)
            .setNPredict(most);
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (LlamaOutput output : model.generate(parameters)) {
      count++;
      text.append(output.text);
    }
    String finish = count >= most ? "length" : "stop";
    answer
        .putObject("usage")
        .put("prompt_tokens", model.encode(prompt.toString()).length)
        .put("completion_tokens", count);
    if (request.path("stream").asBoolean()) {
      choice.putObject("delta").put("content", text.toString());
      choice.put("finish_reason", finish);
      send(exchange, "text/event-stream", "data: " + answer + "\n\ndata: [DONE]\n\n");
    } else {
      choice.putObject("message").put("role", "assistant").put("content", text.toString());
      choice.put("finish_reason", finish);
      send(exchange, "application/json", answer.toString());
    }
  }

  private static void send(HttpExchange exchange, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
