package io.sluice.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * One topic of the catalogue. Its key is always the {@code documentId} in UTF-8.
 *
 * @param name the topic's name, {@code sluice.<what>.v<major>}
 * @param valueClass the generated class of its values; null for raw bytes
 * @param partitions partitions of a new topic
 * @param retention how long a record is kept; ignored for a compacted topic
 * @param cleanup what becomes of old records
 * @param maxMessageBytes the largest record batch, in bytes
 * @param writer the one kind of process that writes it
 * @param readers the kinds of processes that read it
 * @param causes the topics whose records of the same document lead to a record here
 */
public record TopicSpec(
    String name,
    @Nullable Class<? extends SpecificRecord> valueClass,
    int partitions,
    Duration retention,
    Cleanup cleanup,
    int maxMessageBytes,
    Role writer,
    Set<Role> readers,
    List<TopicSpec> causes) {

  /** What becomes of old records. */
  public enum Cleanup {
    /** They go after the retention time. */
    DELETE,
    /** The last one of each key stays for good. */
    COMPACT
  }

  /** What was overwritten or deleted is gone from a compacted topic after this, at the latest. */
  public static final Duration COMPACTION_LAG = Duration.ofDays(7);

  /** What the key of every record is. */
  public static final String KEY = "documentId (UTF-8)";

  public TopicSpec {
    if (!name.matches("sluice\\.[a-z.-]+\\.v[1-9][0-9]*")) {
      throw new IllegalArgumentException("topic '" + name + "': a name is sluice.<what>.v<major>");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("topic " + name + ": needs one partition at least");
    }
    readers = Set.copyOf(readers);
    causes = List.copyOf(causes);
  }

  /** The generated class of its values; empty for raw bytes. */
  public Optional<Class<? extends SpecificRecord>> value() {
    return Optional.ofNullable(valueClass);
  }

  /** The subject of its values' schema in the registry (Confluent's TopicNameStrategy). */
  public String subject() {
    return name + "-value";
  }

  /** Whether processes of this kind write it. */
  public boolean isWrittenBy(Role role) {
    return role.is(writer);
  }

  /** Whether processes of this kind read it. */
  public boolean isReadBy(Role role) {
    return role == Role.OPERATORS || readers.stream().anyMatch(role::is);
  }

  /** The topic's settings under Kafka's names, sorted. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
    switch (cleanup) {
      case COMPACT -> {
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        settings.put(
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(COMPACTION_LAG.toMillis()));
      }
      case DELETE -> {
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
      }
    }
    return settings;
  }

  @Override
  public String toString() {
    return name;
  }
}
