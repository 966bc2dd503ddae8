package io.sluice.connectors.upsert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.local.TrytonServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;

/** Asks a Tryton server what it holds, as a bookkeeper's client would. */
final class TrytonRpc {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final TrytonServer server;
  private final String authorization;

  TrytonRpc(TrytonServer server) throws Exception {
    this.server = server;
    String login =
        "[\"%s\", {\"password\": \"%s\"}]".formatted(TrytonServer.USER, server.password());
    JsonNode session = post("common.db.login", login, "");
    String token =
        "%s:%s:%s".formatted(TrytonServer.USER, session.get(0).asText(), session.get(1).asText());
    authorization = "Session " + Base64.getEncoder().encodeToString(token.getBytes());
  }

  /** The invoices of a document. */
  JsonNode invoices(String documentId) throws Exception {
    return search(
        "account.invoice",
        "[[\"description\", \"=\", \"sluice:%s\"]]".formatted(documentId),
        "id",
        "type",
        "state",
        "reference",
        "comment",
        "party.rec_name",
        "currency.code",
        "untaxed_amount",
        "tax_amount",
        "total_amount",
        "lines",
        "taxes");
  }

  JsonNode search(String model, String domain, String... fields) throws Exception {
    String names = JSON.writeValueAsString(List.of(fields));
    return call(
        "model." + model + ".search_read", "[%s, 0, null, null, %s, {}]".formatted(domain, names));
  }

  JsonNode call(String method, String params) throws Exception {
    return post(method, params, authorization);
  }

  private JsonNode post(String method, String params, String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + "/" + TrytonServer.DATABASE + "/"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params)));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    String body = client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    JsonNode answer = JSON.readTree(body);
    if (!answer.has("result")) {
      throw new IllegalStateException(
          method + ": " + body.substring(0, Math.min(500, body.length())));
    }
    return answer.get("result");
  }
}
