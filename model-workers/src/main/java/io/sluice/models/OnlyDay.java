package io.sluice.models;

import io.sluice.events.Word;
import io.sluice.types.values.Dates;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The day that a short document speaks of, where it speaks of one alone: whatever stands beside it,
 * it is the day of the document. Pure.
 */
final class OnlyDay {
  private static final String MONTH =
      "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}{0,6}";
  private static final Pattern DAY =
      Pattern.compile(
          "(?<![\\d.])(?:\\d{1,2}\\s?[-/.]\\s?\\d{1,2}\\s?[-/.]\\s?(?:20)?\\d\\d"
              + "|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}"
              + "|\\d{1,2}\\s?[-/ .]?\\s?"
              + MONTH
              + "\\s?[-/., ']?\\s?(?:20)?\\d\\d"
              + "|"
              + MONTH
              + "\\s\\d{1,2},?\\s20\\d\\d)(?!\\d)",
          Pattern.CASE_INSENSITIVE);

  /** Receipts have a page; in more words than these, one day proves nothing. */
  private static final int MOST_WORDS = 1500;

  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  private OnlyDay() {}

  /** The day as it stands there, and its words; nothing where there are none or several. */
  static Optional<PatternReader.Found> find(List<Word> words, boolean dayFirst) {
    if (words.size() > MOST_WORDS) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    int[] ends = new int[words.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = text.append(words.get(i).getText()).append(' ').length();
    }
    Map<LocalDate, PatternReader.Found> days = new LinkedHashMap<>();
    Matcher matcher = DAY.matcher(text);
    while (matcher.find()) {
      int first = word(ends, matcher.start());
      int last = word(ends, matcher.end() - 1);
      String value = matcher.group().replace('\'', ' ');
      Dates.read(value, dayFirst)
          .filter(day -> !day.isBefore(EARLIEST))
          .ifPresent(day ->
              days.putIfAbsent(
                  day, new PatternReader.Found(value, words.subList(first, last + 1), true)));
    }
    return days.size() == 1 ? Optional.of(days.values().iterator().next()) : Optional.empty();
  }

  private static int word(int[] ends, int offset) {
    int i = 0;
    while (ends[i] <= offset) {
      i++;
    }
    return i;
  }
}
