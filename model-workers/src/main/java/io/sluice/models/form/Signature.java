package io.sluice.models.form;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark of an electronic signature, as it is written and as it is misread: /s/, Isl, /i/, Js/.
 */
final class Signature {
  private static final Pattern MARK =
      Pattern.compile(
          "^[(\\[]?(?:/\\s?[sSi5]\\s?/|[Il1|]s[Il1|/]|/s[Il1|]|1st$|[Jf{!][sS5]/|/[sS5][fJ)}])"
              + "((?:\\s?\\p{Lu}.*)?)$");

  private Signature() {}

  /** Where it stands in a row; the name may be written on to it without a space. */
  static Optional<Phrase.Hit> mark(List<Placed> row) {
    for (int i = 0; i < row.size(); i++) {
      Matcher mark = MARK.matcher(row.get(i).text());
      if (mark.matches()) {
        return Optional.of(
            new Phrase.Hit(i, Placed.letters(mark.group(1)).isEmpty() ? i + 1 : i, 3, 0));
      }
    }
    return Optional.empty();
  }

  /** A word without the mark. */
  static String unmarked(String word) {
    Matcher mark = MARK.matcher(word);
    return mark.matches() ? mark.group(1) : word;
  }
}
