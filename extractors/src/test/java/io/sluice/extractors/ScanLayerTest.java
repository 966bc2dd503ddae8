package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.extractors.frames.PlacedWord;
import io.sluice.extractors.ocr.Box;
import io.sluice.extractors.ocr.OcrPage;
import io.sluice.extractors.ocr.OcrWord;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScanLayerTest {
  private static final List<PlacedWord> GOOD = layer("Name of registrant: Ministry of Tides");
  private static final List<PlacedWord> POOR = layer("Narn€ of re9istrant: M|nistry of T1des");

  @Test
  void aLayerOfOddWordsIsPoor() {
    assertThat(ScanLayer.isGood(GOOD)).isTrue();
    assertThat(ScanLayer.isGood(POOR)).isFalse();
  }

  @Test
  void aPoorLayerGivesWayToAReadingWithFewerOddWords() {
    assertThat(ScanLayer.isBetter(POOR, read("Name of registrant: M|nistry of Tides"))).isFalse();
    assertThat(ScanLayer.isBetter(POOR, read("N4me 0f re9istrant: M|nistry o|f T1des"))).isTrue();
  }

  @Test
  void aReadingThatLostLettersIsNotBetter() {
    assertThat(ScanLayer.isBetter(POOR, read("Name of registrant"))).isTrue();
  }

  @Test
  void wordsGoToOcrAndBackUnchanged() {
    assertThat(ScanLayer.placed(ScanLayer.words(POOR))).isEqualTo(POOR);
  }

  @Test
  void aPlaceThatIsNoNumberIsTheEdge() {
    var word = new PlacedWord("a", Float.NaN, 1, Float.NEGATIVE_INFINITY, 2, true);

    assertThat(ScanLayer.words(List.of(word)).getFirst().box()).isEqualTo(new Box(0, 1, 0, 2));
  }

  private static List<PlacedWord> layer(String text) {
    return Stream.of(text.split(" "))
        .map(word -> new PlacedWord(word, 10, 20, 30, 40, word.startsWith("N")))
        .toList();
  }

  private static OcrPage read(String text) {
    List<OcrWord> words =
        Stream.of(text.split(" "))
            .map(word -> new OcrWord(word, new Box(10, 20, 30, 40), 0.9, 0))
            .toList();
    return new OcrPage(words, 0.9, "still", 0);
  }
}
