package io.sluice.worker;

import io.sluice.schemas.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A pool's share group: its settings, its consumers, its lag. */
final class ShareGroup {
  /**
   * The most that a broker allows by default (group.share.max.delivery.count.limit). At its limit
   * Kafka archives a record without a word, so the pool's own limit must come first.
   */
  static final int DELIVERY_LIMIT = 10;

  private static final int ADMIN_SECONDS = 30;

  private final Admin admin;
  private final WorkerPoolConfig config;

  ShareGroup(Admin admin, WorkerPoolConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Sets what the group needs. The streams-app writes in transactions, so only committed tasks
   * count; and a new group starts at the earliest task, because none may be lost.
   *
   * @throws IllegalStateException if the cluster refuses or does not answer
   */
  void configure() {
    Map<String, String> settings =
        Map.of(
            "share.auto.offset.reset",
            "earliest",
            "share.isolation.level",
            "read_committed",
            "share.record.lock.duration.ms",
            Long.toString(config.limits().lock().toMillis()),
            "share.delivery.count.limit",
            Integer.toString(DELIVERY_LIMIT));
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), OpType.SET))
            .toList();
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, config.groupId());
    Map<ConfigResource, Collection<AlterConfigOp>> all = new HashMap<>();
    all.put(group, changes);
    await(admin.incrementalAlterConfigs(all).all(), "set " + settings);
  }

  /**
   * Looks whether the topics are there.
   *
   * @throws IllegalStateException naming what is missing
   */
  void require(TaskTopic<?, ?> topic) {
    List<String> names =
        List.of(topic.tasks().topic(), topic.results().topic(), Topics.DEAD_LETTERS.name());
    await(admin.describeTopics(names).allTopicNames(), "find the topics " + names);
  }

  /** A consumer of the group. */
  KafkaShareConsumer<byte[], byte[]> consumer(int number) {
    Map<String, Object> properties = new HashMap<>();
    // Overridable for measurements only: the other mode ignores the bound on what is in flight.
    properties.put("share.acquire.mode", "record_limit");
    properties.putAll(config.kafka());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.groupId());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, WorkerPool.clientId(config, "tasks-" + number));
    properties.put("share.acknowledgement.mode", "explicit");
    properties.put(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        Integer.toString(config.concurrency().recordsPerPoll()));
    return new KafkaShareConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Tasks that wait, without those in flight; empty while Kafka does not know. */
  CompletionStage<OptionalLong> lag(String topic) {
    return admin
        .listShareGroupOffsets(Map.of(config.groupId(), new ListShareGroupOffsetsSpec()))
        .partitionsToOffsetInfo(config.groupId())
        .thenApply(partitions ->
            partitions.entrySet().stream()
                .filter(e -> e.getKey().topic().equals(topic))
                // Kafka hands out null for a partition that nobody has read yet.
                .flatMap(e -> Optional.ofNullable(e.getValue()).stream())
                .map(SharePartitionOffsetInfo::lag)
                .flatMap(Optional::stream)
                .reduce(Long::sum)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()))
        .toCompletionStage();
  }

  private void await(KafkaFuture<?> future, String what) {
    try {
      future.get(ADMIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(said(what, "interrupted"), e);
    } catch (ExecutionException e) {
      boolean missing = e.getCause() instanceof UnknownTopicOrPartitionException;
      String hint = missing ? "; create them with `sluice topics create`" : "";
      throw new IllegalStateException(said(what, e.getCause() + hint), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          said(what, "no answer from the cluster in " + ADMIN_SECONDS + " s"), e);
    }
  }

  private String said(String what, String why) {
    return "share group %s: cannot %s: %s".formatted(config.groupId(), what, why);
  }
}
