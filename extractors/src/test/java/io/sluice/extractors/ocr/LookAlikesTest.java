package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.extractors.ocr.ReadLine.Letter;
import io.sluice.extractors.ocr.ReadLine.Twin;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LookAlikesTest {

  @Test
  void aDigitAmongLettersIsTheLetterThatLooksLikeIt() {
    assertThat(word("INV0ICE", "...O...")).isEqualTo("INVOICE");
    assertThat(word("Peta1ing", "....l...")).isEqualTo("Petaling");
    assertThat(word("N0:", ".O.")).isEqualTo("NO:");
  }

  @Test
  void aLetterAmongDigitsIsTheDigitThatLooksLikeIt() {
    assertThat(word("4380o", "....0")).isEqualTo("43800");
    assertThat(word("RMO.28", "..0...")).isEqualTo("RM0.28");
  }

  @Test
  void aCharacterOfWhichTheNetworkIsSureStays() {
    List<Letter> letters = new ArrayList<>(letters("U5A", "..."));
    letters.set(1, new Letter("5", 0, 0.999, 0, new Twin("S", 0.0005)));

    assertThat(LookAlikes.word(letters)).isEqualTo("U5A");
  }

  @Test
  void whereKindsChangeAnywayTheLikelierReadingStays() {
    assertThat(word("PJU1", "...l")).isEqualTo("PJUl");
    assertThat(word("A11", ".l.")).isEqualTo("A11");
  }

  @Property(tries = 100)
  void lettersWithoutDigitsNeverChange(@ForAll @AlphaChars @StringLength(min = 1) String word) {
    assertThat(word(word, ".".repeat(word.length()))).isEqualTo(word);
  }

  /** Letters that are read with 0.8, and may be those of the twins, if not a dot, with 0.15. */
  private static String word(String read, String twins) {
    return LookAlikes.word(letters(read, twins));
  }

  private static List<Letter> letters(String read, String twins) {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < read.length(); i++) {
      String twin = twins.substring(i, i + 1);
      letters.add(
          new Letter(
              read.substring(i, i + 1), 0, 0.8, 0, twin.equals(".") ? null : new Twin(twin, 0.15)));
    }
    return letters;
  }
}
