package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.Reason;
import io.sluice.events.ReviewDecided;
import io.sluice.events.Verdict;
import io.sluice.local.LocalStack.PortChoice;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.TopicProvisioner.Sizing;
import io.sluice.schemas.TopicProvisioner.TopicState;
import io.sluice.schemas.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsFoundAfterARestartUnderTheSameAddress() throws Exception {
    PortChoice ports;
    try (LocalStack stack = LocalStack.start(folder)) {
      send(stack, decision("a"));
      ports = new PortChoice(port(stack.bootstrapServers()), port(stack.registryUrl()));
    }
    try (LocalStack stack = LocalStack.start(folder, ports)) {
      send(stack, decision("b"));
      assertThat(port(stack.bootstrapServers())).isEqualTo(ports.kafka());
      assertThat(readAll(stack, 2)).containsExactlyInAnyOrder(decision("a"), decision("b"));
    }
  }

  @Test
  void theTopicsAreThereAndASecondCreationChangesNothing() {
    try (LocalStack stack = LocalStack.start(folder);
        Admin admin = Admin.create(stack.clientConfig())) {
      var provisioner = new TopicProvisioner(admin, new Sizing(2, Optional.empty()));
      assertThat(provisioner.create(Topics.all())).isEmpty();
      assertThat(provisioner.describe(Topics.all()))
          .allSatisfy(state -> assertThat(state.differences()).as("%s", state.topic()).isEmpty());
    }
  }

  @Test
  void aTopicThatDiffersFromTheCatalogueIsDescribedAndLeftAlone() {
    try (LocalStack stack = LocalStack.start(folder);
        Admin admin = Admin.create(stack.clientConfig())) {
      var provisioner = new TopicProvisioner(admin, Sizing.CATALOGUE);
      assertThat(provisioner.create(List.of(Topics.RECEIVED))).isEmpty();
      assertThat(provisioner.describe(List.of(Topics.RECEIVED)))
          .containsExactly(
              new TopicState(
                  Topics.RECEIVED,
                  true,
                  List.of("partitions: 2 in the cluster, 12 in the catalogue")));
    }
  }

  @Test
  void aShareGroupReadsATransactionsRecords() throws Exception {
    try (LocalStack stack = LocalStack.start(folder)) {
      Map<String, Object> config = new HashMap<>(stack.clientConfig());
      config.put(ConsumerConfig.GROUP_ID_CONFIG, "workers");
      try (var consumer =
          new KafkaShareConsumer<>(
              config,
              new StringDeserializer(),
              RegistrySerdes.deserializer(ReviewDecided.class, config))) {
        consumer.subscribe(Set.of(Topics.REVIEWS_DECIDED.name()));
        // A share group begins at the end by default, so it has to be there before the record is.
        List<ReviewDecided> read = new ArrayList<>();
        Instant end = Instant.now().plus(DEADLINE);
        for (int i = 0; read.isEmpty() && Instant.now().isBefore(end); i++) {
          sendInTransaction(stack, decision("t" + i));
          consumer.poll(Duration.ofSeconds(1)).forEach(record -> read.add(record.value()));
        }
        assertThat(read).isNotEmpty();
      }
    }
  }

  @Test
  void aFolderInUseIsRefusedAndTheRemedyIsNamed() {
    try (LocalStack stack = LocalStack.start(folder)) {
      assertThat(stack.bootstrapServers()).startsWith("127.0.0.1:");
      assertThatThrownBy(() -> LocalStack.start(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use by another Sluice");
    }
  }

  @Test
  void aPortThatIsTakenIsNamedAndTheFolderIsFreeAgain() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PortChoice ports = new PortChoice(taken.getLocalPort(), 0);
      assertThatThrownBy(() -> LocalStack.start(folder, ports))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " cannot be used")
          .hasMessageContaining("name another one");
    }
    try (LocalStack stack = LocalStack.start(folder)) {
      assertThat(stack.registryUrl()).startsWith("http://127.0.0.1:");
    }
  }

  @Test
  void aFolderOfAnotherNodeIsRefusedAndLeftAsItWas() throws Exception {
    Path meta = folder.resolve("kafka/log/meta.properties");
    Files.createDirectories(meta.getParent());
    Files.writeString(meta, "version=1\nnode.id=7\ncluster.id=elsewhere\n");
    assertThatThrownBy(() -> LocalStack.start(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another Kafka node (node.id 7, wanted 1)");
    assertThat(meta).content().contains("elsewhere");
  }

  private static ReviewDecided decision(String documentId) {
    return ReviewDecided.newBuilder()
        .setTaskId(documentId + "/review/1")
        .setDocumentId(documentId)
        .setVerdict(Verdict.REJECT)
        .setReviewer("ada")
        .setComment(Reason.CORRUPT.name())
        .setDecidedAt(Instant.ofEpochMilli(1_700_000_000_000L))
        .build();
  }

  private static void send(LocalStack stack, ReviewDecided record) throws Exception {
    Map<String, Object> config = new HashMap<>(stack.clientConfig());
    try (var producer =
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            RegistrySerdes.<ReviewDecided>serializer(stack.clientConfig()))) {
      producer.send(to(record)).get();
    }
  }

  private static void sendInTransaction(LocalStack stack, ReviewDecided record) {
    Map<String, Object> config = new HashMap<>(stack.clientConfig());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
    try (var producer =
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            RegistrySerdes.<ReviewDecided>serializer(stack.clientConfig()))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(to(record));
      producer.commitTransaction();
    }
  }

  private static ProducerRecord<String, ReviewDecided> to(ReviewDecided record) {
    return new ProducerRecord<>(Topics.REVIEWS_DECIDED.name(), record.getDocumentId(), record);
  }

  private static List<ReviewDecided> readAll(LocalStack stack, int expected) {
    List<ReviewDecided> read = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            stack.clientConfig(),
            new StringDeserializer(),
            RegistrySerdes.deserializer(ReviewDecided.class, stack.clientConfig()))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.REVIEWS_DECIDED.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Instant end = Instant.now().plus(DEADLINE);
      while (read.size() < expected && Instant.now().isBefore(end)) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> read.add(record.value()));
      }
    }
    return read;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
