package io.sluice.extractors.ocr;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The classes of a recognition network: 0 is CTC's blank, then the characters of the dictionary,
 * last the space.
 *
 * @param characters by class, in Unicode's compatibility form (full-width forms become ASCII);
 *     blank is empty
 * @param allowed the classes that may be read, blank first, in ascending order
 */
record Alphabet(List<String> characters, int[] allowed) {

  /**
   * Reads a dictionary of one character a line.
   *
   * @param accents whether letters outside ASCII may be read; in English, dirt makes them
   */
  static Alphabet load(PinnedFile file, boolean accents) throws OcrException.Unavailable {
    List<String> characters = new ArrayList<>();
    characters.add("");
    for (String line : new String(file.read(), StandardCharsets.UTF_8).split("\n", -1)) {
      characters.add(Normalizer.normalize(line.replace("\r", ""), Normalizer.Form.NFKC));
    }
    characters.add(" ");
    int[] allowed = new int[characters.size()];
    int n = 0;
    for (int i = 0; i < allowed.length; i++) {
      if (accents || characters.get(i).codePoints().noneMatch(Alphabet::foreign)) {
        allowed[n++] = i;
      }
    }
    return new Alphabet(List.copyOf(characters), Arrays.copyOf(allowed, n));
  }

  private static boolean foreign(int codePoint) {
    return codePoint > 0x7f && Character.isLetter(codePoint);
  }

  int space() {
    return characters.size() - 1;
  }

  /** The classes of some characters; those that the network does not know have none. */
  int[] classesOf(String some) {
    return some.codePoints()
        .map(c -> characters.indexOf(Character.toString(c)))
        .filter(at -> at > 0)
        .toArray();
  }
}
