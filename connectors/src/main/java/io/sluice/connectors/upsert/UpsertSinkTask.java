package io.sluice.connectors.upsert;

import io.sluice.connectors.CompletedRecord;
import io.sluice.connectors.PluginVersion;
import io.sluice.connectors.mapping.Mapped;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.mapping.Mapping;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records and lets Connect commit an offset only when every record below it is in the
 * target, or with the {@link ErrantRecordReporter}.
 *
 * <p>After a passing failure the batch comes again from Connect, which keeps the consumer alive
 * meanwhile; what of it is settled is not touched twice.
 */
public final class UpsertSinkTask extends SinkTask {
  private static final Logger LOG = LoggerFactory.getLogger(UpsertSinkTask.class);
  private static final int MOST_DOUBLINGS = 20;
  private static final int A_FEW = 5;

  private record Place(TopicPartition partition, long offset) {
    static Place of(SinkRecord sunk) {
      return new Place(
          new TopicPartition(sunk.originalTopic(), sunk.originalKafkaPartition()),
          sunk.originalKafkaOffset());
    }

    @Override
    public String toString() {
      return partition + " offset " + offset;
    }
  }

  /** Of the batch that Connect will hand over again: what is written or reported already. */
  private final Set<Place> settled = new HashSet<>();

  private final Map<Place, Integer> attempts = new HashMap<>();
  private int failures;
  private Map<String, Mapping> mappings = Map.of();
  private @Nullable UpsertSinkConfig config;
  private @Nullable Delivery delivery;
  private @Nullable ErrantRecordReporter reporter;

  /** For Connect, which calls {@link #start}. */
  public UpsertSinkTask() {}

  @Override
  public void start(Map<String, String> properties) {
    // The worker of this task may see other mapping files than the one that was asked first.
    new UpsertSinkConnector().start(properties);
    UpsertSinkConfig settings = new UpsertSinkConfig(properties);
    Target target = settings.target();
    Transport transport =
        new HttpTransport(
            settings.url(),
            settings.duration(UpsertSinkSettings.CONNECT_TIMEOUT),
            settings.duration(UpsertSinkSettings.REQUEST_TIMEOUT),
            Clock.systemUTC());
    Credentials credentials = settings.credentials();
    Conversation conversation =
        new Conversation(
            transport,
            () -> target.open(credentials),
            settings.duration(UpsertSinkSettings.SETTLE),
            Clock.systemUTC());
    start(settings, new Delivery(target, conversation, batchSize(settings), inFlight(settings)));
  }

  private void start(UpsertSinkConfig settings, Delivery ready) {
    config = settings;
    mappings = settings.mappings();
    delivery = ready;
    reporter = context.errantRecordReporter();
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    List<SinkRecord> waiting = new ArrayList<>();
    List<MappedRecord> mapped = new ArrayList<>();
    for (SinkRecord sunk : records) {
      if (!settled.contains(Place.of(sunk))) {
        MappedRecord ready = map(sunk);
        if (ready != null) {
          waiting.add(sunk);
          mapped.add(ready);
        }
      }
    }
    if (!mapped.isEmpty()) {
      settle(waiting, Objects.requireNonNull(delivery, "started").deliver(mapped));
    }
    settled.clear();
    attempts.clear();
    failures = 0;
  }

  /** The record for the target; null if there is nothing to write, and why is settled. */
  private @Nullable MappedRecord map(SinkRecord sunk) {
    CompletedRecord record;
    try {
      record = CompletedRecord.of(sunk.value());
    } catch (DataException e) {
      setAside(sunk, "is no completed record: " + e.getMessage());
      return null;
    }
    Mapping mapping = mappings.get(record.documentType());
    if (mapping == null) {
      if (settings().reportsUnmapped()) {
        setAside(sunk, "has the type %s, which has no mapping".formatted(record.documentType()));
      } else {
        settled.add(Place.of(sunk));
      }
      return null;
    }
    Mapped mapped = mapping.map(record);
    if (mapped instanceof Mapped.Unusable unusable) {
      setAside(
          sunk, named(record) + " cannot be mapped: " + String.join("; ", unusable.problems()));
      return null;
    }
    return ((Mapped.Ready) mapped).record();
  }

  private void settle(List<SinkRecord> records, List<Outcome> outcomes) {
    List<Outcome.RetryLater> later = new ArrayList<>();
    Outcome.Unauthorised refused = null;
    for (int i = 0; i < records.size(); i++) {
      SinkRecord sunk = records.get(i);
      Outcome outcome = outcomes.get(i);
      if (outcome instanceof Outcome.Applied) {
        settled.add(Place.of(sunk));
      } else if (outcome instanceof Outcome.Rejected rejected) {
        setAside(sunk, "was refused by the target: " + rejected.message());
      } else if (outcome instanceof Outcome.RetryLater retry) {
        if (isBeyondHope(sunk, retry)) {
          setAside(
              sunk, "was tried often enough, and may or may not be written: " + retry.message());
        } else {
          later.add(retry);
        }
      } else if (outcome instanceof Outcome.Unauthorised unauthorised) {
        refused = unauthorised;
      }
    }
    if (refused != null) {
      throw new ConnectException(
          "the target refuses the credentials: %s; correct auth.* and restart the task"
              .formatted(refused.message()));
    }
    if (!later.isEmpty()) {
      waitAndComeAgain(later);
    }
  }

  private boolean isBeyondHope(SinkRecord sunk, Outcome.RetryLater retry) {
    long most =
        switch (retry.patience()) {
          case FOR_EVER -> -1;
          case AS_CONFIGURED -> settings().getLong(UpsertSinkSettings.SERVER_ERROR_ATTEMPTS);
          case A_FEW_TIMES -> A_FEW;
        };
    return most >= 0 && attempts.merge(Place.of(sunk), 1, Integer::sum) >= most;
  }

  private void waitAndComeAgain(List<Outcome.RetryLater> later) {
    long wait = backoff();
    for (Outcome.RetryLater one : later) {
      Duration asked = one.after();
      wait = asked == null ? wait : Math.max(wait, asked.toMillis());
    }
    failures++;
    String message =
        "%d records will be tried again in %d ms: %s"
            .formatted(later.size(), wait, later.get(0).message());
    LOG.warn(message);
    context.timeout(wait);
    throw new RetriableException(message);
  }

  /** Doubles with every failure in a row; between half and all of it, so that tasks spread. */
  private long backoff() {
    long longest = settings().getLong(UpsertSinkSettings.BACKOFF_MAX);
    long first = settings().getLong(UpsertSinkSettings.BACKOFF);
    long doubled = Math.min(longest, first << Math.min(failures, MOST_DOUBLINGS));
    return ThreadLocalRandom.current().nextLong(doubled / 2, doubled + 1);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    settled.removeIf(place -> partitions.contains(place.partition()));
    attempts.keySet().removeIf(place -> partitions.contains(place.partition()));
  }

  @Override
  public void stop() {
    if (delivery != null) {
      delivery.close();
    }
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }

  private void setAside(SinkRecord sunk, String why) {
    String message = "the record at %s %s".formatted(Place.of(sunk), why);
    if (reporter == null) {
      throw new ConnectException(
          message
              + "; set errors.tolerance=all and errors.deadletterqueue.topic.name to go on without"
              + " such records");
    }
    // Connect itself waits for the report before it commits the offset.
    var unused = reporter.report(sunk, new DataException(message));
    settled.add(Place.of(sunk));
  }

  private UpsertSinkConfig settings() {
    return Objects.requireNonNull(config, "Connect calls start() first");
  }

  private static String named(CompletedRecord record) {
    return "document %s revision %d".formatted(record.documentId(), record.revision());
  }

  private static int batchSize(UpsertSinkConfig settings) {
    return settings.getLong(UpsertSinkSettings.BATCH_SIZE).intValue();
  }

  private static int inFlight(UpsertSinkConfig settings) {
    return settings.getLong(UpsertSinkSettings.IN_FLIGHT).intValue();
  }
}
