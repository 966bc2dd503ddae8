package io.sluice.models;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value that a span's words say: exactly the trainer's {@code decode.clean}, because confidence
 * was calibrated on its values. Letters and digits are Unicode's, as in Python.
 */
final class Cleaned {
  private static final Pattern NUMERIC_DATE =
      Pattern.compile("\\p{Nd}{1,4}\\s?[-/.]\\s?\\p{Nd}{1,2}\\s?[-/.]\\s?\\p{Nd}{2,4}");
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}(?:[\\p{Nd}.,]*\\p{Nd})?");
  private static final Pattern MINUS = Pattern.compile("[-(−]\\s*\\P{Nd}{0,3}$");
  private static final Pattern SPLIT_NUMBER = Pattern.compile("(\\p{Nd}[.,]) (\\p{Nd})");
  private static final Pattern NO_WORD_EDGES =
      Pattern.compile("^[^\\p{L}\\p{N}_]+|[^\\p{L}\\p{N}_]+$");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_]");
  private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");
  private static final String EDGE = " ,;:*_|~=<>\"'“”„‘’`-–—";
  private static final String EDGE_AND_BRACKETS = EDGE + ".()[]";
  private static final Map<String, String> CURRENCIES =
      Map.of("€", "EUR", "$", "USD", "£", "GBP", "¥", "JPY");

  private Cleaned() {}

  /** The value, or an empty text where the words hold none of the kind. */
  static String of(String kind, String field, List<String> words) {
    String text = String.join(" ", words).strip();
    return switch (kind) {
      case "price" -> price(text);
      case "date" -> date(field, text);
      case "id" -> NO_WORD_EDGES.matcher(text).replaceAll("");
      case "code" ->
          CURRENCIES.getOrDefault(
              text, NO_WORD.matcher(text).replaceAll("").toUpperCase(Locale.ROOT));
      case "duration" -> text.length() > 2 ? strip(text, EDGE_AND_BRACKETS) : "";
      default -> name(text);
    };
  }

  /** What makes two spans of a field the same value. */
  static String key(String value) {
    return NO_WORD.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  private static String price(String text) {
    String joined = SPLIT_NUMBER.matcher(text).replaceAll("$1$2");
    Matcher number = NUMBER.matcher(joined);
    if (!number.find()) {
      return "";
    }
    boolean negative = MINUS.matcher(joined.substring(0, number.start())).find();
    return (negative ? "-" : "") + number.group();
  }

  private static String date(String field, String text) {
    List<String> numeric = NUMERIC_DATE.matcher(text).results().map(MatchResult::group).toList();
    if (!numeric.isEmpty()) {
      // "06/01/20 - 06/30/20" in one span is the whole flight.
      String chosen = field.equals("flight_to") ? numeric.getLast() : numeric.getFirst();
      return chosen.replace(" ", "");
    }
    String stripped = strip(text, EDGE_AND_BRACKETS);
    return stripped.codePoints().anyMatch(Character::isDigit) ? stripped : "";
  }

  private static String name(String text) {
    String name = strip(text, EDGE);
    if (name.endsWith(")") && !name.contains("(") || name.endsWith("(")) {
      name = strip(name.substring(0, name.length() - 1), EDGE);
    }
    if (name.startsWith("(") && !name.contains(")")) {
      name = strip(name.substring(1), EDGE);
    }
    return LETTER_OR_DIGIT.matcher(name).find() ? name : "";
  }

  private static String strip(String text, String edge) {
    int start = 0;
    int end = text.length();
    while (start < end && edge.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && edge.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }
}
