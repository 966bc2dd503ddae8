package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void withoutAnEastAsianLanguageOnlyLatinIsAllowed() throws Exception {
    Alphabet alphabet = Alphabet.load(PpOcr.DICTIONARY, List.of("eng", "deu"));

    assertThat(alphabet.characters()).hasSize(6625);
    assertThat(alphabet.allowed()).hasSizeLessThan(400);
    assertThat(alphabet.characters().get(6624)).isEqualTo(" ");
  }
}
