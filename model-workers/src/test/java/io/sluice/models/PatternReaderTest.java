package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternReaderTest {
  private static final FieldSpec DATE = field("receipt", "date");
  private static final FieldSpec ADVERTISER = field("order", "advertiser");

  static {
    AvroTrust.grant();
  }

  private static FieldSpec field(String type, String name) {
    return DocumentTypes.shipped().find(type).orElseThrow().field(name).orElseThrow();
  }

  /** Lines of words of one width and height; cells of a line are apart where two spaces are. */
  private static Optional<String> read(FieldSpec field, String... lines) {
    List<Word> words = new ArrayList<>();
    int start = 0;
    for (int line = 0; line < lines.length; line++) {
      int column = 0;
      for (String cell : lines[line].split("(?<= )(?=\\S)|(?<=\\S)(?= )")) {
        if (!cell.isBlank()) {
          float y = 100 + 12 * line;
          Box box = new Box(column * 5f, y, (column + cell.length()) * 5f, y + 10);
          words.add(new Word(cell, 1, box, start, null));
          start += cell.length() + 1;
        }
        column += cell.length();
      }
    }
    ParsedContent document = new ParsedContent("", List.of(), words, List.of(), Map.of());
    return new PatternReader(document).find(field).map(PatternReader.Found::value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25/06/2018", "25-06-18", "2018-06-25", "25 Jun 2018", "25JUN18"})
  void theOnlyDayOfAReceiptIsItsDate(String day) {
    assertThat(read(DATE, "SHOP  No 17", "Date: " + day + " 14:02", "Total 12.30")).hasValue(day);
  }

  @Test
  void theSameDayTwiceIsStillOneDay() {
    assertThat(read(DATE, "25/06/2018", "printed 25-06-2018")).hasValue("25/06/2018");
  }

  @Test
  void ofTwoDaysNeitherIsTheOnlyOne() {
    assertThat(read(DATE, "25/06/2018", "due 26/06/2018")).isEmpty();
  }

  @Test
  void aNameStandsToTheRightOfItsLabel() {
    assertThat(read(ADVERTISER, "Agency:      North Media", "Advertiser:  Friends of Lee Marsh"))
        .hasValue("Friends of Lee Marsh");
  }

  @Test
  void aBrokenNameGoesOnBelow() {
    assertThat(
            read(
                ADVERTISER,
                "Advertiser:  Citizens for a Clean",
                "             River Committee",
                "Product:     TV"))
        .hasValue("Citizens for a Clean River Committee");
  }

  @Test
  void theNextLabelOnTheRowEndsAName() {
    assertThat(read(ADVERTISER, "Advertiser:  Lee Marsh  Invoice: 17")).hasValue("Lee Marsh");
  }

  @Test
  void underHeadingsTheNameStandsBelowItsOwn() {
    assertThat(
            read(
                ADVERTISER,
                "Advertiser           Original Date / Revision",
                "Friends of Marsh     10/01/20"))
        .hasValue("Friends of Marsh");
  }

  @Test
  void aHeadingMayHaveALetterMisread() {
    assertThat(
            read(
                ADVERTISER,
                "Advertiser           Oriqinal Date / Revision",
                "Friends of Marsh     10/01/20"))
        .hasValue("Friends of Marsh");
  }

  @Test
  void aNameThatItsCellCutsWithinAWordIsTakenFromWhereItIsWhole() {
    assertThat(
            read(
                ADVERTISER,
                "Advertiser:  POL/Lee Marsh/Magistr",
                "",
                "Bill to:",
                "POL/Lee Marsh/Magistrate/WV Direct"))
        .hasValue("POL/Lee Marsh/Magistrate/WV Direct");
  }

  @Test
  void aNameThatGoesOnElsewhereWithAnotherWordIsWhole() {
    assertThat(
            read(ADVERTISER, "Advertiser:  Friends of Lee Marsh", "", "Friends of Lee Marsh Inc"))
        .hasValue("Friends of Lee Marsh");
  }

  @Test
  void shortNumbersInBracketsStayWithTheirName() {
    assertThat(read(ADVERTISER, "Advertiser:  Lee Marsh (5629)")).hasValue("Lee Marsh (5629)");
  }

  @ParameterizedTest
  @CsvSource({
    "Advertiser:  Lee Marsh (133903), Lee Marsh",
    "Advertiser:  Lee Marsh(133903, Lee Marsh",
    "Client:  Lee Marsh, Lee Marsh"
  })
  void accountsInBracketsAreNoPartOfAName(String line, String name) {
    assertThat(read(ADVERTISER, line)).hasValue(name);
  }

  @Test
  void aLabelWithoutAValueNamesNobody() {
    assertThat(read(ADVERTISER, "Advertiser  Code  Product", "", "", "Total 12")).isEmpty();
  }

  @Test
  void ofALabelThatIsRepeatedWithoutEndOnlyTheFirstAreLookedBehind() {
    String[] lines = new String[30];
    java.util.Arrays.fill(lines, 0, 29, "Advertiser  Code");
    lines[29] = "Advertiser:  Lee Marsh";

    assertThat(read(ADVERTISER, lines)).isEmpty();
    assertThat(read(ADVERTISER, java.util.Arrays.copyOfRange(lines, 11, 30))).hasValue("Lee Marsh");
  }

  @Test
  void theWordWithinASentenceIsNoLabel() {
    assertThat(read(ADVERTISER, "paid by the advertiser on demand")).isEmpty();
  }
}
