package io.sluice.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.schemas.HttpFixture.Request;
import io.sluice.schemas.HttpFixture.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Just enough of a registry to write and read records: a list of schemas, the id is the place. */
final class TinyRegistry implements Function<Request, Response> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final List<String> schemas = new CopyOnWriteArrayList<>();

  @Override
  public synchronized Response apply(Request request) {
    try {
      if (request.method().equals("POST")) {
        JsonNode body = JSON.readTree(request.body());
        return Response.ok("{\"id\":" + idOf(body.path("schema").asText()) + "}");
      }
      int id = Integer.parseInt(request.path().replaceFirst(".*/ids/([0-9]+).*", "$1"));
      return id < 1 || id > schemas.size()
          ? new Response(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}")
          : Response.ok(JSON.writeValueAsString(Map.of("schema", schemas.get(id - 1))));
    } catch (JsonProcessingException e) {
      return new Response(422, e.getMessage());
    }
  }

  /** The id of the schema, which is added if need be. */
  synchronized int idOf(String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }
}
