package io.sluice.worker;

import io.sluice.config.ConfigNode;
import io.sluice.config.Secrets;
import java.time.Duration;
import java.util.Map;

/**
 * How a pool runs.
 *
 * @param groupId the share group; all pools of one task topic name the same
 * @param concurrency how much at once
 * @param retries how often
 * @param limits how long
 * @param kafka properties of all Kafka clients, {@code bootstrap.servers} at least; what the pool
 *     itself depends on (acknowledgement, acquire mode, acks) cannot be overridden
 */
public record WorkerPoolConfig(
    String groupId,
    Concurrency concurrency,
    Retries retries,
    Limits limits,
    Map<String, String> kafka) {

  public WorkerPoolConfig {
    if (groupId.isBlank()) {
      throw new IllegalArgumentException("WorkerPoolConfig.groupId is blank");
    }
    kafka = Map.copyOf(kafka);
  }

  /** The defaults, for as many workers as asked for. */
  public static WorkerPoolConfig of(String groupId, int workers, Map<String, String> kafka) {
    return new WorkerPoolConfig(
        groupId, Concurrency.of(workers), Retries.DEFAULT, Limits.DEFAULT, kafka);
  }

  /**
   * Reads {@code groupId}, {@code concurrency}, {@code retries}, {@code limits} and {@code kafka};
   * what is wrong is reported to the node. The caller finishes the node.
   *
   * @param group the default group
   * @param workers the default number of workers
   */
  public static WorkerPoolConfig from(ConfigNode node, String group, int workers) {
    return from(node, group, workers, 1);
  }

  /**
   * The same for a room whose tasks are short and of about equal length.
   *
   * @param recordsPerPoll the default number of records that a consumer takes at a time
   */
  public static WorkerPoolConfig from(
      ConfigNode node, String group, int workers, int recordsPerPoll) {
    return new WorkerPoolConfig(
        node.string("groupId", group),
        Concurrency.from(node.child("concurrency"), workers, recordsPerPoll),
        Retries.from(node.child("retries")),
        Limits.from(node.child("limits")),
        node.map("kafka"));
  }

  public WorkerPoolConfig withConcurrency(Concurrency changed) {
    return new WorkerPoolConfig(groupId, changed, retries, limits, kafka);
  }

  public WorkerPoolConfig withRetries(Retries changed) {
    return new WorkerPoolConfig(groupId, concurrency, changed, limits, kafka);
  }

  public WorkerPoolConfig withLimits(Limits changed) {
    return new WorkerPoolConfig(groupId, concurrency, retries, changed, kafka);
  }

  /** The same with these Kafka client properties added; they win over those of the same name. */
  public WorkerPoolConfig withKafka(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(kafka);
    all.putAll(more);
    return new WorkerPoolConfig(groupId, concurrency, retries, limits, all);
  }

  /**
   * How much at once.
   *
   * @param workers worker threads, 1 to 512
   * @param inFlight records held at once, waiting and running, not less than {@code workers}. What
   *     is above the workers hides the way to the broker and holds the tasks that wait for another
   *     attempt.
   * @param recordsPerPoll records that one consumer takes at a time, 1 to 100. A consumer takes the
   *     next ones when the last of these is done, so above 1 suits short tasks of equal length
   *     only; the number of consumers is {@code inFlight / recordsPerPoll}, rounded up.
   */
  public record Concurrency(int workers, int inFlight, int recordsPerPoll) {
    public Concurrency {
      if (workers < 1 || inFlight < workers || recordsPerPoll < 1 || recordsPerPoll > inFlight) {
        throw new IllegalArgumentException(
            "Concurrency must be 1 <= workers <= inFlight and 1 <= recordsPerPoll <= inFlight: "
                + "workers %d, inFlight %d, recordsPerPoll %d"
                    .formatted(workers, inFlight, recordsPerPoll));
      }
    }

    /** So many workers, twice as many records in flight, one record a poll. */
    public static Concurrency of(int workers) {
      return new Concurrency(workers, 2 * workers, 1);
    }

    static Concurrency from(ConfigNode node, int defaultWorkers, int defaultRecords) {
      int workers = node.integer("workers", defaultWorkers, 1, 512);
      int inFlight = node.integer("inFlight", 2 * workers, 1, 1024);
      int recordsPerPoll = node.integer("recordsPerPoll", defaultRecords, 1, 100);
      if (inFlight < workers) {
        node.problem("inFlight", inFlight, "not less than workers", "inFlight: " + 2 * workers);
        inFlight = workers;
      }
      if (recordsPerPoll > inFlight) {
        node.problem("recordsPerPoll", recordsPerPoll, "at most inFlight", "recordsPerPoll: 1");
        recordsPerPoll = 1;
      }
      return new Concurrency(workers, inFlight, recordsPerPoll);
    }

    int consumers() {
      return (inFlight + recordsPerPoll - 1) / recordsPerPoll;
    }
  }

  /**
   * How often.
   *
   * @param attempts attempts within one delivery, from 1
   * @param deliveries deliveries of a record before it is given up, 1 to 8; it grows by crashes,
   *     lost locks and drains. Kafka's own limit (10, the most that a broker allows by default)
   *     lies above it, because a record that reaches Kafka's limit vanishes without a word.
   * @param backoff waiting times between attempts
   */
  public record Retries(int attempts, int deliveries, Backoff backoff) {
    static final int MOST_DELIVERIES = 8;

    public static final Retries DEFAULT =
        new Retries(4, 5, new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), 0.5));

    public Retries {
      if (attempts < 1 || deliveries < 1 || deliveries > MOST_DELIVERIES) {
        throw new IllegalArgumentException(
            "Retries must have attempts >= 1 and 1 <= deliveries <= %d: attempts %d, deliveries %d"
                .formatted(MOST_DELIVERIES, attempts, deliveries));
      }
    }

    static Retries from(ConfigNode node) {
      int attempts = node.integer("attempts", DEFAULT.attempts, 1, 100);
      int deliveries = node.integer("deliveries", DEFAULT.deliveries, 1, MOST_DELIVERIES);
      ConfigNode backoff = node.child("backoff");
      Duration initial =
          atLeast(backoff, "initial", DEFAULT.backoff.initial(), Duration.ofMillis(1));
      Duration max = atLeast(backoff, "max", DEFAULT.backoff.max(), initial);
      double jitter = backoff.number("jitter", DEFAULT.backoff.jitter(), 0, 1);
      return new Retries(attempts, deliveries, new Backoff(initial, max, jitter));
    }
  }

  /**
   * How long.
   *
   * @param lock for how long Kafka reserves a record; the pool renews it at half time while the
   *     task goes on. It is how long a hung process keeps its records from others. Brokers allow 15
   *     s to 60 s by default.
   * @param task longest attempt at a task; then its thread is interrupted and the attempt counts as
   *     failed
   * @param drain for how long a closing pool waits for running tasks
   */
  public record Limits(Duration lock, Duration task, Duration drain) {
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(30));

    public Limits {
      if (lock.isNegative() || lock.isZero() || task.isNegative() || task.isZero()) {
        throw new IllegalArgumentException(
            "Limits.lock and Limits.task must be more than zero: " + lock + ", " + task);
      }
      if (drain.isNegative()) {
        throw new IllegalArgumentException("Limits.drain is negative: " + drain);
      }
    }

    static Limits from(ConfigNode node) {
      Duration least = Duration.ofMillis(100);
      return new Limits(
          atLeast(node, "lock", DEFAULT.lock, least),
          atLeast(node, "task", DEFAULT.task, least),
          node.duration("drain", DEFAULT.drain));
    }
  }

  @Override
  public String toString() {
    return "WorkerPoolConfig[%s, %s, %s, %s, kafka %s]"
        .formatted(groupId, concurrency, retries, limits, Secrets.shown(kafka));
  }

  private static Duration atLeast(ConfigNode node, String key, Duration fallback, Duration least) {
    // A default below the least is not the reader's fault: it gives way.
    Duration floor = fallback.compareTo(least) < 0 ? least : fallback;
    Duration value = node.duration(key, floor);
    if (value.compareTo(least) < 0) {
      node.problem(
          key, value.toMillis() + "ms", "at least " + least.toMillis() + "ms", key + ": 30s");
      return floor;
    }
    return value;
  }
}
