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
  void latinScriptHasANetworkOfItsOwn() throws Exception {
    Alphabet latin = Alphabet.load(PpOcr.LATIN.dictionary());
    Alphabet eastAsian = Alphabet.load(PpOcr.EAST_ASIAN.dictionary());

    assertThat(latin.characters()).contains("ß", "é", "€", " ").doesNotContain("\u7684");
    assertThat(eastAsian.characters()).hasSize(6625).contains("\u7684");
  }
}
