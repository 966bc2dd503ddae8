package io.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.schemas.Ids;
import io.sluice.schemas.Topics;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /documents}, multipart/form-data: a part {@code file}, perhaps {@code tenant} and
 * {@code attribute.<name>}. 202 means that Kafka has the document. The same {@code Idempotency-Key}
 * is the same document, as are the same bytes without one; so a request may always be repeated.
 */
final class IntakeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(IntakeServlet.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ATTRIBUTE = "attribute.";
  private static final int LONGEST_KEY = 255;
  private static final int ACKNOWLEDGED_SECONDS = 30;
  private static final String RETRY_SECONDS = "5";

  private final transient IntakeConfig config;
  private final transient Producer<String, DocumentReceived> producer;
  private final transient ContentStore store;

  IntakeServlet(
      IntakeConfig config, Producer<String, DocumentReceived> producer, ContentStore store) {
    this.config = config;
    this.producer = producer;
    this.store = store;
  }

  /** A request that cannot be taken; the message says why. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      String id = take(request);
      String status = config.statusUrl() + "/documents/" + id;
      response.setHeader("Location", status);
      answer(response, 202, Map.of("documentId", id, "status", status));
    } catch (Refusal e) {
      if (e.status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
        response.setHeader("Retry-After", RETRY_SECONDS);
      }
      answer(response, e.status, Map.of("message", String.valueOf(e.getMessage())));
    }
  }

  private String take(HttpServletRequest request) throws Refusal, IOException {
    String type = String.valueOf(request.getContentType());
    if (!type.startsWith("multipart/form-data")) {
      throw new Refusal(415, "send multipart/form-data with the document as the part 'file'");
    }
    if (request.getContentLengthLong() > IntakeRoom.requestLimit(config)) {
      throw tooLarge();
    }
    Path copy = Files.createTempFile("sluice-intake-", ".part");
    try {
      Part file = part(request);
      try (InputStream in = file.getInputStream()) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      if (Files.size(copy) == 0) {
        throw new Refusal(400, "the part 'file' is empty");
      }
      return publish(request, file, copy);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private Part part(HttpServletRequest request) throws Refusal, IOException {
    Part file;
    try {
      file = request.getPart("file");
    } catch (IllegalStateException e) {
      // What the servlet specification has for a request that is larger than it may be.
      LOG.info("a request was too large: {}", e.toString());
      throw tooLarge();
    } catch (ServletException e) {
      if (ofLength(e)) {
        LOG.info("a request was too large: {}", e.toString());
        throw tooLarge();
      }
      throw new Refusal(400, "the multipart body cannot be read: " + e.getMessage());
    }
    if (file == null) {
      throw new Refusal(400, "there is no part 'file'");
    }
    if (file.getSize() > config.maxSize()) {
      throw tooLarge();
    }
    return file;
  }

  /** Jetty wraps the exception of the specification into one that speaks of a bad request. */
  private static boolean ofLength(Throwable why) {
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalStateException) {
        return true;
      }
    }
    return false;
  }

  private Refusal tooLarge() {
    return new Refusal(
        413, "a document may have at most %d bytes here".formatted(config.maxSize()));
  }

  private String publish(HttpServletRequest request, Part file, Path copy)
      throws Refusal, IOException {
    String tenant = tenant(request.getParameter("tenant"));
    String key = request.getHeader("Idempotency-Key");
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw new Refusal(400, "an Idempotency-Key has 1 to " + LONGEST_KEY + " characters");
    }
    var received =
        DocumentReceived.newBuilder()
            .setTenant(tenant)
            .setSource(config.source())
            .setFileName(file.getSubmittedFileName())
            .setMediaTypeHint(file.getContentType())
            .setDataClass(config.dataClass())
            .setAttributes(attributes(request))
            .setReceivedAt(Instant.now());
    try {
      received.setSha256(Ids.sha256(copy));
      String id =
          Ids.document(
              tenant,
              key == null
                  ? received.getSha256()
                  : Ids.sha256(("idempotency-key:" + key).getBytes(StandardCharsets.UTF_8)));
      received.setContent(
          Files.size(copy) <= config.connection().contents().inlineLimit()
              ? new InlineContent(ByteBuffer.wrap(Files.readAllBytes(copy)))
              : store.put(new Owner(tenant, id), copy));
      DocumentReceived document = received.setDocumentId(id).build();
      producer
          .send(new ProducerRecord<>(Topics.RECEIVED.name(), id, document))
          .get(ACKNOWLEDGED_SECONDS, TimeUnit.SECONDS);
      return id;
    } catch (ExecutionException | TimeoutException | ContentException e) {
      LOG.warn("a document could not be handed in", e);
      throw new Refusal(503, "the document could not be handed in just now; send it again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, "the server is stopping; send the document again");
    }
  }

  private String tenant(@Nullable String wanted) throws Refusal {
    if (wanted == null || wanted.equals(config.tenant()) || config.tenants().contains(wanted)) {
      return wanted == null ? config.tenant() : wanted;
    }
    throw new Refusal(403, "documents of the tenant '" + wanted + "' are not taken here");
  }

  private static Map<String, String> attributes(HttpServletRequest request) {
    Map<String, String> attributes = new HashMap<>();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (name.startsWith(ATTRIBUTE)) {
            attributes.put(name.substring(ATTRIBUTE.length()), values[0]);
          }
        });
    return attributes;
  }

  private static void answer(HttpServletResponse response, int status, Map<String, String> body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(JSON.writeValueAsBytes(body));
  }
}
