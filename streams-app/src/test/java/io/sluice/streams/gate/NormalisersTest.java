package io.sluice.streams.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rules.Perpetual;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import io.sluice.types.values.Prices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalisersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-04|2026-03-04",
        "2026/3/4|2026-03-04",
        "20260304|2026-03-04",
        "03/04/2026|2026-03-04",
        "04.03.2026|2026-04-03",
        "25/12/2018 8:13:39 PM|2018-12-25",
        "12-25-18|2018-12-25",
        "March 4th, 2026|2026-03-04",
        "4. März 2026|2026-03-04",
        "le 1er février 2024|2024-02-01",
        "4 de mayo de 2021|2021-05-04",
        "the fourth day of March, 2026|2026-03-04",
        "the twenty-first day of June 2019|2019-06-21",
        "Wed, 4 Mar 2026 09:30:00 +0100|2026-03-04",
        "Mon, 14 May 2001 16:39:00 -0700 (PDT)|2001-05-14",
        "15-Mar-18|2018-03-15",
        "SEPT 5, 1999|1999-09-05"
      })
  void aDayIsReadHoweverItIsWritten(String written, LocalDate day) {
    assertThat(Dates.read(written, false)).contains(day);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "March 2026",
        "05/[]/2000",
        "31 February 2020",
        "1/2/2020 and 3/4/2020",
        "2026"
      })
  void whatNamesNoDayOrTwoIsNoDate(String written) {
    assertThat(Dates.read(written, false)).isEmpty();
  }

  @Property
  void aDaySurvivesEveryWayOfWritingIt(
      @ForAll @IntRange(min = 1951, max = 2050) int year,
      @ForAll @IntRange(min = 1, max = 365) int day) {
    LocalDate date = LocalDate.ofYearDay(year, day);
    for (String pattern :
        new String[] {
          "uuuu-MM-dd", "dd.MM.uuuu", "d/M/uu", "d MMMM uuuu", "EEEE, d MMM uuuu", "uuuuMMdd"
        }) {
      String written = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(date);
      assertThat(Dates.read(written, true)).as(written).contains(date);
    }
    for (Locale locale :
        new Locale[] {
          Locale.GERMAN, Locale.FRENCH, Locale.ITALIAN, Locale.of("es"), Locale.of("nl")
        }) {
      String written = DateTimeFormatter.ofPattern("d MMMM uuuu", locale).format(date);
      assertThat(Dates.read(written, true)).as(written).contains(date);
    }
    String american = DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ENGLISH).format(date);
    assertThat(Dates.read(american, false)).contains(date);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.30|12.30",
        "1,234.50|1234.50",
        "1.234,50 €|1234.50",
        "USD 1 234.50|1234.50",
        "CHF 1'234.50|1234.50",
        "$1,234|1234",
        "1.234|1234",
        "0.500|0.500",
        "RM9.00|9.00",
        "US$ 5|5",
        "(12.00)|-12.00",
        "12.00-|-12.00",
        "-$12.00|-12.00",
        "$-12.00|-12.00",
        "5,-|5",
        "12,5|12.5",
        "1,00,000.00|100000.00",
        "1.234.567|1234567",
        ".50|0.50",
        "12.30 EUR|12.30"
      })
  void anAmountIsReadHoweverItIsWritten(String written, BigDecimal amount) {
    assertThat(Prices.read(written))
        .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(amount));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "free",
        "$5,950,00",
        "12.30 apples",
        "(12",
        "1.2.3",
        "12 13",
        "-(5)-",
        "1,23,4.5"
      })
  void whatIsNoAmountIsNotGuessed(String written) {
    assertThat(Prices.read(written)).isEmpty();
  }

  @Property
  void anAmountSurvivesTheWritingOfEveryCountry(
      @ForAll @LongRange(min = -99_999_999_99L, max = 99_999_999_99L) long cents) {
    BigDecimal amount = BigDecimal.valueOf(cents, 2);
    String english = String.format(Locale.ENGLISH, "%,.2f", amount);
    String german = String.format(Locale.GERMAN, "%,.2f", amount);
    for (String written :
        new String[] {
          english, german, "$" + english, german + " €", "EUR " + german, amount.toPlainString()
        }) {
      assertThat(Prices.read(written))
          .as(written)
          .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo(amount));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two (2) years|24|0",
        "18 months|18|0",
        "1½ years|18|0",
        "P2Y|24|0",
        "P1Y6M|18|0",
        "zwei Jahre|24|0",
        "trois mois|3|0",
        "un año|12|0",
        "30 days|0|30",
        "6 weeks|0|42",
        "a year|12|0",
        "one year and six months|18|0",
        "successive one (1) year periods|12|0",
        "twenty-four months|24|0",
        "2 additional quarters|6|0"
      })
  void aLengthOfTimeIsReadHoweverItIsWritten(String written, int months, int days) {
    assertThat(Durations.read(written)).contains(Period.of(0, months, days));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a while", "2 years or 5 years", "two (3) years", "P", "until terminated"})
  void whatIsNoLengthOrTwoIsNotGuessed(String written) {
    assertThat(Durations.read(written)).isEmpty();
  }

  @Property
  void nothingThatPeopleWriteMakesAReaderFail(@ForAll String written) {
    Dates.read(written, true);
    Prices.read(written);
    Durations.read(written);
    Perpetual.says(written);
  }
}
