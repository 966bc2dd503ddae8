package io.sluice.connectors;

import io.sluice.events.DocumentReceived;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a source has handed in. */
public final class ReceivedRecords {
  private ReceivedRecords() {}

  /** The first records, from the beginning; fewer if no more come within a minute and a half. */
  public static List<DocumentReceived> read(LocalStack stack, int count) {
    Map<String, Object> config = new HashMap<>(stack.clientConfig());
    config.put("group.id", "reader-" + count);
    config.put("auto.offset.reset", "earliest");
    List<DocumentReceived> found = new ArrayList<>();
    Instant end = Instant.now().plusSeconds(90);
    try (var consumer =
        new KafkaConsumer<String, DocumentReceived>(
            config,
            new StringDeserializer(),
            RegistrySerdes.deserializer(DocumentReceived.class, stack.clientConfig()))) {
      consumer.subscribe(List.of(Topics.RECEIVED.name()));
      while (found.size() < count && Instant.now().isBefore(end)) {
        consumer.poll(Duration.ofMillis(200)).forEach(one -> found.add(one.value()));
      }
    }
    return found;
  }
}
