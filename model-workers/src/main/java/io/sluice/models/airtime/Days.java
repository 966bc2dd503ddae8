package io.sluice.models.airtime;

import io.sluice.events.Box;
import io.sluice.events.Word;
import io.sluice.models.table.Band;
import io.sluice.types.values.Dates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From one day to another, as it stands on one line of a page. Month first, as in the United
 * States.
 *
 * @param from as it stands there, with the year of the other where it names none
 * @param to as it stands there
 * @param first day of the two
 * @param last day of the two, not before the first
 * @param fromWords that say the first
 * @param toWords that say the last
 */
record Days(
    int page,
    String from,
    String to,
    LocalDate first,
    LocalDate last,
    List<Word> fromWords,
    List<Word> toWords) {
  private static final String NUMERIC = "\\d{1,2}([/.-])\\d{1,2}\\%d(?:20\\d\\d|\\d\\d)";
  private static final String MONTH =
      "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}{0,6}\\.?";
  private static final String NAMED =
      MONTH
          + "\\s?\\d{1,2}(?:,\\s?|/|\\s)(?:20\\d\\d|\\d\\d)|\\d{1,2}[-\\s]"
          + MONTH
          + "[-\\s](?:20\\d\\d|\\d\\d)";
  private static final String ISO = "20\\d\\d-\\d\\d-\\d\\d";
  // What recognition makes of strokes that touch their digits, where all else is in place.
  private static final String MISREAD = "\\d\\dt\\d\\dt\\d\\d";
  private static final String YEARLESS = "\\d{1,2}/\\d{1,2}";
  private static final Pattern SPAN =
      Pattern.compile(
          "(?<![\\d/.-])(?<from>"
              + ISO
              + "|"
              + NUMERIC.formatted(2)
              + "|"
              + NAMED
              + "|"
              + MISREAD
              + "|"
              + YEARLESS
              + ")\\s?(?:-|–|to|thru|through)\\s?(?<to>"
              + ISO
              + "|"
              + NUMERIC.formatted(4)
              + "|"
              + NAMED
              + "|"
              + MISREAD
              + ")(?![\\d/-])",
          Pattern.CASE_INSENSITIVE);

  /** More on a line are a text that means to cost time. */
  private static final int MOST = 20;

  Days {
    fromWords = List.copyOf(fromWords);
    toWords = List.copyOf(toWords);
  }

  Box box() {
    List<Word> all = new ArrayList<>(fromWords);
    all.addAll(toWords);
    return Band.around(all);
  }

  /** All that a line says, from left to right. */
  static List<Days> of(Band band) {
    StringBuilder text = new StringBuilder();
    int[] ends = new int[band.words().size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = text.append(band.words().get(i).getText()).append(' ').length();
    }
    List<Days> found = new ArrayList<>();
    Matcher matcher = SPAN.matcher(text);
    while (found.size() < MOST && matcher.find()) {
      String to = plain(matcher.group("to"));
      Optional<LocalDate> last = Dates.read(to, false);
      if (last.isEmpty()) {
        continue;
      }
      String from = withYear(plain(matcher.group("from")), last.get());
      List<Word> fromWords = words(band, ends, matcher.start("from"), matcher.end("from"));
      List<Word> toWords = words(band, ends, matcher.start("to"), matcher.end("to"));
      Dates.read(from, false)
          .filter(first -> !first.isAfter(last.get()))
          .ifPresent(first ->
              found.add(new Days(band.page(), from, to, first, last.get(), fromWords, toWords)));
    }
    return found;
  }

  private static String plain(String day) {
    return day.matches(MISREAD) ? day.replace('t', '/') : day;
  }

  /** A day without a year is of the other's, or of the one before. */
  private static String withYear(String day, LocalDate last) {
    if (!day.matches(YEARLESS)) {
      return day;
    }
    int year = last.getYear();
    boolean before =
        Dates.read(day + "/" + year, false).filter(first -> first.isAfter(last)).isPresent();
    return day + "/" + (before ? year - 1 : year);
  }

  private static List<Word> words(Band band, int[] ends, int start, int end) {
    List<Word> words = new ArrayList<>();
    int begins = 0;
    for (int i = 0; i < ends.length; i++) {
      if (begins < end && ends[i] - 1 > start) {
        words.add(band.words().get(i));
      }
      begins = ends[i];
    }
    return words;
  }
}
