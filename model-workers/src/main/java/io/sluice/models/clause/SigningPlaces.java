package io.sluice.models.clause;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The places of a text where parties sign: who is named there is named by another hand than the
 * preamble's. Pure.
 */
public final class SigningPlaces {
  private static final Pattern PLACE =
      Pattern.compile(
          "\\b(?:by|per|name|title)\\s?:|\\bin\\s+witness\\b|\\bvery\\s+truly\\b|\\bsincerely\\b|\\baccepted\\s+and\\s+agreed\\b",
          Pattern.CASE_INSENSITIVE);

  /** Characters on either side of a place. */
  private static final int AROUND = 250;

  private static final int MOST_PLACES = 100;

  private final String letters;

  public SigningPlaces(String text) {
    List<MatchResult> places = PLACE.matcher(text).results().toList();
    StringBuilder around = new StringBuilder();
    int read = 0;
    // The last ones: what is signed before are other papers' forms.
    for (MatchResult place :
        places.subList(Math.max(0, places.size() - MOST_PLACES), places.size())) {
      int from = Math.max(read, place.start() - AROUND);
      read = Math.max(from, Math.min(text.length(), place.end() + AROUND));
      around.append(text, from, read);
    }
    letters = letters(around.toString());
  }

  /**
   * Whether the name stands there, be it without its last word: a legal form is often written
   * otherwise.
   */
  public boolean name(String name) {
    String whole = name.strip();
    int last = whole.lastIndexOf(' ');
    String core = letters(last < 0 ? whole : whole.substring(0, last));
    return !core.isEmpty() && letters.contains(core);
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}
