package io.sluice.connectors.upsert;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task as Connect runs it: a batch that fails for now comes again, at once. */
final class TaskRun implements AutoCloseable {
  private static final int MOST_TRIES = 2_000;

  /** What was reported, by offset; twice would be two entries. */
  final List<Map.Entry<Long, String>> deadLetters = new ArrayList<>();

  /** How long the task asked Connect to wait, each time. */
  final List<Long> waits = new ArrayList<>();

  final List<String> retries = new ArrayList<>();

  private final UpsertSinkTask task = new UpsertSinkTask();

  TaskRun(Map<String, String> config) {
    ErrantRecordReporter reporter =
        (record, error) -> {
          deadLetters.add(Map.entry(record.originalKafkaOffset(), error.getMessage()));
          return CompletableFuture.completedFuture(null);
        };
    task.initialize(
        (SinkTaskContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("timeout")) {
                    waits.add((Long) arguments[0]);
                  }
                  return method.getName().equals("errantRecordReporter") ? reporter : null;
                }));
    task.start(config);
  }

  /** Puts a batch until it is settled. */
  void put(List<SinkRecord> batch) {
    for (int tries = 0; ; tries++) {
      try {
        task.put(batch);
        return;
      } catch (RetriableException e) {
        retries.add(e.getMessage());
        assertThat(tries).as(e.getMessage()).isLessThan(MOST_TRIES);
      }
    }
  }

  @Override
  public void close() {
    task.stop();
  }

  /** What JsonConverter makes of a completed record. */
  static SinkRecord record(long offset, String id, String type, long revision, String total) {
    Map<String, Object> value = new HashMap<>();
    value.put("documentId", id);
    value.put("documentType", type);
    value.put("revision", revision);
    value.put("fields", List.of(Map.of("name", "grand_total", "value", total)));
    return at(offset, value);
  }

  static SinkRecord at(long offset, Object value) {
    return new SinkRecord(
        "completed", 0, null, "key", null, value, offset, null, TimestampType.NO_TIMESTAMP_TYPE);
  }
}
