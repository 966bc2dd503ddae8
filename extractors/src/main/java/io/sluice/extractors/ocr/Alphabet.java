package io.sluice.extractors.ocr;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a recognition network: 0 is CTC's blank, then the characters of the dictionary,
 * last the space.
 *
 * @param characters by class, in Unicode's compatibility form (full-width forms become ASCII);
 *     blank is empty
 */
record Alphabet(List<String> characters) {

  /** Reads a dictionary of one character a line. */
  static Alphabet load(PinnedFile file) throws OcrException.Unavailable {
    List<String> characters = new ArrayList<>();
    characters.add("");
    for (String line : new String(file.read(), StandardCharsets.UTF_8).split("\n", -1)) {
      characters.add(Normalizer.normalize(line.replace("\r", ""), Normalizer.Form.NFKC));
    }
    characters.add(" ");
    return new Alphabet(List.copyOf(characters));
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
