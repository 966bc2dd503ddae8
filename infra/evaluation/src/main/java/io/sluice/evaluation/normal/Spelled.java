package io.sluice.evaluation.normal;

import static io.sluice.evaluation.normal.Fold.END;
import static io.sluice.evaluation.normal.Fold.START;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** English numbers in words, and the words for a term without an end. Texts are folded. */
final class Spelled {
  /** Fits the words for a term without an end. */
  static final Pattern PERPETUAL =
      Pattern.compile(
          START + "(?:perpetual|perpetually|perpetuity|indefinite|indefinitely|evergreen)" + END);

  private static final List<String> UNITS =
      List.of(
          ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen")
              .split(" "));
  private static final List<String> ORDINALS =
      List.of(
          ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
                  + " twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
                  + " nineteenth")
              .split(" "));
  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
  private static final Map<String, Integer> NUMBERS = numbers();
  private static final Pattern SPELLED =
      Pattern.compile(
          START
              + "(?:("
              + String.join("|", TENS)
              + ")[\\s-]+)?("
              + String.join("|", NUMBERS.keySet())
              + ")"
              + END);
  private static final Pattern HUNDREDS =
      Pattern.compile(
          START
              + "(\\p{Nd}{1,2}) (hundred|thousand)"
              + END
              + "(?:(?: and)? (\\p{Nd}{1,2})"
              + END
              + ")?");

  private Spelled() {}

  /** "twenty-fourth" becomes "24", "two thousand and ten" becomes "2010". */
  static String toDigits(String folded) {
    String digits =
        SPELLED
            .matcher(folded)
            .replaceAll(m -> {
              int tens = m.group(1) == null ? 0 : NUMBERS.getOrDefault(m.group(1), 0);
              return Integer.toString(tens + NUMBERS.getOrDefault(m.group(2), 0));
            });
    return HUNDREDS
        .matcher(digits)
        .replaceAll(m -> {
          int size = m.group(2).equals("hundred") ? 100 : 1000;
          int rest = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
          return Integer.toString(Integer.parseInt(m.group(1)) * size + rest);
        });
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (List<String> words : List.of(UNITS, ORDINALS)) {
      for (int n = 0; n < words.size(); n++) {
        numbers.put(words.get(n), n);
      }
    }
    for (int n = 0; n < TENS.size(); n++) {
      String ten = TENS.get(n);
      numbers.put(ten, 10 * (n + 2));
      numbers.put(ten.substring(0, ten.length() - 1) + "ieth", 10 * (n + 2));
    }
    return numbers;
  }
}
