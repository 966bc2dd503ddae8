import io.sluice.events.DocumentCompleted;
import io.sluice.events.ExtractedField;
import io.sluice.schemas.RegistryDeserializer;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints completed records until it is stopped: ReadCompleted BROKER REGISTRY GROUP. */
final class ReadCompleted {
  public static void main(String[] args) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", args[0],
            "schema.registry.url", args[1],
            "group.id", args[2],
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            // The records are written in transactions: read only what was decided for good.
            "isolation.level", "read_committed",
            "key.deserializer", StringDeserializer.class,
            "value.deserializer", RegistryDeserializer.class);
    try (var consumer = new KafkaConsumer<String, DocumentCompleted>(config)) {
      consumer.subscribe(List.of(Topics.COMPLETED.name()));
      while (!Thread.interrupted()) {
        for (ConsumerRecord<String, DocumentCompleted> one : consumer.poll(Duration.ofSeconds(1))) {
          upsert(one.value());
        }
        // After the writing: a crash in between repeats records, and an upsert takes them twice.
        consumer.commitSync();
      }
    }
  }

  /** Yours: write it under its documentId, unless a higher revision is there. */
  private static void upsert(DocumentCompleted document) {
    System.out.printf(
        "%s revision %d: %s%n",
        document.getDocumentId(), document.getRevision(), document.getDocumentType());
    for (ExtractedField field : document.getFields()) {
      System.out.printf(
          "  %s = %s (%.2f)%n", field.getName(), field.getValue(), field.getConfidence());
    }
  }
}
