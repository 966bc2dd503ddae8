package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.Acls;
import io.sluice.schemas.Groups;
import io.sluice.schemas.Role;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each role may do on a real broker, tried: no more and no less than the catalogue says. */
class AclsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static SecureCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = SecureCluster.start(folder);
    // Something to read on every topic.
    try (var producer = producer(cluster.admin(), false)) {
      for (TopicSpec topic : Topics.all()) {
        producer.send(new ProducerRecord<>(topic.name(), 0, "key", "there")).get();
      }
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  static Stream<Role> roles() {
    return Stream.of(Role.values()).filter(role -> role != Role.ANY);
  }

  @ParameterizedTest
  @MethodSource("roles")
  void aRoleWritesAndReadsWhatTheCatalogueSaysAndNothingElse(Role role) throws Exception {
    Map<String, String> wanted = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    try (var producer = producer(cluster.client(role), false);
        var consumer = consumer(cluster.client(role))) {
      for (TopicSpec topic : Topics.all()) {
        wanted.put(topic.name(), said(topic.isWrittenBy(role), topic.isReadBy(role)));
        found.put(topic.name(), said(writes(producer, topic), reads(consumer, topic)));
      }
    }
    assertThat(found).isEqualTo(wanted);
  }

  @Test
  void upstreamWritesReceivedAndThatIsAll() {
    assertThat(Acls.of(Role.UPSTREAM, "User:u"))
        .singleElement()
        .satisfies(binding -> {
          assertThat(binding.pattern().name()).isEqualTo(Topics.RECEIVED.name());
          assertThat(binding.entry().operation().name()).isEqualTo("WRITE");
        });
  }

  @Test
  void anIdempotentProducerNeedsNoRightOnTheCluster() throws Exception {
    try (var producer = producer(cluster.client(Role.UPSTREAM), true)) {
      assertThat(producer.send(new ProducerRecord<>(Topics.RECEIVED.name(), "key", "x")).get())
          .isNotNull();
    }
  }

  @Test
  void aGroupBelongsToItsRole() throws Exception {
    Map<String, Object> config = new HashMap<>(cluster.client(Role.REVIEWERS));
    config.put("group.id", Groups.SINKS + "-mine");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(Topics.REVIEWS_REQUESTED.name()));
      assertThatThrownBy(() -> consumer.poll(PATIENCE))
          .isInstanceOf(GroupAuthorizationException.class);
    }
    try (Admin admin = Admin.create(cluster.client(Role.MODEL_WORKERS))) {
      refused(
          admin
              .incrementalAlterConfigs(
                  Map.<ConfigResource, Collection<AlterConfigOp>>of(
                      new ConfigResource(ConfigResource.Type.GROUP, Groups.EXTRACTORS),
                      List.of(
                          new AlterConfigOp(
                              new ConfigEntry("share.record.lock.duration.ms", "15000"),
                              AlterConfigOp.OpType.SET))))
              .all(),
          GroupAuthorizationException.class);
    }
  }

  @Test
  void nobodyWritesInTheNameOfTheStreamsApp() throws Exception {
    Map<String, Object> config = new HashMap<>(cluster.client(Role.EXTRACTORS));
    config.put("transactional.id", Groups.STREAMS_APP + "-1-0");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      assertThatThrownBy(producer::initTransactions)
          .isInstanceOf(TransactionalIdAuthorizationException.class);
    }
  }

  @Test
  void noRoleAltersAclsUsersOrTheCluster() throws Exception {
    for (Role role : roles().toList()) {
      try (Admin admin = Admin.create(cluster.client(role))) {
        refused(
            admin.createAcls(Acls.of(Role.STREAMS_APP, "User:sluice-" + role.label())).all(),
            ClusterAuthorizationException.class);
        refused(admin.describeUserScramCredentials().all(), ClusterAuthorizationException.class);
        refused(
            admin.deleteTopics(List.of(Topics.RECEIVED.name())).all(),
            AuthorizationException.class);
      }
    }
  }

  @Test
  void whoeverHasNoRoleOrTheWrongPasswordGetsNothing() throws Exception {
    Map<String, Object> stranger = new HashMap<>(cluster.client(Role.UPSTREAM));
    stranger.put("ssl.keystore.location", cluster.certificates().of("stranger").toString());
    try (var producer = producer(stranger, false);
        var consumer = consumer(stranger)) {
      for (TopicSpec topic : Topics.all()) {
        assertThat(said(writes(producer, topic), reads(consumer, topic)))
            .as(topic.name())
            .isEqualTo("nothing");
      }
    }
    try (Admin admin = Admin.create(cluster.scram(Role.REVIEWERS, "guessed"))) {
      refused(admin.listTopics().names(), SaslAuthenticationException.class);
    }
  }

  @Test
  void applyingAgainAddsNothingAndWhatIsBeyondTheCatalogueIsListed() throws Exception {
    Path file = cluster.clientConfig("admin", cluster.admin());
    String[] command =
        "topics acls --prefix User:sluice- --apply --bootstrap-servers %s --client-config %s"
            .formatted(cluster.admin().get("bootstrap.servers"), file)
            .split(" ");
    assertThat(Main.commandLine().execute(command)).isZero();
    AclBinding more = Acls.of(Role.STREAMS_APP, "User:sluice-observers").getFirst();
    try (Admin admin = Admin.create(cluster.admin())) {
      admin.createAcls(List.of(more)).all().get();
      assertThat(Main.commandLine().execute(command)).isEqualTo(1);
      admin.deleteAcls(List.of(more.toFilter())).all().get();
      assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
          .containsExactlyInAnyOrderElementsOf(Principals.named("User:sluice-").bindings());
    }
  }

  private static boolean writes(KafkaProducer<String, String> producer, TopicSpec topic)
      throws InterruptedException {
    try {
      producer.send(new ProducerRecord<>(topic.name(), 0, "key", "tried")).get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
      return false;
    }
  }

  private static boolean reads(KafkaConsumer<String, String> consumer, TopicSpec topic) {
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    consumer.assign(List.of(partition));
    consumer.seek(partition, 0);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      try {
        if (!consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
          return true;
        }
      } catch (AuthorizationException e) {
        return false;
      }
    }
    throw new AssertionError("neither refused nor answered: " + topic);
  }

  private static String said(boolean writes, boolean reads) {
    return writes ? reads ? "writes, reads" : "writes" : reads ? "reads" : "nothing";
  }

  private static void refused(
      org.apache.kafka.common.KafkaFuture<?> future, Class<? extends Throwable> why) {
    assertThatThrownBy(future::get).hasCauseInstanceOf(why);
  }

  private static KafkaProducer<String, String> producer(
      Map<String, Object> client, boolean idempotent) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("enable.idempotence", Boolean.toString(idempotent));
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(Map<String, Object> client) {
    return new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer());
  }
}
