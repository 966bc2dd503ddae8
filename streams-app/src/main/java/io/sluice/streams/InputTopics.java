package io.sluice.streams;

import io.sluice.schemas.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks before the start what would otherwise lose documents quietly. */
final class InputTopics {
  private InputTopics() {}

  /**
   * All events of a document must meet in one task, and each task writes a partition of the audit,
   * so they need one partition count.
   *
   * @throws IllegalStateException if one is missing or the counts differ, with the remedy
   */
  static void check(Admin admin, List<TopicSpec> inputs) throws InterruptedException {
    Map<String, Integer> partitions = new TreeMap<>();
    try {
      admin
          .describeTopics(inputs.stream().map(TopicSpec::name).toList())
          .allTopicNames()
          .get()
          .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalStateException(
            "an input topic or the audit's is missing; 'sluice topics create' makes all of them",
            e.getCause());
      }
      throw new KafkaException("cannot describe the input topics: " + e.getCause(), e.getCause());
    }
    if (partitions.values().stream().distinct().count() > 1) {
      throw new IllegalStateException(
          "the input topics and the audit's must have the same number of partitions, or the events of a document would not meet: "
              + partitions);
    }
  }
}
