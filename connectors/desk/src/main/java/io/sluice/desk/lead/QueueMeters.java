package io.sluice.desk.lead;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The queue in Prometheus' text format: how many reviews are open, and how long the oldest has
 * waited. No tenant is named. Thread-safe.
 */
public final class QueueMeters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge open =
      MultiGauge.builder("sluice.reviews.open")
          .description("Reviews that wait for a person, or are worked on")
          .register(registry);
  private final MultiGauge oldest =
      MultiGauge.builder("sluice.reviews.oldest")
          .description("How long the oldest open review has waited")
          .baseUnit("seconds")
          .register(registry);

  private record Group(String type, String purpose, boolean held) {}

  /** The figures of this queue at this time. */
  public synchronized String scrape(Collection<Waiting> queue, Instant now) {
    Map<Group, Long> counts =
        queue.stream().collect(Collectors.groupingBy(QueueMeters::group, Collectors.counting()));
    open.register(
        counts.entrySet().stream()
            .map(
                each -> (MultiGauge.Row<?>) MultiGauge.Row.of(tags(each.getKey()), each.getValue()))
            .toList(),
        true);
    Map<String, Instant> since = new TreeMap<>();
    queue.forEach(each -> since.merge(type(each), each.since(), (a, b) -> a.isBefore(b) ? a : b));
    List<MultiGauge.Row<?>> ages =
        since.entrySet().stream()
            .<MultiGauge.Row<?>>map(each ->
                MultiGauge.Row.of(
                    Tags.of("type", each.getKey()),
                    Math.max(0, Duration.between(each.getValue(), now).toSeconds())))
            .toList();
    oldest.register(ages, true);
    return registry.scrape();
  }

  private static Group group(Waiting each) {
    return new Group(type(each), each.purpose().name().toLowerCase(Locale.ROOT), each.held());
  }

  private static String type(Waiting each) {
    return each.type() == null ? Cell.NO_TYPE : each.type();
  }

  private static Tags tags(Group group) {
    return Tags.of(
        Tag.of("type", group.type()),
        Tag.of("purpose", group.purpose()),
        Tag.of("held", String.valueOf(group.held())));
  }
}
