package io.sluice.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Brings a cluster in line with the catalogue: creates what is missing and says what differs. It
 * never changes a topic that is there. Thread-safe.
 */
public final class TopicProvisioner {
  private final Admin admin;
  private final Sizing sizing;

  /**
   * How large new topics are.
   *
   * @param maxPartitions upper bound of the partitions of a topic; a laptop wants fewer than a
   *     cluster
   * @param replicationFactor copies of each partition; empty leaves it to the broker
   */
  public record Sizing(int maxPartitions, Optional<Short> replicationFactor) {
    /** As the catalogue says, with the broker's replication factor. */
    public static final Sizing CATALOGUE = new Sizing(Integer.MAX_VALUE, Optional.empty());

    int partitions(TopicSpec topic) {
      return Math.min(topic.partitions(), maxPartitions);
    }
  }

  /**
   * A topic as the cluster has it, beside the catalogue. {@code differences} are in words for
   * people.
   */
  public record TopicState(TopicSpec topic, boolean exists, List<String> differences) {
    public TopicState {
      differences = List.copyOf(differences);
    }
  }

  /** The admin client stays the caller's. */
  public TopicProvisioner(Admin admin, Sizing sizing) {
    this.admin = admin;
    this.sizing = sizing;
  }

  /**
   * Creates the topics that are missing and leaves the others alone.
   *
   * @return the topics that were created, in the given order
   * @throws KafkaException if the cluster refuses or does not answer; naming the topic
   */
  public List<TopicSpec> create(Collection<TopicSpec> topics) {
    var existing = names();
    List<TopicSpec> missing =
        topics.stream().filter(topic -> !existing.contains(topic.name())).toList();
    var results = admin.createTopics(missing.stream().map(this::newTopic).toList()).values();
    List<TopicSpec> created = new ArrayList<>();
    for (TopicSpec topic : missing) {
      var result = results.get(topic.name());
      try {
        if (result != null) {
          await("create topic " + topic.name(), result);
        }
        created.add(topic);
      } catch (TopicExistsException e) {
        // Another process was faster. The topic is there, which is all we want.
      }
    }
    return List.copyOf(created);
  }

  /** Compares the cluster with the catalogue, one state a topic, in the given order. */
  public List<TopicState> describe(Collection<TopicSpec> topics) {
    var existing = names();
    List<String> present = topics.stream().map(TopicSpec::name).filter(existing::contains).toList();
    Map<String, TopicDescription> descriptions =
        await("describe topics", admin.describeTopics(present).allTopicNames());
    Map<String, Config> configs =
        await("read the topics' settings", admin.describeConfigs(resources(present)).all())
            .entrySet()
            .stream()
            .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    List<TopicState> states = new ArrayList<>();
    for (TopicSpec topic : topics) {
      TopicDescription description = descriptions.get(topic.name());
      Config config = configs.get(topic.name());
      states.add(
          description == null || config == null
              ? new TopicState(topic, false, List.of("missing; create it"))
              : new TopicState(topic, true, differences(topic, description, config)));
    }
    return List.copyOf(states);
  }

  private List<String> differences(TopicSpec topic, TopicDescription description, Config config) {
    List<String> differences = new ArrayList<>();
    int partitions = description.partitions().size();
    if (partitions != sizing.partitions(topic)) {
      differences.add(
          "partitions: %d in the cluster, %d in the catalogue"
              .formatted(partitions, sizing.partitions(topic)));
    }
    topic
        .settings()
        .forEach((name, wanted) -> {
          ConfigEntry entry = config.get(name);
          String actual = entry == null ? "unset" : entry.value();
          if (!wanted.equals(actual)) {
            differences.add(
                "%s: %s in the cluster, %s in the catalogue".formatted(name, actual, wanted));
          }
        });
    return differences;
  }

  private NewTopic newTopic(TopicSpec topic) {
    return new NewTopic(
            topic.name(), Optional.of(sizing.partitions(topic)), sizing.replicationFactor())
        .configs(topic.settings());
  }

  private Collection<String> names() {
    return await("list the cluster's topics", admin.listTopics().names());
  }

  private static List<ConfigResource> resources(List<String> names) {
    Function<String, ConfigResource> resource =
        name -> new ConfigResource(ConfigResource.Type.TOPIC, name);
    return names.stream().map(resource).toList();
  }

  private static <T> T await(String what, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException exists) {
        throw exists;
      }
      throw new KafkaException("cannot " + what + ": " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted; could not " + what, e);
    }
  }
}
