package io.sluice.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Stage;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Topics of their own for one test, and a way to put tasks in and get results out. Tasks and
 * results are texts.
 */
final class Bench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  final String tasks;
  final String results;
  final String group;

  Bench(String bootstrapServers, String tasks, String results, String group) {
    this.bootstrapServers = bootstrapServers;
    this.tasks = tasks;
    this.results = results;
    this.group = group;
  }

  /** Fresh topics and a fresh group. */
  static Bench create(String bootstrapServers) throws Exception {
    String id = UUID.randomUUID().toString().substring(0, 8);
    Bench bench = new Bench(bootstrapServers, "tasks-" + id, "results-" + id, "group-" + id);
    try (Admin admin = Admin.create(bench.kafkaObjects())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(bench.tasks, 2, (short) 1),
                  new NewTopic(bench.results, 1, (short) 1)))
          .all()
          .get();
      try {
        admin
            .createTopics(List.of(new NewTopic(Topics.DEAD_LETTERS.name(), 1, (short) 1)))
            .all()
            .get();
      } catch (ExecutionException e) {
        // Shared by all tests of a broker; the first one makes it.
        assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
      }
    }
    return bench;
  }

  Map<String, String> kafka() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  private Map<String, Object> kafkaObjects() {
    return Map.copyOf(kafka());
  }

  /** Quick retries, and locks that outlast the pauses of a loaded machine. */
  WorkerPoolConfig config(int workers) {
    return WorkerPoolConfig.of(group, workers, kafka())
        .withLimits(
            new WorkerPoolConfig.Limits(
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5)))
        .withRetries(
            new WorkerPoolConfig.Retries(
                4, 5, new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), 0.5)));
  }

  /**
   * Tasks are their own ids; a result is {@code taskId=text}, a failure {@code taskId!REASON
   * attempts message}.
   */
  TaskTopic<String, String> topic() {
    Deserializer<String> reader =
        (topic, bytes) -> {
          String text = text(bytes);
          if (text.startsWith("poison")) {
            throw new SerializationException("no task: " + text);
          }
          return text;
        };
    return new TaskTopic<>(
        Stage.PARSE,
        new TaskTopic.Tasks<>(tasks, reader, task -> task, task -> task),
        new TaskTopic.Results<>(
            results,
            new StringSerializer(),
            (taskId, documentId, failure) ->
                taskId
                    + "!"
                    + failure.getReason()
                    + " "
                    + failure.getAttempts()
                    + " "
                    + failure.getMessage()));
  }

  void send(String... values) {
    send(List.of(values));
  }

  void send(List<String> values) {
    Properties properties = new Properties();
    properties.putAll(kafka());
    // See Publisher: these topics are always just created.
    properties.put("max.in.flight.requests.per.connection", "1");
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      values.forEach(value -> producer.send(new ProducerRecord<>(tasks, value, value)));
      producer.flush();
    }
  }

  /** Reads the result topic from its beginning until it holds what is wanted. */
  List<String> awaitResults(Predicate<List<String>> enough) {
    return await(results, record -> text(record.value()), enough);
  }

  /** How many results each key has, once all keys have one. */
  Map<String, Integer> awaitResultsOf(Set<String> keys) {
    List<String> seen = await(results, record -> text(record.key()), all -> all.containsAll(keys));
    Map<String, Integer> counts = new TreeMap<>();
    seen.forEach(key -> counts.merge(key, 1, Integer::sum));
    return counts;
  }

  /** The dead letter of this test's topics. */
  ConsumerRecord<byte[], byte[]> awaitDeadLetter() {
    return await(
            Topics.DEAD_LETTERS.name(), record -> record, all -> all.stream().anyMatch(this::mine))
        .stream()
        .filter(this::mine)
        .findFirst()
        .orElseThrow();
  }

  private boolean mine(ConsumerRecord<byte[], byte[]> letter) {
    return tasks.equals(header(letter, "sluice.topic"));
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return text(record.headers().lastHeader(name).value());
  }

  private <V> List<V> await(
      String topic, Function<ConsumerRecord<byte[], byte[]>, V> read, Predicate<List<V>> enough) {
    Properties properties = new Properties();
    properties.putAll(kafka());
    properties.put("auto.offset.reset", "earliest");
    properties.put("enable.auto.commit", "false");
    properties.put("group.id", "reader-" + UUID.randomUUID());
    List<V> seen = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!enough.test(seen)) {
        assertThat(System.nanoTime() < end)
            .as("still missing on %s after %s: %s", topic, PATIENCE, seen)
            .isTrue();
        consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(read.apply(record)));
      }
    }
    return seen;
  }

  /** Waits until the condition holds; what changes it does so on other threads. */
  static void await(BooleanSupplier holds, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var nothing = new SynchronousQueue<Object>();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() < end).as("in vain: " + what).isTrue();
      nothing.poll(20, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * The keys of the tasks that the group still has to do, to be asked when no pool runs: what a
   * pool has taken and not acknowledged comes free when its consumers leave.
   */
  List<String> leftovers() {
    Map<String, Object> properties = new HashMap<>(kafka());
    properties.put("group.id", group);
    List<String> keys = new ArrayList<>();
    try (var consumer =
        new KafkaShareConsumer<>(
            properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(tasks));
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> keys.add(text(record.key())));
      }
    }
    return keys;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
