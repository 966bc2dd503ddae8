package io.sluice.models.airtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ParsedContent;
import io.sluice.models.airtime.AirtimeReader.Found;
import io.sluice.models.table.Sheet;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.Cue;
import io.sluice.types.values.Dates;
import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirtimeReaderTest {
  static {
    AvroTrust.grant();
  }

  /** A page that counts spots for an advertiser. */
  private static Sheet page() {
    return new Sheet().left(50, 500, "Advertiser").left(150, 500, "Elm").left(50, 520, "Spots 12");
  }

  private static Optional<Found> read(ParsedContent document, Cue cue) {
    return new AirtimeReader(document).find(cue);
  }

  private static Optional<String> value(Sheet sheet, Cue cue) {
    return read(sheet.content(), cue).map(Found::value);
  }

  @Test
  void theFlightIsWhatWasOrderedNotWhatIsBilled() {
    Sheet sheet =
        page()
            .left(50, 100, "Invoice Period")
            .left(150, 100, "02/24/20 - 03/15/20")
            .left(50, 140, "Order Flight")
            .left(150, 140, "03/08/20 - 03/22/20");

    assertThat(value(sheet, Cue.FLIGHT_START)).hasValue("03/08/20");
    assertThat(value(sheet, Cue.FLIGHT_END)).hasValue("03/22/20");
  }

  @Test
  void underHeadingsTheFlightStandsBelowItsOwn() {
    Sheet sheet =
        page()
            .left(50, 100, "Contract Dates")
            .left(250, 100, "Estimate #")
            .left(54, 112, "12/30/19 - 03/29/20")
            .left(250, 112, "0129");

    assertThat(value(sheet, Cue.FLIGHT_START)).hasValue("12/30/19");
  }

  @Test
  void aPeriodIsTheFlightWhereNothingSaysMore() {
    ParsedContent document =
        page().left(50, 100, "Period").left(150, 106, "4/27/2020 - 5/3/2020").content();

    assertThat(read(document, Cue.FLIGHT_END))
        .hasValueSatisfying(found -> {
          assertThat(found.value()).isEqualTo("5/3/2020");
          assertThat(found.sure()).isFalse();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "Flight: 3/25 - 3/31/20, 3/25/2020",
    "Flight: 12/28 - 1/3/21, 12/28/2020",
    "Flight: Feb13/20 - Feb14/20, Feb13/20",
    "Fliqht Dates: 06t07t20 - 06t08t20, 06/07/20",
    "Flight Dates: 2020-06-07 to 2020-06-08, 2020-06-07"
  })
  void daysAreReadAsPeopleWriteThem(String line, String first) {
    assertThat(value(page().left(50, 100, line), Cue.FLIGHT_START)).hasValue(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Flight Dates 06/08/20 - 06/02/20", // ends before it begins
        "Flight Dates 13/32/20 - 13/33/20",
        "rows of a flight 06/02/20 - 06/08/20", // a sentence
        "Line Type 06/02/20 - 06/08/20"
      })
  void whatIsNoFlightIsNotRead(String line) {
    assertThat(value(page().left(50, 100, line), Cue.FLIGHT_START)).isEmpty();
  }

  @Property(tries = 100)
  void everyFlightIsReadBack(
      @ForAll @IntRange(max = 9000) int day, @ForAll @IntRange(max = 90) int days) {
    LocalDate first = LocalDate.of(2005, 1, 1).plusDays(day);
    LocalDate last = first.plusDays(days);
    String line = "Flight: %s - %s".formatted(written(first), written(last));
    Sheet sheet = page().left(50, 100, line);

    assertThat(value(sheet, Cue.FLIGHT_START).flatMap(v -> Dates.read(v, false))).hasValue(first);
    assertThat(value(sheet, Cue.FLIGHT_END).flatMap(v -> Dates.read(v, false))).hasValue(last);
  }

  private static String written(LocalDate day) {
    return day.getMonthValue() + "/" + day.getDayOfMonth() + "/" + day.getYear();
  }

  @Test
  void anInvoiceForOtherThingsHasNoFlight() {
    ParsedContent document =
        new Sheet()
            .left(50, 100, "Invoice # 4711001")
            .left(50, 120, "Period 06/01/20 - 06/30/20")
            .left(50, 140, "Electricity 12.00")
            .content();

    assertThat(new AirtimeReader(document).isAirtime()).isFalse();
    assertThat(read(document, Cue.AIRTIME_CONTRACT)).isEmpty();
  }

  @Test
  void theContractIsNamedBeforeTheInvoice() {
    Sheet sheet =
        page()
            .left(50, 80, "Flight: 6/2/20 - 6/8/20")
            .left(50, 100, "Invoice")
            .left(150, 100, "7430727")
            .left(50, 120, "Contract")
            .left(150, 120, "4351792");

    assertThat(value(sheet, Cue.AIRTIME_CONTRACT)).hasValue("4351792");
  }

  @Test
  void theNumberOfAnotherHousesOrderIsNotTheContract() {
    Sheet sheet =
        page()
            .left(50, 80, "Flight: 6/2/20 - 6/8/20")
            .left(50, 100, "Alt Order # 09833451")
            .left(50, 120, "Invoice # 2493212-2");

    assertThat(value(sheet, Cue.AIRTIME_CONTRACT)).hasValue("2493212-2");
  }

  @Test
  void aRevisionStandsBehindTheNumberOfItsContract() {
    Sheet sheet =
        page()
            .left(50, 80, "Flight: 6/2/20 - 6/8/20")
            .left(50, 100, "Contract / Revision")
            .left(250, 100, "Alt Order #")
            .left(58, 112, "2467632 / 2")
            .left(258, 112, "26895335");

    assertThat(value(sheet, Cue.AIRTIME_CONTRACT)).hasValue("2467632");
  }
}
