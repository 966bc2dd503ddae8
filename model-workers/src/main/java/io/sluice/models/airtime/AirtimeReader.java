package io.sluice.models.airtime;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.airtime.Caption.Line;
import io.sluice.models.table.Band;
import io.sluice.models.table.Texts;
import io.sluice.types.Cue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Pattern;

/**
 * Reads the head of an order or invoice for advertising time: the flight, which is the period that
 * was ordered (not the one that is billed), and the number of the contract. Labels are those that
 * the systems of broadcasters and their representatives print. Silent on all other pages. Pure.
 */
public final class AirtimeReader {
  /** The flight as ordered. */
  private static final List<String> FLIGHT =
      List.of(
          "flight dates",
          "order flight",
          "contract dates",
          "schedule dates",
          "flight period",
          "order dates",
          "campaign dates",
          "contract period",
          "flight");

  /** Where nothing says the flight, what is billed or scheduled; both labels mean other things. */
  private static final List<String> PERIOD = List.of("period", "invoice period", "dates");

  /** An order's or contract's number before an invoice's: of many invoices it is the same. */
  private static final List<String> NUMBER =
      List.of(
          "contract #",
          "contract revision",
          "contract number",
          "contract no",
          "contract",
          "order rev",
          "invoice #",
          "invoice number",
          "order number",
          "order #");

  private static final Pattern VALUE = Pattern.compile("[A-Z]{0,4}\\d{4,}(?:-\\d{1,3})?");
  private static final int LAST_PAGE = 3;

  /** How far behind its label a value may begin, in points. */
  private static final float REACH = 150;

  /** A page repeats neither more often, unless it means to cost time. */
  private static final int MOST = 200;

  private final List<Line> lines;
  private final Optional<Period> period;

  private record Period(Days days, boolean sure) {}

  /**
   * A value that was found.
   *
   * @param words that say it, at least one
   * @param sure whether its label hardly means anything else
   */
  public record Found(String value, List<Word> words, boolean sure) {
    public Found {
      words = List.copyOf(words);
    }
  }

  public AirtimeReader(ParsedContent document) {
    lines =
        Band.of(document).stream().filter(band -> band.page() <= LAST_PAGE).map(Line::of).toList();
    period = spots(document) ? period() : Optional.empty();
  }

  /** Whether the document bills or orders advertising time, by what it says in its head. */
  public boolean isAirtime() {
    return period.isPresent();
  }

  /** What the cue leads to; nothing where the document is not of airtime, or does not say it. */
  public Optional<Found> find(Cue cue) {
    return switch (cue) {
      case FLIGHT_START ->
          period.map(p -> new Found(p.days().from(), p.days().fromWords(), p.sure()));
      case FLIGHT_END -> period.map(p -> new Found(p.days().to(), p.days().toWords(), p.sure()));
      case AIRTIME_CONTRACT -> isAirtime() ? number() : Optional.empty();
      case LETTERHEAD, PAYMENT -> Optional.empty();
    };
  }

  /** Whoever sells airtime names the advertiser and counts spots. */
  private static boolean spots(ParsedContent document) {
    boolean advertiser = false;
    boolean spots = false;
    for (Word word : document.getWords()) {
      String text = Texts.fold(word.getText());
      advertiser |= text.contains("dvertiser"); // its first letter may stick to a word before
      spots |= text.matches("(?:.* )?spots?(?: .*)?");
    }
    return advertiser && spots;
  }

  private Optional<Period> period() {
    List<Days> all =
        lines.stream().flatMap(line -> Days.of(line.band()).stream()).limit(MOST).toList();
    return nearest(FLIGHT, all, AirtimeReader::distance)
        .map(days -> new Period(days, true))
        .or(() ->
            nearest(PERIOD, all, AirtimeReader::distance).map(days -> new Period(days, false)));
  }

  private Optional<Found> number() {
    List<Found> all =
        lines.stream()
            .flatMap(line -> line.words().stream())
            .flatMap(word -> number(word).stream())
            .limit(MOST)
            .toList();
    return nearest(NUMBER, all, AirtimeReader::distance);
  }

  /** The value nearest to the first of these labels that has one. */
  private <T> Optional<T> nearest(
      List<String> labels, List<T> values, ToDoubleBiFunction<Caption, T> distance) {
    for (String label : labels) {
      Optional<T> nearest =
          lines.stream()
              .flatMap(line -> Caption.of(line, label).stream())
              .limit(MOST)
              .flatMap(caption ->
                  values.stream()
                      .map(value -> new Near<>(value, distance.applyAsDouble(caption, value))))
              .filter(near -> near.distance() < Double.POSITIVE_INFINITY)
              .min(Comparator.comparingDouble(Near::distance))
              .map(Near::value);
      if (nearest.isPresent()) {
        return nearest;
      }
    }
    return Optional.empty();
  }

  private record Near<T>(T value, double distance) {}

  private static double distance(Caption caption, Days days) {
    return caption.distance(days.page(), days.box(), REACH, true);
  }

  private static Optional<Found> number(Word word) {
    String text = word.getText().replaceAll("^[:#]+|[,/]+$", "");
    return VALUE.matcher(text).matches()
        ? Optional.of(new Found(text, List.of(word), true))
        : Optional.empty();
  }

  private static double distance(Caption caption, Found number) {
    Word word = number.words().getFirst();
    return caption.distance(word.getPage(), Band.box(word), REACH, false);
  }
}
