package io.sluice.evaluation.dataset;

import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.evaluation.normal.NormalForms;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a document's words hold a value: what they do not, no reader can learn from them. */
final class InWords {
  private static final int LONGEST = 9;

  private InWords() {}

  /** Letter by letter, or, of dates, amounts and lengths of time, by the normal form of a run. */
  static boolean hold(List<String> words, FieldSpec field, String value) {
    String text = letters(String.join("", words));
    if (field.kind() == FieldKind.NAMES) {
      for (String name : value.split(";")) {
        if (!text.contains(letters(name))) {
          return false;
        }
      }
      return true;
    }
    if (text.contains(letters(value)) && !letters(value).isEmpty()) {
      return true;
    }
    return switch (field.kind()) {
      case DATE, PRICE, DURATION -> run(words, field, value);
      case CODE -> words.stream().anyMatch(word -> symbol(word).equals(value));
      case ID, TEXT, NAME, NAMES -> false;
    };
  }

  private static boolean run(List<String> words, FieldSpec field, String value) {
    Optional<Set<String>> wanted = form(field, value);
    if (wanted.isEmpty()) {
      return false;
    }
    for (int start = 0; start < words.size(); start++) {
      List<String> run = new ArrayList<>();
      for (int end = start; end < Math.min(words.size(), start + LONGEST); end++) {
        run.add(words.get(end));
        if (form(field, String.join(" ", run).replaceAll("^[\\s,;:(*]+|[\\s,;:.)*]+$", ""))
            .equals(wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  static Optional<Set<String>> form(FieldSpec field, String value) {
    return NormalForms.of(field.kind(), TextNode.valueOf(value), field.dayFirst());
  }

  private static String symbol(String word) {
    return switch (word.replaceAll("[\\d.,\\s-]", "")) {
      case "€" -> "EUR";
      case "$" -> "USD";
      case "£" -> "GBP";
      default -> "";
    };
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
