package io.sluice.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The settings of a node that starts fast and stays small: a single one, or one of several. */
final class BrokerSettings {
  static final String HOST = "127.0.0.1";
  static final String CONTROLLER = "CONTROLLER";
  private static final String BROKER = "PLAINTEXT";

  private static final String SEGMENT_BYTES = Integer.toString(64 << 20);

  /** Kafka preallocates indexes: enough for a segment of 64 MiB, not for one of 1 GiB. */
  private static final String INDEX_BYTES = Integer.toString(512 << 10);

  private BrokerSettings() {}

  static Properties of(Path data, int clientPort, int controllerPort) {
    Properties settings = new Properties();
    settings.putAll(identity(data, 1, List.of(new ClusterNode.Place(clientPort, controllerPort))));
    settings.putAll(copies(1, 1));
    settings.putAll(small());
    settings.putAll(fast());
    settings.putAll(quickReturn());
    return settings;
  }

  /**
   * The settings of node {@code number}, from 1, of those at the given places. What is acknowledged
   * is on two nodes at least, so that any one may die.
   */
  static Properties ofCluster(Path data, int number, List<ClusterNode.Place> places) {
    Properties settings = new Properties();
    settings.putAll(identity(data, number, places));
    settings.putAll(copies(Math.min(3, places.size()), Math.min(2, places.size())));
    settings.putAll(small());
    settings.putAll(fast());
    return settings;
  }

  private static Map<String, String> identity(
      Path data, int number, List<ClusterNode.Place> places) {
    ClusterNode.Place own = places.get(number - 1);
    String voters =
        IntStream.rangeClosed(1, places.size())
            .mapToObj(
                i -> "%d@%s:%d".formatted(i, HOST, places.get(i - 1).controllerPort()))
            .collect(Collectors.joining(","));
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(number),
        "log.dirs",
        data.toString(),
        "listeners",
        "%s://%s:%d,%s://%s:%d"
            .formatted(BROKER, HOST, own.clientPort(), CONTROLLER, HOST, own.controllerPort()),
        "listener.security.protocol.map",
        BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
        "controller.listener.names",
        CONTROLLER,
        "inter.broker.listener.name",
        BROKER,
        "controller.quorum.voters",
        voters,
        "auto.create.topics.enable",
        "false");
  }

  /** How many copies there are, and how many must be in sync to be written; few partitions. */
  private static Map<String, String> copies(int all, int inSync) {
    String copies = Integer.toString(all);
    String least = Integer.toString(inSync);
    String partitions = Integer.toString(Math.max(2, all));
    Map<String, String> settings = new HashMap<>();
    settings.put("default.replication.factor", copies);
    settings.put("min.insync.replicas", least);
    settings.put("offsets.topic.replication.factor", copies);
    settings.put("offsets.topic.num.partitions", partitions);
    settings.put("transaction.state.log.replication.factor", copies);
    settings.put("transaction.state.log.min.isr", least);
    settings.put("transaction.state.log.num.partitions", partitions);
    settings.put("share.coordinator.state.topic.replication.factor", copies);
    settings.put("share.coordinator.state.topic.min.isr", least);
    settings.put("share.coordinator.state.topic.num.partitions", partitions);
    return settings;
  }

  private static Map<String, String> small() {
    return Map.of(
        "log.segment.bytes", SEGMENT_BYTES,
        "log.index.size.max.bytes", INDEX_BYTES,
        "offsets.topic.segment.bytes", SEGMENT_BYTES,
        "log.cleaner.threads", "1",
        "log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20),
        "num.network.threads", "2",
        "num.io.threads", "4",
        "background.threads", "2",
        "num.recovery.threads.per.data.dir", "2");
  }

  /**
   * After a kill, the node's old session must run out before it may come back: shorter than Kafka's
   * 9 s.
   */
  private static Map<String, String> quickReturn() {
    return Map.of("broker.session.timeout.ms", "6000", "broker.heartbeat.interval.ms", "1000");
  }

  /** Groups form at once; a worker may ask for short locks and heartbeats. */
  private static Map<String, String> fast() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        "group.streams.initial.rebalance.delay.ms", "0",
        "group.share.min.record.lock.duration.ms", "1000",
        "group.share.min.session.timeout.ms", "3000",
        "group.share.min.heartbeat.interval.ms", "500",
        "group.consumer.min.session.timeout.ms", "3000",
        "group.consumer.min.heartbeat.interval.ms", "500",
        "group.min.session.timeout.ms", "3000");
  }
}
