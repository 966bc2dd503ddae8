package io.sluice.desk;

import io.sluice.config.ConfigNode;
import io.sluice.content.ContentConfig;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.TenantKeyFolder;
import io.sluice.desk.access.Passwords;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker, a registry, an encrypted content store, and people with passwords. */
final class DeskFixture implements AutoCloseable {
  static final String PASSWORD = "correct horse battery staple";

  final MovableClock clock = new MovableClock();
  final ContentStore store;
  private final LocalStack stack = LocalStack.startTemporary();
  private final Path folder;
  private final ContentConfig contents;
  private final KafkaProducer<String, SpecificRecord> producer;

  DeskFixture(Path folder) throws IOException {
    this.folder = folder;
    Path keys = Files.createDirectories(folder.resolve("keys"));
    new TenantKeyFolder(keys).create("acme");
    contents =
        new ContentConfig(
            ContentStores.uriOf(folder.resolve("content")), Optional.of(ContentStores.uriOf(keys)));
    store = contents.open();
    producer =
        new KafkaProducer<>(
            stack.clientConfig(),
            new StringSerializer(),
            RegistrySerdes.serializer(stack.clientConfig()));
    String hash = Passwords.hash(PASSWORD);
    Files.writeString(
        folder.resolve("users.yaml"),
        """
        users:
          ada: {name: Ada, password: "%1$s", roles: [reviewer], tenants: ["*"], personal: true}
          bob: {name: Bob, password: "%1$s", roles: [reviewer], tenants: [acme], personal: true}
          eve: {name: Eve, password: "%1$s", roles: [reviewer], tenants: [acme]}
          ann: {name: Ann, password: "%1$s", roles: [auditor], tenants: [acme], personal: true}
          lea: {name: Lea, password: "%1$s", roles: [lead], tenants: [acme], personal: true}
          zoe: {name: Zoe, password: "%1$s", roles: [reviewer], tenants: [other], personal: true}
          kim: {name: Kim, password: "%1$s", roles: [reviewer], skills: [nda], tenants: [acme], personal: true}
        """
            .formatted(hash));
  }

  Map<String, Object> clients() {
    return stack.clientConfig();
  }

  DeskConfig config() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("kafka", stack.clientConfig());
    settings.put("contentStore", contents.store());
    settings.put("contentEncryption", Map.of("keys", contents.keys().orElseThrow()));
    settings.put("users", folder.resolve("users.yaml").toString());
    settings.put("http", Map.of("port", 0));
    ConfigNode node = ConfigNode.of("test", settings);
    DeskConfig config = DeskConfig.from(node);
    node.finish();
    return config;
  }

  ReviewDesk open() {
    return ReviewDesk.start(config(), null, clock);
  }

  void send(TopicSpec topic, String key, SpecificRecord value) throws Exception {
    producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
  }

  /** Everything committed on a topic, in the order of its partitions. */
  List<ConsumerRecord<String, byte[]>> read(TopicSpec topic) {
    Map<String, Object> own = new HashMap<>(stack.clientConfig());
    own.put("isolation.level", "read_committed");
    own.put("enable.auto.commit", "false");
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  <T extends SpecificRecord> List<T> read(TopicSpec topic, String key, Class<T> type) {
    try (var reader = RegistrySerdes.deserializer(type, stack.clientConfig())) {
      return read(topic).stream()
          .filter(record -> record.key().equals(key))
          .map(record -> reader.deserialize(topic.name(), record.value()))
          .toList();
    }
  }

  /** Waits for what another thread brings about. */
  static void until(String what, Callable<Boolean> holds) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!holds.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within a minute: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() {
    producer.close();
    store.close();
    stack.close();
  }
}
