package io.sluice.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Until when a topic may still hold records of a document that is forgotten now. An upper bound
 * from the topic's settings: Kafka deletes whole segments, and the one that is being written is
 * only closed after its own time. Pure.
 *
 * @param until the latest; {@link Instant#MAX} if the settings name none
 * @param why from which settings
 */
record Remains(String topic, Instant until, String why) {
  private static final long UNLIMITED = -1;

  /** From the settings of the topic in the cluster, under Kafka's names. */
  static Remains of(String topic, Map<String, String> settings, Instant forgotten) {
    String policy = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");
    long segment = millis(settings, TopicConfig.SEGMENT_MS_CONFIG);
    if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      long lag = millis(settings, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);
      return lag == UNLIMITED
          ? new Remains(topic, Instant.MAX, "compacted, without max.compaction.lag.ms: set it")
          : new Remains(
              topic,
              forgotten.plusMillis(lag),
              "deleted; compacted within " + days(lag) + ", then the cleaner's turn");
    }
    long retention = millis(settings, TopicConfig.RETENTION_MS_CONFIG);
    return retention == UNLIMITED
        ? new Remains(topic, Instant.MAX, "retention.ms is unlimited: set it")
        : new Remains(
            topic,
            forgotten.plusMillis(retention).plusMillis(Math.max(0, segment)),
            "kept %s, and up to %s until its segment is closed"
                .formatted(days(retention), days(Math.max(0, segment))));
  }

  /** Kafka's largest number stands for no limit, too. */
  private static long millis(Map<String, String> settings, String name) {
    String value = settings.get(name);
    long millis = value == null ? UNLIMITED : Long.parseLong(value);
    return millis < 0 || millis == Long.MAX_VALUE ? UNLIMITED : millis;
  }

  private static String days(long millis) {
    Duration duration = Duration.ofMillis(millis);
    return duration.toDays() > 0
        ? duration.toDays() + " days"
        : Math.max(1, duration.toMinutes()) + " minutes";
  }
}
