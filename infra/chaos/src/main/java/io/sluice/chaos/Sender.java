package io.sluice.chaos;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The upstream: hands in as many documents as it may, on a thread of its own. */
final class Sender implements AutoCloseable {
  private static final String TENANT = "chaos";
  // An outage must not make the sender give up: it is longer than any fault.
  private static final String PATIENCE_MS = "600000";

  private final long seed;
  private final KafkaProducer<String, DocumentReceived> producer;
  private final ContentStore store;
  private final Map<String, Route> sent = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Thread thread =
      Thread.ofPlatform().name("chaos-sender").daemon().unstarted(this::run);
  private volatile int allowed;
  private volatile boolean closed;

  Sender(long seed, Setup setup) {
    this.seed = seed;
    Map<String, Object> config =
        setup
            .places()
            .clientConfig(
                Map.of(
                    "acks",
                    "all",
                    "linger.ms",
                    "5",
                    "max.block.ms",
                    PATIENCE_MS,
                    "delivery.timeout.ms",
                    PATIENCE_MS));
    this.producer =
        new KafkaProducer<>(
            config, new StringSerializer(), RegistrySerdes.<DocumentReceived>serializer(config));
    this.store = ContentStores.open(setup.contentStore());
    thread.start();
  }

  /** Lets it hand in the documents up to this number. */
  void allow(int documents) {
    allowed = Math.max(allowed, documents);
  }

  /** What was handed in so far: ids, and how they end if nothing dies. */
  Map<String, Route> sent() {
    return sent;
  }

  /**
   * Fails if a document could not be handed in.
   *
   * @throws IllegalStateException with the cause
   */
  void check() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a document could not be handed in: " + failed, failed);
    }
  }

  private void run() {
    int next = 0;
    try {
      while (!closed) {
        if (next < allowed) {
          send(Paper.of(seed, next++));
        } else {
          Thread.sleep(Duration.ofMillis(20));
        }
      }
    } catch (ContentException | RuntimeException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Paper paper) throws ContentException {
    String sha256 = Ids.sha256(paper.bytes());
    String id = Ids.document(TENANT, sha256);
    DocumentReceived received =
        DocumentReceived.newBuilder()
            .setDocumentId(id)
            .setTenant(TENANT)
            .setSource("chaos")
            .setFileName(paper.fileName())
            .setDataClass(DataClass.INTERNAL)
            .setContent(
                paper.claimCheck()
                    ? store.put(new Owner(TENANT, id), paper.bytes())
                    : new InlineContent(ByteBuffer.wrap(paper.bytes())))
            .setSha256(sha256)
            .setReceivedAt(Instant.now())
            .build();
    sent.put(id, paper.end());
    for (int i = 0; i < (paper.repeated() ? 2 : 1); i++) {
      producer.send(
          new ProducerRecord<>(Topics.RECEIVED.name(), id, received),
          (metadata, error) -> {
            if (error != null) {
              failure.compareAndSet(null, error);
            }
          });
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    producer.close(Duration.ofSeconds(5));
    store.close();
  }
}
