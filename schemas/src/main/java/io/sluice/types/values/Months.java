package io.sluice.types.values;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of months in the languages of business around us, from the platform's CLDR data. */
final class Months {
  private static final List<String> LANGUAGES =
      List.of("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "ms", "id", "pl");
  private static final List<TextStyle> STYLES =
      List.of(
          TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE);
  private static final Map<String, Month> NAMES = names();

  private Months() {}

  /** The month of a folded name, or null. */
  static @Nullable Month of(String word) {
    return NAMES.get(word);
  }

  private static Map<String, Month> names() {
    Map<String, Month> names = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (String language : LANGUAGES) {
      for (Month month : Month.values()) {
        for (TextStyle style : STYLES) {
          String name = word(month.getDisplayName(style, Locale.forLanguageTag(language)));
          Month other = names.putIfAbsent(name, month);
          if (other != null && other != month) {
            ambiguous.add(name);
          }
        }
      }
    }
    ambiguous.forEach(names::remove);
    names.put("sept", Month.SEPTEMBER);
    names.put("mrz", Month.MARCH);
    names.keySet().removeIf(name -> name.length() < 3);
    return Map.copyOf(names);
  }

  private static String word(String displayName) {
    return Text.fold(displayName).replace(".", "");
  }
}
