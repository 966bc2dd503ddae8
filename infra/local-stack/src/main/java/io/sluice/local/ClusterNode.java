package io.sluice.local;

import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One node of a cluster of several, broker and controller in one: the real server, on loopback
 * ports. Every node is meant to be a process of its own, so that it can be killed.
 */
public final class ClusterNode implements AutoCloseable {
  private final KafkaRaftServer server;
  private final FolderLock lock;

  /** Where a node answers: its port for clients and its port for the other controllers. */
  public record Place(int clientPort, int controllerPort) {}

  private ClusterNode(KafkaRaftServer server, FolderLock lock) {
    this.server = server;
    this.lock = lock;
  }

  /**
   * Starts a node; returns when it has joined, for which most of the nodes must be up.
   *
   * @param folder where its data is or will be; created if need be
   * @param clusterId Kafka's id of the cluster, the same for all nodes: 22 characters, Base64
   * @param number which node this is, from 1
   * @param places where all nodes are, in order; three at least
   * @throws IllegalStateException if the folder is in use or holds the data of another node
   */
  public static ClusterNode start(Path folder, String clusterId, int number, List<Place> places) {
    FolderLock lock = FolderLock.take(folder);
    try {
      Path data = folder.resolve("log");
      EmbeddedKafka.prepare(data, Integer.toString(number), clusterId);
      KafkaRaftServer server =
          new KafkaRaftServer(
              KafkaConfig.fromProps(BrokerSettings.ofCluster(data, number, places), false),
              Time.SYSTEM);
      server.startup();
      return new ClusterNode(server, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Waits until the node has stopped, of itself or by {@link #close}. */
  public void awaitEnd() {
    server.awaitShutdown();
  }

  /** Hands its partitions to the other nodes, then stops. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }
}
