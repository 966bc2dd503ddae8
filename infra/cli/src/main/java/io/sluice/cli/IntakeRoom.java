package io.sluice.cli;

import io.sluice.content.ContentStore;
import io.sluice.events.DocumentReceived;
import io.sluice.schemas.RegistrySerdes;
import jakarta.servlet.MultipartConfigElement;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** Takes documents over HTTP, for systems that don't speak Kafka. */
final class IntakeRoom implements AutoCloseable {
  /** What a request may have besides the document: names, attributes, boundaries. */
  private static final long AROUND = 64 << 10;

  /** Larger parts go to the disk while they arrive. */
  private static final int IN_MEMORY = 256 << 10;

  private static final int LARGEST_RECORD = 8 << 20;
  private static final Duration BLOCK = Duration.ofSeconds(20);

  private final Server server;
  private final Producer<String, DocumentReceived> producer;
  private final ContentStore store;

  private IntakeRoom(
      Server server, Producer<String, DocumentReceived> producer, ContentStore store) {
    this.server = server;
    this.producer = producer;
    this.store = store;
  }

  static IntakeRoom start(IntakeConfig config) throws Exception {
    Map<String, Object> client =
        config
            .connection()
            .properties(
                Map.of(
                    "acks",
                    "all",
                    "enable.idempotence",
                    "true",
                    "max.block.ms",
                    Long.toString(BLOCK.toMillis()),
                    "max.request.size",
                    Integer.toString(LARGEST_RECORD)));
    ContentStore store = config.connection().contents().open();
    Producer<String, DocumentReceived> producer =
        new KafkaProducer<>(
            client,
            new StringSerializer(),
            RegistrySerdes.of(DocumentReceived.class, client).serializer());
    Server server = GuardedJetty.server(config.http());
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(new IntakeServlet(config, producer, store));
    Path parts = Files.createTempDirectory("sluice-intake-");
    parts.toFile().deleteOnExit();
    holder
        .getRegistration()
        .setMultipartConfig(
            new MultipartConfigElement(
                parts.toString(), requestLimit(config), requestLimit(config), IN_MEMORY));
    context.addServlet(holder, "/documents");
    context.setErrorHandler(GuardedJetty::error);
    server.setHandler(new GuardedJetty(config.http(), context));
    IntakeRoom room = new IntakeRoom(server, producer, store);
    try {
      server.start();
    } catch (Exception e) {
      room.close();
      throw e;
    }
    return room;
  }

  /** The largest request, in bytes. */
  static long requestLimit(IntakeConfig config) {
    return config.maxSize() + AROUND;
  }

  /** Where it answers. */
  URI address() {
    return server.getURI().resolve("/");
  }

  @Override
  public void close() throws Exception {
    server.stop();
    producer.close(Duration.ofSeconds(5));
    store.close();
  }
}
