package io.sluice.llm.chat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * For how long a server wants to be left alone: {@code retry-after-ms}, {@code retry-after}
 * (seconds or a date, RFC 9110), else when the limit that is used up is filled again ({@code
 * x-ratelimit-reset-*}, {@code anthropic-ratelimit-*-reset}). Pure.
 */
final class Waits {
  /** Where the server does not say. */
  private static final Duration UNSAID = Duration.ofSeconds(2);

  /** A server that asks for more is asked again after this. */
  private static final Duration MOST = Duration.ofMinutes(10);

  private static final List<String> LIMITS =
      List.of("requests", "tokens", "input-tokens", "output-tokens");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|h|m|s)");

  private Waits() {}

  static Duration of(Head head) {
    Duration wait = millis(head).or(() -> retryAfter(head)).or(() -> usedUp(head)).orElse(UNSAID);
    return wait.compareTo(MOST) > 0 ? MOST : wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Optional<Duration> millis(Head head) {
    return head.header("retry-after-ms").flatMap(value -> number(value, 1));
  }

  private static Optional<Duration> retryAfter(Head head) {
    return head.header("retry-after")
        .flatMap(value -> number(value, 1000).or(() -> until(value, head.at())));
  }

  private static Optional<Duration> number(String value, int millis) {
    try {
      double amount = Double.parseDouble(value.strip());
      return Double.isFinite(amount)
          ? Optional.of(Duration.ofMillis((long) Math.ceil(amount * millis)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> until(String value, Instant now) {
    for (DateTimeFormatter format :
        List.of(DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.ISO_OFFSET_DATE_TIME)) {
      try {
        return Optional.of(
            Duration.between(now, ZonedDateTime.parse(value.strip(), format).toInstant()));
      } catch (DateTimeException e) {
        // The next format, or none: then the server has not said when.
      }
    }
    return Optional.empty();
  }

  /** The longest wait among the limits of which nothing remains. */
  private static Optional<Duration> usedUp(Head head) {
    return LIMITS.stream()
        .flatMap(limit ->
            Stream.concat(
                reset(head, "x-ratelimit-remaining-" + limit, "x-ratelimit-reset-" + limit)
                    .stream(),
                reset(
                    head,
                    "anthropic-ratelimit-" + limit + "-remaining",
                    "anthropic-ratelimit-" + limit + "-reset")
                    .stream()))
        .max(Duration::compareTo);
  }

  private static Optional<Duration> reset(Head head, String remaining, String reset) {
    return head.header(remaining)
        .filter(left -> left.strip().equals("0"))
        .flatMap(none -> head.header(reset))
        .flatMap(value -> span(value).or(() -> until(value, head.at())));
  }

  /** 20ms, 1s, 6m0s, 1h2m3.5s. */
  private static Optional<Duration> span(String value) {
    Matcher matcher = PART.matcher(value.strip());
    double millis = 0;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      millis += Double.parseDouble(matcher.group(1)) * scale(matcher.group(2));
      end = matcher.end();
    }
    return end > 0 && end == value.strip().length()
        ? Optional.of(Duration.ofMillis((long) Math.ceil(millis)))
        : Optional.empty();
  }

  private static long scale(String unit) {
    return switch (unit) {
      case "h" -> 3_600_000;
      case "m" -> 60_000;
      case "s" -> 1000;
      default -> 1;
    };
  }
}
