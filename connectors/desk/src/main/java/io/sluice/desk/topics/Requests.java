package io.sluice.desk.topics;

import io.sluice.events.PagesRequested;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands tasks for pages to the extractors. One that is lost is asked again. Thread-safe. */
public final class Requests implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final KafkaProducer<String, PagesRequested> producer;

  public Requests(Map<String, String> kafka) {
    Map<String, Object> own = new HashMap<>(kafka);
    own.put("acks", "all");
    own.put("enable.idempotence", "true");
    own.put("max.block.ms", "5000");
    producer = new KafkaProducer<>(own, new StringSerializer(), RegistrySerdes.serializer(own));
  }

  /** Sends it, and does not wait for it. */
  public void send(PagesRequested request) {
    producer.send(
        new ProducerRecord<>(Topics.PAGES_REQUESTED.name(), request.getDocumentId(), request),
        (metadata, error) -> {
          if (error != null) {
            LOG.warn("pages could not be asked for: taskId={}", request.getTaskId(), error);
          }
        });
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
