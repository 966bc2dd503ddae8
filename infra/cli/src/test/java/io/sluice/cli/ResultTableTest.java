package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  @Property
  void wrappingLosesNoCharacterAndNoLineIsWiderThanItsColumn(
      @ForAll String text, @ForAll @IntRange(min = 8, max = 60) int width) {
    List<String> lines = ResultTable.wrap(text, width);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    assertThat(letters(String.join("", lines))).isEqualTo(letters(text));
  }

  @Test
  void aPartStandsUnderItsContainer() {
    ResultTable table = new ResultTable(120);
    Ending ending =
        new Ending(
            "d",
            Ending.Route.REVIEW,
            "f",
            "order",
            0.5,
            null,
            List.of(),
            null,
            List.of(),
            "doubtful",
            null,
            1);
    table.add("mail.eml", 0, ending, 1200L);
    table.add("order.pdf", 1, ending, null);
    assertThat(table.toString())
        .contains("mail.eml")
        .contains("└ order.pdf")
        .contains("1.2 s")
        .contains("0.50");
  }

  private static String letters(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isISOControl(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
