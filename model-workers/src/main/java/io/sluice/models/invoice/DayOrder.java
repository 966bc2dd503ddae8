package io.sluice.models.invoice;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether 03/04/2024 is in March or in April, as the other days and addresses of a page say. */
final class DayOrder {
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})/(\\d{1,2})/\\d{2,4}");

  /** A state of America and its postal code. */
  private static final Pattern STATE = Pattern.compile("(?:^|.*[, ])[A-Z]{2},? \\d{5}(?:-\\d{4})?");

  private final boolean monthFirst;

  DayOrder(List<Cell> cells) {
    boolean american = false;
    boolean european = false;
    for (Cell cell : cells) {
      american |= STATE.matcher(cell.text()).matches();
      Matcher day = DAY.matcher(cell.text());
      while (day.find()) {
        american |= Integer.parseInt(day.group(2)) > 12;
        european |= Integer.parseInt(day.group(1)) > 12;
      }
    }
    monthFirst = american && !european;
  }

  /** A day whose month stands first, in the order that has one meaning; other days as they are. */
  Read plain(Read read) {
    Matcher day = DAY.matcher(read.value());
    if (!monthFirst || !day.matches()) {
      return read;
    }
    String[] parts = read.value().split("/");
    String year = parts[2].length() == 2 ? "20" + parts[2] : parts[2];
    String plain =
        String.format(
            Locale.ROOT,
            "%s-%02d-%02d",
            year,
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]));
    return Values.read(plain).isPresent() ? new Read(plain, read.words(), read.sure()) : read;
  }
}
