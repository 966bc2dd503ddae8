package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordSplitterTest {
  /** Of a network that drops most spaces. */
  private static final WordSplitter.Spaces SPACES = PpOcr.EAST_ASIAN.spaces();

  @Test
  void inProportionalPrintAWideGapIsASpace() {
    assertThat(split("ab cd", 0, 18, 46, 64)).containsExactly("ab", "cd");
  }

  @Test
  void inFixedPitchOnlyAnEmptyCellIsASpace() {
    // Narrow letters in cells of 24 pixels: the gaps within words are as wide as spaces elsewhere.
    assertThat(split("1i.il, li", 0, 24, 48, 72, 96, 120, 168, 192))
        .containsExactly("1i.il,", "li");
  }

  @Test
  void aPointBetweenDigitsDoesNotEndAWord() {
    assertThat(split("56.90", 0, 18, 34, 52, 70)).containsExactly("56.90");
  }

  @Test
  void aSpaceThatTheNetworkReadsIsOneWhereThePrintIsTight() {
    assertThat(split("ab cd", 0.9, 0, 18, 38, 56)).containsExactly("ab", "cd");
  }

  @Test
  void nothingReadIsNoWord() {
    assertThat(WordSplitter.split(new ReadLine(List.of(), white(100)), SPACES)).isEmpty();
  }

  /** Letters 12 pixels wide from each of the columns; spaces in the text have no ink. */
  private static List<String> split(String text, int... lefts) {
    // The network drops most spaces, and still holds them for possible.
    return split(text, 0.05, lefts);
  }

  /** As the network reads it, which is so sure of the spaces. */
  private static List<String> split(String text, double space, int... lefts) {
    GrayImage strip = white(lefts[lefts.length - 1] + 40);
    List<ReadLine.Letter> letters = new ArrayList<>();
    String ink = text.replace(" ", "");
    for (int i = 0; i < lefts.length; i++) {
      for (int y = 12; y < 36; y++) {
        Arrays.fill(
            strip.pixels(),
            y * strip.width() + lefts[i] + 4,
            y * strip.width() + lefts[i] + 16,
            (byte) 0);
      }
      letters.add(
          new ReadLine.Letter(
              ink.substring(i, i + 1), lefts[i] + 10, 0.9, spaceBefore(text, i) ? space : 0, null));
    }
    return WordSplitter.split(new ReadLine(letters, strip), SPACES).stream()
        .map(WordSplitter.Span::text)
        .toList();
  }

  private static boolean spaceBefore(String text, int letter) {
    int at = 0;
    for (int seen = 0; seen < letter || text.charAt(at) == ' '; at++) {
      seen += text.charAt(at) == ' ' ? 0 : 1;
    }
    return at > 0 && text.charAt(at - 1) == ' ';
  }

  private static GrayImage white(int width) {
    byte[] pixels = new byte[width * 48];
    Arrays.fill(pixels, (byte) 255);
    return new GrayImage(width, 48, pixels);
  }
}
