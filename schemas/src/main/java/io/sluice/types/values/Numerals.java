package io.sluice.types.values;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Small numbers written as words: English to ninety-nine, other languages to twelve. Texts are
 * folded.
 */
public final class Numerals {
  private static final List<String> UNITS =
      List.of(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
              .split(" "));
  private static final List<String> ORDINALS =
      List.of(
          "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
              .split(" "));
  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
  private static final List<List<String>> OTHERS =
      List.of(
          List.of("null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf".split(" ")),
          List.of("zero un deux trois quatre cinq six sept huit neuf dix onze douze".split(" ")),
          List.of("cero un dos tres cuatro cinco seis siete ocho nueve diez once doce".split(" ")));
  private static final Map<String, Integer> WORDS = words();
  private static final Pattern WORD =
      Pattern.compile(
          "\\b(?:(" + String.join("|", TENS) + ")[ -])?(" + alternatives(WORDS) + ")\\b");
  private static final Pattern ORDINAL_SUFFIX =
      Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th|er|e|\\.)(?=\\W|$)");

  private Numerals() {}

  /** "twenty-fourth" becomes "24", "two" becomes "2". */
  public static String wordsToDigits(String folded) {
    return WORD.matcher(folded)
        .replaceAll(m -> {
          int tens = m.group(1) == null ? 0 : WORDS.getOrDefault(m.group(1), 0);
          return Integer.toString(tens + WORDS.getOrDefault(m.group(2), 0));
        });
  }

  /** Also "24th" and "1er" lose their endings. */
  static String ordinalsToDigits(String folded) {
    Matcher matcher = ORDINAL_SUFFIX.matcher(wordsToDigits(folded));
    return matcher.replaceAll("$1 ");
  }

  private static Map<String, Integer> words() {
    Map<String, Integer> words = new HashMap<>();
    OTHERS.forEach(language -> number(words, language));
    // "sept" is a month sooner than a seven.
    words.remove("sept");
    number(words, UNITS);
    number(words, ORDINALS);
    for (int i = 0; i < TENS.size(); i++) {
      String ten = TENS.get(i);
      words.put(ten, 10 * (i + 2));
      words.put(ten.substring(0, ten.length() - 1) + "ieth", 10 * (i + 2));
    }
    return Map.copyOf(words);
  }

  private static void number(Map<String, Integer> words, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      words.put(names.get(i), i);
    }
  }

  private static String alternatives(Map<String, Integer> words) {
    return words.keySet().stream()
        .sorted((a, b) -> b.length() - a.length())
        .collect(Collectors.joining("|"));
  }
}
