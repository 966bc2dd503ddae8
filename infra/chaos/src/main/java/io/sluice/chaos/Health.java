package io.sluice.chaos;

import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.TopicProvisioner.Sizing;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/** Asks the processes how they are, in the way in which an orchestrator asks. */
final class Health implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration WATCH_EVERY = Duration.ofMillis(300);

  private final Places places;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Admin admin;
  private final Thread watch =
      Thread.ofPlatform().name("chaos-cluster").daemon().unstarted(this::watch);
  private volatile Cluster latest = new Cluster(0, false);
  private volatile boolean closed;

  private record Cluster(long askedAt, boolean inSync) {}

  Health(Places places) {
    this.places = places;
    this.admin =
        Admin.create(
            places.clientConfig(
                Map.of("default.api.timeout.ms", "5000", "request.timeout.ms", "3000")));
    watch.start();
  }

  /** Creates the topics, on all three brokers. */
  void createTopics() {
    new TopicProvisioner(admin, new Sizing(3, Optional.of((short) 3))).create(Topics.all());
  }

  /**
   * Whether it takes work.
   *
   * @param since what was known before this time, in milliseconds since the epoch, is no answer
   */
  boolean isReady(Member member, long since) {
    return switch (member.part()) {
      // For some seconds the others take a dead one for living: ask itself first.
      case BROKER -> isListening(member) && allInSync(since);
      case REGISTRY -> answer(member, "/subjects").isPresent();
      case EXTRACTORS, MODEL_WORKERS, STREAMS_APP -> answer(member, "/health/ready").isPresent();
      case CONNECT ->
          answer(member, "/connectors/" + Setup.CONNECTOR + "/status")
              .filter(status -> !status.contains("\"tasks\":[]"))
              .filter(status -> !status.contains("FAILED") && !status.contains("UNASSIGNED"))
              .isPresent();
    };
  }

  /** Why it should be started anew; empty while it should not. */
  Optional<String> ailment(Member member) {
    return switch (member.part()) {
      case BROKER, REGISTRY -> Optional.empty();
      case EXTRACTORS, MODEL_WORKERS, STREAMS_APP ->
          answer(member, "/health/live").isPresent()
              ? Optional.empty()
              : Optional.of("/health/live does not say yes");
      case CONNECT ->
          answer(member, "/connectors/" + Setup.CONNECTOR + "/status")
              .filter(status -> status.contains("FAILED"));
    };
  }

  /**
   * Whether all brokers are up and every partition is on all of its replicas, as far as was asked
   * after the given time.
   */
  boolean allInSync(long since) {
    return latest.inSync() && latest.askedAt() > since;
  }

  /** A cluster that is in trouble answers late: nobody else shall wait for it. */
  private void watch() {
    while (!closed) {
      long askedAt = System.currentTimeMillis();
      latest = new Cluster(askedAt, isInSync());
      LockSupport.parkNanos(WATCH_EVERY.toNanos());
    }
  }

  private boolean isInSync() {
    try {
      if (admin.describeCluster().nodes().get().size() < Part.BROKER.copies()) {
        return false;
      }
      Set<String> names =
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      return admin.describeTopics(names).allTopicNames().get().values().stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    } catch (ExecutionException e) {
      // A cluster that does not answer is not in sync; it is asked again.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isListening(Member member) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), places.port(member)),
          (int) PATIENCE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<String> answer(Member member, String path) {
    URI uri = URI.create("http://127.0.0.1:" + places.port(member) + path);
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      // Not there, or frozen: that is the answer.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
    try {
      watch.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    admin.close(Duration.ofSeconds(1));
  }
}
