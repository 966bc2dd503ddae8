package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.content.ContentStores;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeRoomTest {
  private static final int MAX_SIZE = 1 << 20;
  private static final String TOKEN = "the-token-of-this-test";

  @TempDir static Path folder;
  private static LocalStack stack;
  private static IntakeRoom room;

  @BeforeAll
  static void start() throws Exception {
    stack = LocalStack.startTemporary();
    room = IntakeRoom.start(IntakeConfig.from(node(Map.of("auth", Map.of("token", TOKEN)))));
  }

  @AfterAll
  static void stop() throws Exception {
    room.close();
    stack.close();
  }

  @Test
  void aDocumentIsOnItsTopicBeforeItIsAcceptedWithAllThatWasSaidOfIt() throws Exception {
    HttpResponse<String> answer =
        post(Map.of(), Map.of("attribute.mailbox", "bills", "tenant", "acme"), bytes("a bill"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = json(answer).path("documentId").asText();
    assertThat(json(answer).path("status").asText()).isEqualTo("http://status/documents/" + id);
    assertThat(answer.headers().firstValue("Location")).contains("http://status/documents/" + id);
    DocumentReceived received = received(id).get(0);
    assertThat(received.getTenant()).isEqualTo("acme");
    assertThat(received.getSource()).isEqualTo("http");
    assertThat(received.getFileName()).isEqualTo("Rechnung 7.pdf");
    assertThat(received.getMediaTypeHint()).isEqualTo("application/pdf");
    assertThat(received.getAttributes()).containsExactly(Map.entry("mailbox", "bills"));
    assertThat(received.getDataClass()).isEqualTo(DataClass.INTERNAL);
    assertThat(received.getContent()).isInstanceOf(InlineContent.class);
  }

  @Test
  void aLargeDocumentTravelsAsAClaimCheck() throws Exception {
    HttpResponse<String> answer = post(Map.of(), Map.of(), new byte[600 << 10]);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    DocumentReceived received = received(json(answer).path("documentId").asText()).get(0);
    assertThat(((ContentReference) received.getContent()).getSize()).isEqualTo(600 << 10);
  }

  @Test
  void theSameKeyIsTheSameDocumentAndSoAreTheSameBytesWithoutOne() throws Exception {
    String first = id(post(Map.of("Idempotency-Key", "order 7"), Map.of(), bytes("one")));
    assertThat(id(post(Map.of("Idempotency-Key", "order 7"), Map.of(), bytes("one"))))
        .isEqualTo(first);
    assertThat(id(post(Map.of("Idempotency-Key", "order 8"), Map.of(), bytes("one"))))
        .isNotEqualTo(first);
    String plain = id(post(Map.of(), Map.of(), bytes("one")));
    assertThat(id(post(Map.of(), Map.of(), bytes("one")))).isEqualTo(plain).isNotEqualTo(first);
  }

  @Test
  void whatCannotBeTakenIsRefusedWithAReason() throws Exception {
    assertThat(post(Map.of(), Map.of(), new byte[MAX_SIZE + 1]))
        .satisfies(answer -> refused(answer, 413, "at most 1048576 bytes"));
    assertThat(post(Map.of(), Map.of(), new byte[4 * MAX_SIZE]))
        .satisfies(answer -> refused(answer, 413, "at most 1048576 bytes"));
    assertThat(chunked(new byte[2 * MAX_SIZE]))
        .satisfies(answer -> refused(answer, 413, "at most 1048576 bytes"));
    assertThat(post(Map.of(), Map.of(), new byte[0]))
        .satisfies(answer -> refused(answer, 400, "is empty"));
    assertThat(post(Map.of(), Map.of("tenant", "other"), bytes("x")))
        .satisfies(answer -> refused(answer, 403, "the tenant 'other'"));
    assertThat(post(Map.of("Authorization", "Bearer wrong"), Map.of(), bytes("x")))
        .satisfies(answer -> refused(answer, 401, "Authorization: Bearer"));
    assertThat(
            send(
                HttpRequest.newBuilder(room.address().resolve("/documents"))
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Content-Type", "application/pdf")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes("x")))
                    .build()))
        .satisfies(answer -> refused(answer, 415, "multipart/form-data"));
  }

  @Test
  void aServerThatOthersCanReachNeedsAToken() {
    assertThatThrownBy(
            () -> {
              ConfigNode node = node(Map.of("host", "0.0.0.0"));
              var unused = IntakeConfig.from(node);
              node.finish();
            })
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("auth: missing");
  }

  private static void refused(HttpResponse<String> answer, int status, String why)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("message").asText()).contains(why);
  }

  private static ConfigNode node(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put(
        "kafka",
        Map.of(
            "bootstrap.servers", stack.bootstrapServers(),
            "schema.registry.url", stack.registryUrl()));
    all.put("contentStore", ContentStores.uriOf(folder.resolve("store")));
    all.put("port", 0);
    all.put("maxSize", "1MB");
    all.put("tenants", List.of("acme"));
    all.put("dataClass", "internal");
    all.put("statusUrl", "http://status");
    return ConfigNode.of("intake.yaml", all);
  }

  /** Without a Content-Length, so that only the reading shows how much it is. */
  private static HttpResponse<String> chunked(byte[] content) throws Exception {
    byte[] head =
        bytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n");
    return send(
        HttpRequest.newBuilder(room.address().resolve("/documents"))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(() ->
                    new SequenceInputStream(
                        new ByteArrayInputStream(head),
                        new SequenceInputStream(
                            new ByteArrayInputStream(content),
                            new ByteArrayInputStream(bytes("\r\n--b--\r\n"))))))
            .build());
  }

  private static HttpResponse<String> post(
      Map<String, String> headers, Map<String, String> fields, byte[] content) throws Exception {
    String boundary = "between-the-parts";
    List<byte[]> body = new ArrayList<>();
    fields.forEach((name, value) ->
        body.add(
            bytes(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(boundary, name, value))));
    body.add(
        bytes(
            "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Rechnung 7.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                .formatted(boundary)));
    body.add(content);
    body.add(bytes("\r\n--%s--\r\n".formatted(boundary)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(room.address().resolve("/documents"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .setHeader("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.ofByteArrays(body));
    headers.forEach(request::setHeader);
    return send(request.build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  private static String id(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json(answer).path("documentId").asText();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<DocumentReceived> received(String id) {
    Map<String, Object> config = new HashMap<>(stack.clientConfig());
    config.put("group.id", "reader-of-" + id);
    config.put("auto.offset.reset", "earliest");
    List<DocumentReceived> found = new ArrayList<>();
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    try (var consumer =
        new KafkaConsumer<String, DocumentReceived>(
            config,
            new StringDeserializer(),
            RegistrySerdes.deserializer(DocumentReceived.class, stack.clientConfig()))) {
      consumer.subscribe(List.of(Topics.RECEIVED.name()));
      while (found.isEmpty() && Instant.now().isBefore(end)) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(one -> {
              if (one.key().equals(id)) {
                found.add(one.value());
              }
            });
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }
}
