package io.sluice.cli;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes files as documents, the way any upstream system would. */
public final class Upstream implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 8 << 20;

  private final Producer<String, DocumentReceived> producer;
  private final ContentStore store;
  private final long inlineLimit;
  private final String tenant;
  private final DataClass dataClass;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public Upstream(Connection connection, String tenant, DataClass dataClass) {
    Map<String, Object> properties =
        connection.properties(
            Map.of(
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", "5",
                "max.request.size", Integer.toString(MAX_REQUEST_BYTES)));
    Serde<DocumentReceived> serde = RegistrySerdes.of(DocumentReceived.class, properties);
    this.producer = new KafkaProducer<>(properties, new StringSerializer(), serde.serializer());
    this.store = connection.contents().open();
    this.inlineLimit = connection.contents().inlineLimit();
    this.tenant = tenant;
    this.dataClass = dataClass;
  }

  /**
   * Publishes a file.
   *
   * @throws IOException if the file cannot be read; nothing was published
   */
  public void publish(Input input) throws IOException, ContentException {
    var received =
        DocumentReceived.newBuilder()
            .setDocumentId(input.id())
            .setTenant(tenant)
            .setSource("sluice-cli")
            .setFileName(input.name())
            .setDataClass(dataClass)
            .setReceivedAt(Instant.now());
    if (Files.size(input.file()) <= inlineLimit) {
      byte[] bytes = Files.readAllBytes(input.file());
      received.setContent(new InlineContent(ByteBuffer.wrap(bytes))).setSha256(Ids.sha256(bytes));
    } else {
      ContentReference reference = store.put(new Owner(tenant, input.id()), input.file());
      received.setContent(reference).setSha256(reference.getSha256());
    }
    producer.send(
        new ProducerRecord<>(Topics.RECEIVED.name(), input.id(), received.build()),
        (metadata, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        });
    Exception failed = failure.get();
    if (failed != null) {
      throw new KafkaException("documents could not be handed to Kafka", failed);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    store.close();
  }
}
