package io.sluice.llm.egress.redaction;

import io.sluice.rules.Checksums;
import io.sluice.types.ValidatorSpec.Algorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is known by its shape, its check digits or the label before it. A number whose check digits
 * are wrong is still a long number, and hidden as one: see {@link Numbers}.
 */
final class Patterns {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final Set<String> COUNTRIES =
      Arrays.stream(java.util.Locale.getISOCountries()).collect(Collectors.toUnmodifiableSet());

  /** A label, and what stands behind it. */
  private static final String BORN =
      "(?:date of birth|birth\\h?date|d\\.?o\\.?b\\b\\.?|born(?: on)?|geb(?:oren|\\.)?(?:"
          + " am)?|geburts(?:datum|tag)|née?(?: le)?|date de naissance|nato il|nata"
          + " il|nacid[oa]|fecha de nacimiento|tarikh lahir)";

  private static final String ACCOUNT =
      "(?:account|acct?\\.?|a/c|konto(?:nummer|nr\\.?)?|kto\\.?|compte|sort"
          + " code|routing|aba|blz|bankleitzahl|policy"
          + "|passport|licen[cs]e|reisepass(?:nummer)?|ausweis(?:nummer)?)";

  private static final String PHONE =
      "(?:tel(?:e?(?:ph|f)one?)?|phone|mobile?|cell|fax|telefax|handy|hotline|h/p|t[ée]l)";

  private record Shape(Kind kind, Pattern pattern, int group, Predicate<String> holds) {}

  private static final List<Shape> SHAPES =
      List.of(
          shape(Kind.TEXT, Placeholders.SHAPE.pattern()),
          shape(
              Kind.MAIL,
              "[\\p{L}\\p{N}._%+'=/-]+\\h?@\\h?[\\p{L}\\p{N}_-]+(?:\\h?\\.\\h?[\\p{L}\\p{N}_-]+)*"),
          shape(Kind.URL, "(?:https?:/{0,2}|ftp://|www\\.)[^\\s<>\"]+"),
          shape(
              Kind.URL,
              "(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}][\\p{L}\\p{N}-]*(?:\\.[\\p{L}\\p{N}-]+)*\\.(?:com|org|net|edu|gov|mil|info|biz|eu|de|at|ch|fr|uk|ie|nl"
                  + "|be|lu|it|es|pt|pl|se|dk|no|fi|my|sg|cn|jp|ca|au|us|io)(?![\\p{L}\\p{N}])(?:/[^\\s<>\"]*)?"),
          new Shape(
              Kind.BIRTH_DATE,
              Pattern.compile(
                  "(?<!\\p{L})" + BORN + "[^\\p{L}\\p{N}]{0,12}(" + Days.DATE + ")", FLAGS),
              1,
              date -> true),
          new Shape(
              Kind.ACCOUNT,
              Pattern.compile(
                  "(?<!\\p{L})"
                      + ACCOUNT
                      + "\\h*(?:(?:no|number|nr|num|id|code)\\b)?[\\h.:#-]*([\\p{L}]{0,4}\\h?\\d[\\p{L}\\d]*(?:[\\h-]\\d[\\p{L}\\d]*)*)",
                  FLAGS),
              1,
              id -> id.chars().filter(Character::isDigit).count() >= 3),
          // "No. 4364": the label says that it is no quantity.
          new Shape(
              Kind.ID,
              Pattern.compile(
                  "(?<!\\p{L})(?:no|number|nr|num|nummer|numéro|id|ref|reference|code)(?:[.:#\\s]{1,4}|(?<=#))(?:is\\h)?([\\p{L}]{0,4}[-./]?\\d[\\p{L}\\d]*(?:[-/.]\\d[\\p{L}\\d]*)*)",
                  FLAGS),
              1,
              id ->
                  id.chars().filter(Character::isDigit).count() >= 3
                      && !Days.MOMENT.matcher(id).matches()),
          new Shape(
              Kind.PHONE,
              Pattern.compile(
                  "(?<!\\p{L})"
                      + PHONE
                      + "[\\h.:#/|)(-]*(?:no\\.?|number)?[\\h.:#]*(\\+?[\\d(][\\d\\h()./+-]{4,}\\d)",
                  FLAGS),
              1,
              any -> true),
          shape(Kind.PHONE, "(?<![\\p{L}\\p{N}])\\+\\d{1,3}[\\h()./-]*\\d[\\d\\h()./-]{4,}\\d"),
          shape(
              Kind.PHONE,
              "(?<![\\p{L}\\p{N}.,])(?:\\(0?\\d{2,4}\\)\\h?|\\d{3}[-./\\h]{1,2})\\d{3,4}[-.\\h]{1,2}\\d{4}(?![\\p{L}\\p{N}]|[.,]\\d)"),
          shape(Kind.NATIONAL_ID, "(?<![\\p{L}\\p{N}])\\d{3}-\\d{2}-\\d{4}(?![\\p{L}\\p{N}])"),
          shape(Kind.NATIONAL_ID, "(?<![\\p{L}\\p{N}])\\d{6}-\\d{2}-\\d{4}(?![\\p{L}\\p{N}])"),
          shape(
              Kind.NATIONAL_ID,
              "(?<![\\p{L}\\p{N}])[A-CEGHJ-PR-TW-Z]{2}\\h?\\d{2}\\h?\\d{2}\\h?\\d{2}\\h?[A-D](?![\\p{L}\\p{N}])"),
          shape(
              Kind.NATIONAL_ID,
              "(?<![\\p{L}\\p{N}])[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z](?![\\p{L}\\p{N}])"),
          new Shape(
              Kind.NATIONAL_ID,
              Pattern.compile("(?<![\\p{L}\\p{N}])\\d{8}[\\h-]?[A-Z](?![\\p{L}\\p{N}])", FLAGS),
              0,
              Patterns::isDni));

  /** What is longer than its identifier, because the next word looks like more of it. */
  private record Long(Kind kind, Pattern pattern, Algorithm algorithm, int least) {}

  private static final List<Long> LONG =
      List.of(
          new Long(
              Kind.IBAN,
              Pattern.compile(
                  "(?<![\\p{L}\\p{N}])[A-Z]{2}\\h?\\d{2}(?:[\\h.-]?[A-Z0-9]){11,30}(?![\\p{L}\\p{N}])",
                  FLAGS),
              Algorithm.IBAN,
              15),
          new Long(
              Kind.CARD,
              Pattern.compile(
                  "(?<![\\p{L}\\p{N}])[2-6]\\d{3}(?:[\\h-]?\\d){8,15}(?![\\p{L}\\p{N}])"),
              Algorithm.LUHN,
              12),
          new Long(
              Kind.VAT_ID,
              Pattern.compile(
                  "(?<![\\p{L}\\p{N}])[A-Z]{2}\\h?[A-Z0-9](?:[\\h./-]?[A-Z0-9+*]){5,13}(?![\\p{L}\\p{N}])"),
              Algorithm.VAT_ID,
              8));

  private static final Pattern BIC =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![\\p{L}\\p{N}])");

  private Patterns() {}

  static List<Span> find(String text, Vocabulary vocabulary) {
    List<Span> spans = new ArrayList<>();
    for (Shape shape : SHAPES) {
      Matcher matcher = shape.pattern.matcher(text);
      while (matcher.find()) {
        String value = matcher.group(shape.group);
        if (shape.holds.test(value)) {
          spans.add(new Span(matcher.start(shape.group), matcher.end(shape.group), shape.kind));
        }
      }
    }
    LONG.forEach(each -> find(text, each, spans));
    Matcher bic = BIC.matcher(text);
    while (bic.find()) {
      if (COUNTRIES.contains(bic.group(1)) && vocabulary.marks(bic.group()) == 0) {
        spans.add(new Span(bic.start(), bic.end(), Kind.BIC));
      }
    }
    return spans;
  }

  private static void find(String text, Long identifier, List<Span> spans) {
    Matcher matcher = identifier.pattern.matcher(text);
    int from = 0;
    while (matcher.find(from)) {
      from = matcher.start() + 1;
      for (int end = matcher.end(); end > matcher.start(); end--) {
        String value = text.substring(matcher.start(), end);
        if (Folded.fold(value).length() < identifier.least) {
          break;
        }
        boolean ends =
            Character.isLetterOrDigit(value.charAt(value.length() - 1))
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        if (ends && Checksums.holds(identifier.algorithm, value)) {
          spans.add(new Span(matcher.start(), end, identifier.kind));
          from = end;
          break;
        }
      }
      if (from >= text.length()) {
        return;
      }
    }
  }

  /** Spain: the letter is the number's remainder by 23. */
  private static boolean isDni(String value) {
    char letter = Character.toUpperCase(value.charAt(value.length() - 1));
    return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(value.substring(0, 8)) % 23) == letter;
  }

  private static Shape shape(Kind kind, String regex) {
    return new Shape(kind, Pattern.compile(regex, FLAGS), 0, any -> true);
  }
}
