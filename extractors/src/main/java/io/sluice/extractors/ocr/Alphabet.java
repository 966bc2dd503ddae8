package io.sluice.extractors.ocr;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The classes of the recognition network: 0 is CTC's blank, then the characters of the dictionary,
 * last the space.
 *
 * @param characters by class, in Unicode's compatibility form (full-width forms become ASCII);
 *     blank is empty
 * @param allowed the classes that may be read, blank first, in ascending order
 */
record Alphabet(List<String> characters, int[] allowed) {
  private static final Set<String> EAST_ASIAN = Set.of("chi_sim", "chi_tra", "jpn", "kor");

  /**
   * Reads a dictionary of one character a line. Where no language is East Asian, only Latin
   * letters, digits and signs are allowed: the network knows 6,000 Chinese characters and else
   * takes noise for them.
   */
  static Alphabet load(PinnedFile file, List<String> languages) throws OcrException.Unavailable {
    List<String> characters = new ArrayList<>();
    characters.add("");
    for (String line : new String(file.read(), StandardCharsets.UTF_8).split("\n", -1)) {
      characters.add(Normalizer.normalize(line.replace("\r", ""), Normalizer.Form.NFKC));
    }
    characters.add(" ");
    boolean all = languages.stream().anyMatch(EAST_ASIAN::contains);
    int[] allowed = new int[characters.size()];
    int n = 0;
    for (int i = 0; i < allowed.length; i++) {
      if (all || characters.get(i).codePoints().allMatch(Alphabet::western)) {
        allowed[n++] = i;
      }
    }
    return new Alphabet(List.copyOf(characters), Arrays.copyOf(allowed, n));
  }

  private static boolean western(int codePoint) {
    boolean latin = codePoint < 0x250 || codePoint >= 0x1e00 && codePoint < 0x1f00;
    boolean sign =
        codePoint >= 0x2010 && codePoint < 0x2070 || codePoint >= 0x20a0 && codePoint < 0x20d0;
    return latin || sign;
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
