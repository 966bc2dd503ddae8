package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.text.Normalizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a good text layer from none and from a useless one. */
final class TextLayers {
  /** Fewer characters than this are a page number or a stamp. */
  private static final int FEW_CHARACTERS = 40;

  /** On a page that is mostly image, this many characters may still be the stamp on a scan. */
  private static final int FEW_ON_A_SCAN = 350;

  /** So large a share of the page can hold words. */
  static final double SOME_IMAGE = 0.02;

  /** So large a share hides what is behind it. */
  static final double ALL_IMAGE = 0.9;

  /** Letters drawn as outlines take many curves; frames and rules take few. */
  private static final int MANY_CURVES = 100;

  private static final double MOSTLY_IMAGE = 0.5;
  private static final double GARBAGE = 0.25;

  private TextLayers() {}

  /**
   * Whether the page has to be looked at.
   *
   * @param imageShare area of the images over the area of the page
   * @param curves drawn
   * @param unmapped glyphs that stand for no known character
   */
  static boolean needsOcr(List<PlacedWord> words, double imageShare, int curves, int unmapped) {
    int characters = words.stream().mapToInt(word -> word.text().length()).sum();
    if (characters == 0) {
      // Whether it is blank shows when it is rendered.
      return true;
    }
    if (characters < FEW_CHARACTERS) {
      // A page that is nearly empty by intention has nothing else on it.
      return imageShare >= SOME_IMAGE || curves >= MANY_CURVES || unmapped > 0;
    }
    if (imageShare > MOSTLY_IMAGE && characters < FEW_ON_A_SCAN) {
      return true;
    }
    return unmapped > GARBAGE * characters || letters(words) < GARBAGE * characters;
  }

  /** Whether a glyph's characters stand for nothing a person can read. */
  static boolean isUnmapped(String characters) {
    return characters.isEmpty()
        || characters
            .codePoints()
            .anyMatch(c ->
                c == 0xfffd
                    || Character.getType(c) == Character.PRIVATE_USE
                    || (Character.isISOControl(c) && !Character.isWhitespace(c)));
  }

  /** A glyph's characters without controls, and with ligatures taken apart. */
  static String readable(@Nullable String characters) {
    if (characters == null) {
      return "\ufffd";
    }
    StringBuilder readable = new StringBuilder(characters.length());
    characters
        .codePoints()
        .forEach(c -> {
          if (c >= 0xfb00 && c <= 0xfb06) {
            readable.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
          } else if (c >= 0xd800 && c <= 0xdfff) {
            readable.append('\ufffd');
          } else if (Character.isWhitespace(c) || !Character.isISOControl(c)) {
            readable.appendCodePoint(c);
          }
        });
    return readable.toString();
  }

  private static long letters(List<PlacedWord> words) {
    return words.stream()
        .flatMapToInt(word -> word.text().codePoints())
        .filter(Character::isLetterOrDigit)
        .count();
  }
}
