package io.sluice.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The settings of a single node that starts fast and stays small. */
final class BrokerSettings {
  static final String NODE_ID = "1";
  static final String HOST = "127.0.0.1";
  static final String CONTROLLER = "CONTROLLER";
  private static final String BROKER = "PLAINTEXT";
  private static final String SASL = "SASL";
  private static final String TLS = "TLS";

  private static final String SEGMENT_BYTES = Integer.toString(64 << 20);

  /** Kafka preallocates indexes: enough for a segment of 64 MiB, not for one of 1 GiB. */
  private static final String INDEX_BYTES = Integer.toString(512 << 10);

  private BrokerSettings() {}

  /** A node that everybody on this machine may use. */
  static Properties of(Path data, int clientPort, int controllerPort) {
    return of(
        data,
        controllerPort,
        Map.of(
            "listeners",
            listener(BROKER, clientPort) + "," + listener(CONTROLLER, controllerPort),
            "listener.security.protocol.map",
            BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
            "inter.broker.listener.name",
            BROKER));
  }

  /** A node that knows who is there: SCRAM on one port, client certificates on the other. */
  static Properties secure(
      Path data, int saslPort, int tlsPort, int controllerPort, BrokerSecurity security) {
    Properties settings =
        of(
            data,
            controllerPort,
            Map.of(
                "listeners",
                String.join(
                    ",",
                    listener(SASL, saslPort),
                    listener(TLS, tlsPort),
                    listener(CONTROLLER, controllerPort)),
                "listener.security.protocol.map",
                SASL + ":SASL_SSL," + TLS + ":SSL," + CONTROLLER + ":SSL",
                "inter.broker.listener.name",
                TLS));
    settings.putAll(security.settings());
    return settings;
  }

  private static String listener(String name, int port) {
    return "%s://%s:%d".formatted(name, HOST, port);
  }

  private static Properties of(Path data, int controllerPort, Map<String, String> listeners) {
    Properties settings = new Properties();
    settings.putAll(listeners);
    settings.putAll(identity(data, controllerPort));
    settings.putAll(oneNode());
    settings.putAll(small());
    settings.putAll(fast());
    settings.putAll(quickReturn());
    return settings;
  }

  /**
   * The settings of node {@code number}, from 1, of several. What is acknowledged is on two nodes
   * at least, so that any one may die.
   */
  static Properties ofCluster(Path data, int number, List<ClusterNode.Place> places) {
    ClusterNode.Place own = places.get(number - 1);
    Properties settings = of(data, own.clientPort(), own.controllerPort());
    settings.put("node.id", Integer.toString(number));
    settings.put(
        "controller.quorum.voters",
        IntStream.rangeClosed(1, places.size())
            .mapToObj(i -> "%d@%s:%d".formatted(i, HOST, places.get(i - 1).controllerPort()))
            .collect(Collectors.joining(",")));
    settings.put("min.insync.replicas", "2");
    for (String log :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.put(log + ".replication.factor", "3");
      settings.put(log + ".num.partitions", "3");
    }
    settings.put("transaction.state.log.min.isr", "2");
    settings.put("share.coordinator.state.topic.min.isr", "2");
    settings.put("default.replication.factor", "3");
    // Each takes over for the others: a short session would do so whenever a machine is busy.
    settings.remove("broker.session.timeout.ms");
    settings.remove("broker.heartbeat.interval.ms");
    return settings;
  }

  private static Map<String, String> identity(Path data, int controllerPort) {
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        NODE_ID,
        "log.dirs",
        data.toString(),
        "controller.listener.names",
        CONTROLLER,
        "controller.quorum.voters",
        "%s@%s:%d".formatted(NODE_ID, HOST, controllerPort),
        "auto.create.topics.enable",
        "false");
  }

  /** Internal topics with one copy, and few partitions. */
  private static Map<String, String> oneNode() {
    return Map.of(
        "default.replication.factor", "1",
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "2",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "2",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "2");
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
