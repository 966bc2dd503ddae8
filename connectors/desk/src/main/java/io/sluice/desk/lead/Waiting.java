package io.sluice.desk.lead;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.events.ReviewPurpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A review that waits, as far as the lead's page tells it.
 *
 * @param type its class; null if there is none, or a blind audit does not say
 * @param since when it was asked for
 * @param held whether somebody works on it
 */
public record Waiting(
    String tenant, @Nullable String type, ReviewPurpose purpose, Instant since, boolean held) {
  /** What is older than the last of these is in a class of its own. */
  private static final List<Duration> AGES =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(7));

  private static final class Line {
    final long[] ages = new long[AGES.size() + 1];
    final Map<ReviewPurpose, Long> purposes = new EnumMap<>(ReviewPurpose.class);
    long held;
    @Nullable Instant oldest;
  }

  /** The queue by type and age, as the page's JSON. */
  static ObjectNode figures(Collection<Waiting> queue, Instant now) {
    SortedMap<String, Line> lines = new TreeMap<>();
    for (Waiting each : queue) {
      String type = each.type() == null ? Cell.NO_TYPE : each.type();
      Line line = lines.computeIfAbsent(type, any -> new Line());
      line.ages[age(each.since(), now)]++;
      line.purposes.merge(each.purpose(), 1L, Long::sum);
      line.held += each.held() ? 1 : 0;
      line.oldest =
          line.oldest == null || each.since().isBefore(line.oldest) ? each.since() : line.oldest;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("open", queue.size());
    json.put("held", queue.stream().filter(Waiting::held).count());
    ArrayNode limits = json.putArray("ages");
    AGES.forEach(limit -> limits.add(limit.toHours()));
    ArrayNode types = json.putArray("types");
    lines.forEach((type, line) -> {
      ObjectNode node = types.addObject().put("type", type).put("held", line.held);
      node.put("oldest", String.valueOf(line.oldest));
      ArrayNode counts = node.putArray("counts");
      for (long count : line.ages) {
        counts.add(count);
      }
      ObjectNode purposes = node.putObject("purposes");
      line.purposes.forEach(
          (purpose, n) -> purposes.put(purpose.name().toLowerCase(Locale.ROOT), n));
    });
    return json;
  }

  private static int age(Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    for (int i = 0; i < AGES.size(); i++) {
      if (age.compareTo(AGES.get(i)) < 0) {
        return i;
      }
    }
    return AGES.size();
  }
}
