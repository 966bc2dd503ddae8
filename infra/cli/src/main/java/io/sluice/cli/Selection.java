package io.sluice.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which of the things that were set aside are meant. */
final class Selection {
  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "REASON",
      description = "Only these reasons, for instance PARSE_TIMED_OUT.")
  List<String> reasons = List.of();

  @Option(
      names = "--stage",
      split = ",",
      paramLabel = "STAGE",
      description = "Only what ended there, for instance PARSE.")
  List<String> stages = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Not before: 2h, 7d, 2026-03-04, or 2026-03-04T12:00:00Z. Bounds what is read.")
  @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Before then.")
  @Nullable Instant until;

  @Option(
      names = "--document",
      split = ",",
      paramLabel = "ID",
      description = "Only what has this documentId as its key.")
  List<String> documents = List.of();

  /** Whether nothing is said at all. */
  boolean isEmpty() {
    return reasons.isEmpty()
        && stages.isEmpty()
        && documents.isEmpty()
        && since == null
        && until == null;
  }

  boolean covers(SetAside what) {
    return names(reasons, what.reason())
        && names(stages, what.stage())
        && (documents.isEmpty() || documents.contains(what.documentId()))
        && (since == null || !what.at().isBefore(since))
        && (until == null || what.at().isBefore(until));
  }

  private static boolean names(List<String> wanted, String found) {
    Set<String> upper =
        wanted.stream().map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    return upper.isEmpty() || upper.contains(found.toUpperCase(Locale.ROOT));
  }

  /** A time, or how long ago. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        if (text.matches("[1-9]\\d{0,8}d")) {
          return Instant.now().minus(Duration.parse("P" + text.toUpperCase(Locale.ROOT)));
        }
        if (text.matches("[1-9]\\d{0,8}[smh]")) {
          return Instant.now().minus(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
        }
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'%s' is no time: 2h, 7d, 2026-03-04, or 2026-03-04T12:00:00Z".formatted(text));
      }
    }
  }
}
