package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PpOcrTest extends EngineContract {
  private static final PpOcr ENGINE = new PpOcr(List.of("eng"));

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Override
  OcrEngine engine() {
    return ENGINE;
  }

  @Test
  void itNeedsNoInstallation() {
    assertThat(ENGINE.available()).isTrue();
  }

  @Test
  void latinScriptHasANetworkOfItsOwn() throws Exception {
    Alphabet latin = Alphabet.load(PpOcr.LATIN.dictionary(), true);
    Alphabet eastAsian = Alphabet.load(PpOcr.EAST_ASIAN.dictionary(), true);

    assertThat(latin.characters()).contains("ß", "é", "€", " ").doesNotContain("\u7684");
    assertThat(eastAsian.characters()).hasSize(6625).contains("\u7684");
  }

  @Test
  void inEnglishNoLetterHasAnAccent() throws Exception {
    Alphabet english = Alphabet.load(PpOcr.LATIN.dictionary(), false);

    assertThat(
            Arrays.stream(english.allowed())
                .mapToObj(english.characters()::get)
                .collect(Collectors.joining()))
        .contains("E", "e", "€", "£", " ")
        .doesNotContain("É", "é", "ß");
  }
}
