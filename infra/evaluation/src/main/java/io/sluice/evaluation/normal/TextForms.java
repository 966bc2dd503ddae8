package io.sluice.evaluation.normal;

import static io.sluice.evaluation.normal.Fold.END;
import static io.sluice.evaluation.normal.Fold.LETTER;
import static io.sluice.evaluation.normal.Fold.START;

import io.sluice.values.EncodedWords;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Identifiers, texts, names, and the sets of names that contracts write with brackets around. */
final class TextForms {
  private static final Map<String, String> COMPANY =
      Map.of(
          "incorporated", "inc",
          "corporation", "corp",
          "limited", "ltd",
          "company", "co",
          "berhad", "bhd",
          "sendirian", "sdn");
  private static final Pattern ENCODED = Pattern.compile("=\\?[^?]*\\?[bBqQ]\\?.*?\\?=");
  private static final Pattern APOSTROPHES = Pattern.compile("['’‘`´]");
  private static final Pattern INITIAL =
      Pattern.compile(START + "(" + LETTER + ")\\.\\s?(?=" + LETTER + END + ")");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final String JOINTLY = START + "(?:individually|collectively|together|each)" + END;
  private static final Pattern JOINT = Pattern.compile(JOINTLY);
  private static final Pattern PARTIES = Pattern.compile(START + "part(?:y|ies)" + END);
  private static final Pattern BEFORE_BRACKETS = Pattern.compile("([^;()]*+)(\\([^()]*+\\)?)");
  private static final Pattern QUOTING_BRACKETS = Pattern.compile("\\([^()]*[\"“”„][^()]*\\)?");
  private static final Pattern LAST_BRACKETS = Pattern.compile("\\([^()]*\\)[^\\p{L}\\p{N}_]*$");
  private static final Pattern ALL_TOGETHER =
      Pattern.compile(
          "^"
              + JOINTLY
              + " (?:an?|and|as|of|part(?:y|ies)|referred|the)"
              + END
              + "|"
              + START
              + "(?:collectively|referred to)"
              + END);

  private TextForms() {}

  /** Case-folded letters and digits only; leading zeros count. */
  static Optional<String> id(String value) {
    String id =
        Fold.of(value)
            .codePoints()
            .filter(Fold::isWord)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }

  /**
   * Case-folded words: '&' is 'and', apostrophes go, other punctuation is a space; 'L.L.P.' is
   * 'LLP'. Encoded words of mail headers (RFC 2047) are decoded first.
   */
  static Optional<String> text(String value) {
    String plain = Fold.of(decoded(value)).replace("&", " and ");
    String text = APOSTROPHES.matcher(plain).replaceAll("");
    text = INITIAL.matcher(text).replaceAll("$1");
    text = NO_WORD.matcher(text).replaceAll(" ").strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** As Python joins encoded words to plain ones, with a space; what is not clean stays encoded. */
  private static String decoded(String value) {
    if (!value.contains("=?")) {
      return value;
    }
    String decoded = EncodedWords.decode(ENCODED.matcher(value).replaceAll(" $0 "));
    return decoded.indexOf('\uFFFD') >= 0 ? value : decoded;
  }

  /** A text whose company words are their short forms: 'Limited' is 'Ltd'. */
  static Optional<String> name(String value) {
    return text(value)
        .map(text ->
            Pattern.compile(" ")
                .splitAsStream(text)
                .map(word -> COMPANY.getOrDefault(word, word))
                .collect(Collectors.joining(" ")));
  }

  /**
   * The names in a ';'-separated text. Brackets go that hold a quotation or end a name, then names
   * that were only brackets, and those that only name the parties jointly.
   */
  static Optional<Set<String>> names(String value) {
    String text =
        BEFORE_BRACKETS
            .matcher(Fold.of(value))
            .replaceAll(m ->
                m.group(1).contains(" and ")
                        && JOINT.matcher(m.group(2)).find()
                        && PARTIES.matcher(m.group(2)).find()
                    ? ";"
                    : java.util.regex.Matcher.quoteReplacement(m.group()));
    text = QUOTING_BRACKETS.matcher(text).replaceAll(" ");
    Set<String> names = new LinkedHashSet<>();
    for (String part : text.split(";", -1)) {
      name(LAST_BRACKETS.matcher(part).replaceAll(" ")).ifPresent(names::add);
    }
    Set<String> own = new LinkedHashSet<>(names);
    own.removeIf(name -> ALL_TOGETHER.matcher(name).find());
    Collection<String> kept = own.isEmpty() ? names : own;
    return kept.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(kept));
  }
}
