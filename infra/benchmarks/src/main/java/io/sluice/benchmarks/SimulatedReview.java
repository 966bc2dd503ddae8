package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.Ending;
import io.sluice.cli.Endings;
import io.sluice.cli.Input;
import io.sluice.cli.Inputs;
import io.sluice.cli.River;
import io.sluice.cli.RunOptions;
import io.sluice.cli.Upstream;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The first half of the flywheel's turn: labelled documents go down the river, and a reviewer who
 * knows their labels decides, through the same topics as people do, whatever comes to review. Says
 * how many were accepted without a person: of these nothing is learnt.
 */
final class SimulatedReview {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private SimulatedReview() {}

  /** MANIFEST STATE WORKERS. */
  public static void main(String[] arguments) throws Exception {
    Path manifest = Path.of(arguments[0]);
    RunOptions options = RunOptions.of(Integer.parseInt(arguments[2]));
    List<Input> inputs = Inputs.ofManifest(manifest);
    Map<String, JsonNode> labels = new HashMap<>();
    for (String line : Files.readAllLines(manifest)) {
      JsonNode one = JSON.readTree(line);
      labels.put(one.path("id").asText(), one);
    }
    Files.createDirectories(Path.of(arguments[1]));
    try (River river = River.embedded(Path.of(arguments[1]).toAbsolutePath(), options);
        Upstream upstream = new Upstream(river.connection(), "acme", DataClass.INTERNAL)) {
      Map<String, Object> client =
          river.connection().properties(Map.of("isolation.level", "read_committed"));
      try (Endings endings = new Endings(river.connection())) {
        for (Input input : inputs) {
          upstream.publish(input);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (endings.all().size() < inputs.size() && System.nanoTime() < deadline) {
          endings.poll(Duration.ofMillis(200));
        }
        long accepted =
            endings.all().values().stream()
                .filter(ending -> ending.route() == Ending.Route.ACCEPTED)
                .count();
        System.out.printf("%d documents, %d accepted without a person%n", inputs.size(), accepted);
      }
      Set<String> decided = decide(client, labels);
      awaitCompleted(client, decided);
      System.out.printf("%d decided by the simulated reviewer, and completed%n", decided.size());
    }
    System.exit(0);
  }

  /** Answers every open review with the document's labels; a field without one is absent. */
  private static Set<String> decide(Map<String, Object> client, Map<String, JsonNode> labels) {
    DocumentTypes types = DocumentTypes.shipped();
    Set<String> decided = new HashSet<>();
    try (var requests = RegistrySerdes.deserializer(ReviewRequested.class, client);
        var producer =
            new KafkaProducer<String, ReviewDecided>(
                client, new StringSerializer(), RegistrySerdes.<ReviewDecided>serializer(client))) {
      for (ConsumerRecord<String, byte[]> record : all(client, Topics.REVIEWS_REQUESTED)) {
        ReviewRequested request = requests.deserialize(record.topic(), record.value());
        JsonNode label = labels.get(request.getDocumentId());
        if (label == null) {
          continue;
        }
        DocumentType type = types.find(label.path("cls").asText()).orElseThrow();
        Map<String, String> fields = new LinkedHashMap<>();
        type.fields()
            .forEach(field ->
                fields.put(field.name(), label.path("fields").path(field.name()).textValue()));
        producer.send(
            new ProducerRecord<>(
                Topics.REVIEWS_DECIDED.name(),
                record.key(),
                ReviewDecided.newBuilder()
                    .setTaskId(request.getTaskId())
                    .setDocumentId(request.getDocumentId())
                    .setVerdict(Verdict.CORRECT)
                    .setDocumentType(type.name())
                    .setFields(fields)
                    .setReviewer("simulated")
                    .setDecidedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .build()));
        decided.add(request.getDocumentId());
      }
      producer.flush();
    }
    return decided;
  }

  private static void awaitCompleted(Map<String, Object> client, Set<String> decided)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var completed = RegistrySerdes.deserializer(DocumentCompleted.class, client)) {
      Set<String> open = new HashSet<>(decided);
      while (!open.isEmpty()) {
        for (ConsumerRecord<String, byte[]> record : all(client, Topics.COMPLETED)) {
          open.remove(completed.deserialize(record.topic(), record.value()).getDocumentId());
        }
        if (!open.isEmpty() && System.nanoTime() > deadline) {
          throw new IllegalStateException("decided and not completed: " + open);
        }
        Thread.sleep(200);
      }
    }
  }

  private static List<ConsumerRecord<String, byte[]>> all(
      Map<String, Object> client, TopicSpec topic) {
    List<ConsumerRecord<String, byte[]>> records = new java.util.ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
