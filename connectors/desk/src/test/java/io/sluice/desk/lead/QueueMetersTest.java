package io.sluice.desk.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ReviewPurpose;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueMetersTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static Waiting waiting(@Nullable String type, int seconds, boolean held) {
    return new Waiting("acme", type, ReviewPurpose.DOUBT, NOON.minusSeconds(seconds), held);
  }

  @Test
  void theQueueIsCountedByTypePurposeAndWhetherSomebodyWorksOnIt() {
    String scrape =
        new QueueMeters()
            .scrape(
                List.of(
                    waiting("invoice", 30, false),
                    waiting("invoice", 90, false),
                    waiting("invoice", 60, true)),
                NOON);
    assertThat(scrape)
        .contains("sluice_reviews_open{held=\"false\",purpose=\"doubt\",type=\"invoice\"} 2.0")
        .contains("sluice_reviews_open{held=\"true\",purpose=\"doubt\",type=\"invoice\"} 1.0")
        .contains("sluice_reviews_oldest_seconds{type=\"invoice\"} 90.0")
        .doesNotContain("acme");
  }

  @Test
  void whatIsWorkedOffIsNoLongerCounted() {
    QueueMeters meters = new QueueMeters();
    meters.scrape(List.of(waiting("invoice", 30, false)), NOON);
    assertThat(meters.scrape(List.of(), NOON)).doesNotContain("invoice");
  }
}
