package io.sluice.llm.egress.redaction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The words that name nobody, and the names that are known: {@code words.txt.gz}, made by the
 * trainer's {@code vocabulary}. English, and the words of commerce in German and French. Immutable.
 */
final class Vocabulary {
  static final int WORD = 1;
  static final int FIRST = 2;
  static final int LAST = 4;

  private static final Vocabulary SHIPPED = read("words.txt.gz");

  private final Map<String, Integer> marks;

  private Vocabulary(Map<String, Integer> marks) {
    this.marks = marks;
  }

  static Vocabulary shipped() {
    return SHIPPED;
  }

  private static Vocabulary read(String resource) {
    Map<String, Integer> marks = new HashMap<>(200_000);
    try (InputStream in = Vocabulary.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Objects.requireNonNull(in, resource)),
                    StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        String flags = line.substring(space + 1);
        marks.put(
            line.substring(0, space),
            (flags.contains("w") ? WORD : 0)
                | (flags.contains("f") ? FIRST : 0)
                | (flags.contains("l") ? LAST : 0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the list of words in the jar cannot be read", e);
    }
    return new Vocabulary(marks);
  }

  /** The marks of a word in any letter case, a possessive s left out; 0 if it is unknown. */
  int marks(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    Integer found = marks.get(lower);
    int quote = Math.max(lower.lastIndexOf('\''), lower.lastIndexOf('’'));
    if (found == null && quote > 0) {
      found = marks.get(lower.substring(0, quote));
    }
    return found == null ? 0 : found;
  }
}
