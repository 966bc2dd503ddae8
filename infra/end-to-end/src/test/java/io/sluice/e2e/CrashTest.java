package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.content.ContentStores;
import io.sluice.events.AuditEntry;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of process dies by kill -9 while documents flow; none is lost and none ends twice. */
class CrashTest {
  private static final int DOCUMENTS = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final List<TopicSpec> ENDS =
      List.of(Topics.COMPLETED, Topics.REVIEWS_REQUESTED, Topics.REJECTED);

  @TempDir Path folder;

  private Processes processes;
  private int kafkaPort;
  private int registryPort;
  private final Map<String, Process> running = new LinkedHashMap<>();

  @BeforeEach
  void startAll() throws Exception {
    processes = new Processes(folder);
    kafkaPort = freePort();
    registryPort = freePort();
    start("stack");
    awaitTopics();
    List.of("streams-app", "extractors", "model-workers").forEach(this::start);
  }

  @AfterEach
  void stopAll() {
    processes.close();
  }

  @Test
  void everyDocumentEndsInExactlyOneRecordWhicheverProcessIsKilled() {
    Set<String> sent = publishAll();
    Map<String, List<String>> ends = new HashMap<>();
    List<String> victims =
        new ArrayList<>(List.of("extractors", "model-workers", "streams-app", "stack"));
    try (var consumer = consumer()) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (!ends.keySet().containsAll(sent) && Instant.now().isBefore(deadline)) {
        read(consumer, ends);
        int share = 5 - victims.size();
        if (!victims.isEmpty() && ends.size() >= share * DOCUMENTS / 6) {
          String victim = victims.remove(0);
          Processes.kill(running.get(victim));
          start(victim);
        }
      }
      // What comes after the last expected ending would be a second one.
      assertThat(new TreeSet<>(ends.keySet()))
          .as(() -> "documents that ended; " + processes.logs())
          .isEqualTo(new TreeSet<>(sent));
      assertThat(victims).as("every kind of process was killed once").isEmpty();
      drain(consumer, ends);
    }
    assertThat(ends)
        .allSatisfy((id, topics) -> assertThat(topics).as("endings of " + id).hasSize(1));
    AuditChains audit = AuditChains.read(client(Map.of()));
    assertThat(audit.breaks()).as("the audit's chains go on whoever dies").isEmpty();
    assertThat(audit.entries().stream().map(AuditEntry::getDocumentId).toList())
        .as("one entry an ending")
        .containsExactlyInAnyOrderElementsOf(ends.keySet());
  }

  private void start(String name) {
    String kafka =
        "kafka:\n  bootstrap.servers: 127.0.0.1:%d\n  schema.registry.url: http://127.0.0.1:%d\n"
            .formatted(kafkaPort, registryPort);
    String store = "contentStore: " + ContentStores.uriOf(folder.resolve("content")) + "\n";
    String bundle =
        "bundle: "
            + Path.of(System.getProperty("sluice.root"), "model-workers/bundles/micro-1")
            + "\n";
    // Short leases and sessions: a dead process's work goes to its successor within seconds.
    String worker = "concurrency:\n  workers: 2\nlimits:\n  lock: 15s\n";
    running.put(
        name,
        switch (name) {
          case "stack" -> processes.stack(folder.resolve("stack"), kafkaPort, registryPort);
          case "streams-app" ->
              processes.room(
                  name, kafka + bundle + "stateDir: " + folder.resolve("streams") + "\n");
          case "extractors" -> processes.room(name, kafka + store + worker);
          case "model-workers" -> processes.room(name, kafka + store + bundle + worker);
          default -> throw new IllegalArgumentException(name);
        });
  }

  private Set<String> publishAll() {
    Set<String> sent = new TreeSet<>();
    try (var producer =
        new KafkaProducer<String, DocumentReceived>(
            client(Map.of("acks", "all")),
            new StringSerializer(),
            RegistrySerdes.<DocumentReceived>serializer(client(Map.of())))) {
      for (int i = 0; i < DOCUMENTS; i++) {
        byte[] bytes = text(i).getBytes(StandardCharsets.UTF_8);
        String sha256 = Ids.sha256(bytes);
        String id = Ids.document("test", sha256);
        var received =
            DocumentReceived.newBuilder()
                .setDocumentId(id)
                .setTenant("test")
                .setSource("crash-test")
                .setFileName("document-" + i + ".html")
                .setDataClass(DataClass.INTERNAL)
                .setContent(new InlineContent(ByteBuffer.wrap(bytes)))
                .setSha256(sha256)
                .setReceivedAt(Instant.now())
                .build();
        producer.send(new ProducerRecord<>(Topics.RECEIVED.name(), id, received));
        sent.add(id);
      }
    }
    return sent;
  }

  /** Every tenth document is empty, and thus rejected. */
  private static String text(int i) {
    return i % 10 == 9
        ? "<html><body>" + " ".repeat(i) + "</body></html>"
        : "<html><body><h1>Minutes %d</h1><p>The members met on 3 March and spoke of item %d.</p></body></html>"
            .formatted(i, i);
  }

  private KafkaConsumer<String, byte[]> consumer() {
    var consumer =
        new KafkaConsumer<String, byte[]>(
            client(Map.of("isolation.level", "read_committed", "enable.auto.commit", "false")),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        ENDS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static void read(KafkaConsumer<String, byte[]> consumer, Map<String, List<String>> ends) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      ends.computeIfAbsent(record.key(), id -> new ArrayList<>()).add(record.topic());
    }
  }

  /** Reads on until all four processes have had a last chance to repeat themselves. */
  private static void drain(
      KafkaConsumer<String, byte[]> consumer, Map<String, List<String>> ends) {
    Instant until = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(until)) {
      read(consumer, ends);
    }
  }

  private void awaitTopics() {
    Instant deadline = Instant.now().plusSeconds(90);
    try (var admin = org.apache.kafka.clients.admin.Admin.create(client(Map.of()))) {
      while (true) {
        try {
          if (admin.listTopics().names().get().contains(Topics.DEAD_LETTERS.name())) {
            return;
          }
        } catch (java.util.concurrent.ExecutionException e) {
          // Not up yet; the deadline below decides.
          assertThat(Instant.now()).as(() -> e + processes.logs()).isBefore(deadline);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
        assertThat(Instant.now()).as(() -> "broker is up; " + processes.logs()).isBefore(deadline);
      }
    }
  }

  private Map<String, Object> client(Map<String, Object> extra) {
    Map<String, Object> all = new HashMap<>(extra);
    all.put("bootstrap.servers", "127.0.0.1:" + kafkaPort);
    all.put("schema.registry.url", "http://127.0.0.1:" + registryPort);
    return all;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
