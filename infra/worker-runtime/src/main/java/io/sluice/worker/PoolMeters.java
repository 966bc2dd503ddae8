package io.sluice.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What a pool tells Prometheus; each meter carries the stage and the task topic. */
final class PoolMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Timer attempts;
  private final Counter retries;
  private final Counter redeliveries;
  private final Counter renewals;
  private final Counter unacknowledged;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicReference<Double> lag = new AtomicReference<>(Double.NaN);

  PoolMeters(MeterRegistry registry, Stage stage, String topic, Workers workers) {
    this.registry = registry;
    this.tags = Tags.of("stage", stage.name(), "topic", topic);
    this.attempts =
        Timer.builder("sluice.task")
            .description("Attempts at tasks")
            .tags(tags)
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60))
            .register(registry);
    this.retries = counter("sluice.task.retries", "Attempts that another one follows");
    this.redeliveries = counter("sluice.task.redeliveries", "Records delivered more than once");
    this.renewals = counter("sluice.task.lock.renewals", "Locks renewed for long tasks");
    this.unacknowledged =
        counter("sluice.task.acknowledgements.failed", "Acknowledgements that Kafka refused");
    gauge(
        "sluice.tasks.in.flight", "Records held, waiting or running", inFlight, AtomicInteger::get);
    gauge("sluice.tasks.lag", "Tasks that wait in Kafka", lag, AtomicReference::get);
    gauge(
        "sluice.workers.stuck", "Threads that ignored their interruption", workers, Workers::stuck);
  }

  void held(int change) {
    inFlight.addAndGet(change);
  }

  void attempted(long nanos) {
    attempts.record(nanos, TimeUnit.NANOSECONDS);
  }

  void retried() {
    retries.increment();
  }

  void redelivered() {
    redeliveries.increment();
  }

  void renewed(int records) {
    renewals.increment(records);
  }

  void unacknowledged(int records) {
    unacknowledged.increment(records);
  }

  void lag(double records) {
    lag.set(records);
  }

  void done() {
    outcome("done");
  }

  void failed(Reason reason) {
    outcome(reason.name());
  }

  /** Handed back at a drain. */
  void released() {
    outcome("released");
  }

  /** Its lock was lost: somebody else does it. */
  void lost() {
    outcome("lost");
  }

  private void outcome(String outcome) {
    Counter.builder("sluice.tasks")
        .description("Tasks by what came of them: done, released, lost or a reason")
        .tags(tags.and("outcome", outcome))
        .register(registry)
        .increment();
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private <S> void gauge(
      String name, String description, S state, java.util.function.ToDoubleFunction<S> value) {
    Gauge.builder(name, state, value)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }
}
