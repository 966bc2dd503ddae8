package io.sluice.desk.lead;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param from the first day
 * @param to the last day
 * @param tenants whose documents
 * @param type of which class; null for all
 */
record Scope(LocalDate from, LocalDate to, Predicate<String> tenants, @Nullable String type) {
  /** So many points are still to be told apart in a plot. */
  private static final int MOST_DAYS = 31;

  boolean holds(Cell cell) {
    return !cell.day().isBefore(from) && !cell.day().isAfter(to) && sees(cell);
  }

  /** Whatever the day. */
  boolean sees(Cell cell) {
    return tenants.test(cell.tenant()) && (type == null || type.equals(cell.type()));
  }

  boolean byDay() {
    return ChronoUnit.DAYS.between(from, to) < MOST_DAYS;
  }

  /** The first days of the times that a series shows: each day, or each week from its Monday. */
  List<LocalDate> starts() {
    List<LocalDate> starts = new ArrayList<>();
    for (LocalDate day = start(from); !day.isAfter(to); day = day.plusDays(byDay() ? 1 : 7)) {
      starts.add(day);
    }
    return starts;
  }

  /** Of what is rare: each week, whatever the time that is asked for. */
  List<LocalDate> weeks() {
    return monday(from).datesUntil(to.plusDays(1), Period.ofWeeks(1)).toList();
  }

  /** The first day of the time that this day is a part of. */
  LocalDate start(LocalDate day) {
    return byDay() ? day : monday(day);
  }

  static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
