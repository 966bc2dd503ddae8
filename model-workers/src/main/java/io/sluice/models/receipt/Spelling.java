package io.sluice.models.receipt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets right what OCR misread in a name or an address, where a word is none of those that these
 * have in common, but looks like exactly one: {@code LUNPUR} is {@code LUMPUR}, {@code DARULEHSAN}
 * is two words, {@code PE TAL ING} one. Words that look like none stay as they were read: they are
 * names. Pure.
 */
final class Spelling {
  /** Round small letters; they make too many names alike in short words. */
  private static final String ROUND = "AEOS";

  /** Letters that scans make alike; an edit within a group is a misreading, any other is not. */
  private static final List<String> ALIKE =
      List.of("MNHRW", "ILJ1", "O0DQCG", "PFR", "S5B8", "VUY", "EFC", "AR4", "Z2", ROUND);

  private static final int LEAST = 4;
  private static final int LEAST_ROUND = 5;

  /** Short words that stay recognisable with a letter misread. */
  private static final Set<String> SHORT_FORMS = Set.of("JLN", "BLK");

  private static final Pattern PIECE = Pattern.compile("[\\p{L}\\p{N}]+");

  /** Five digits in two pieces, before a place, are a postcode. */
  private static final Pattern SPLIT_POSTCODE =
      Pattern.compile("\\b(\\d\\d) (\\d{3})(?=,? \\p{Lu}{3})");

  private static final Pattern WORD_AND_NUMBER = Pattern.compile("(\\p{L}{5,})(\\d{1,2}[A-Z]?)");
  private static final Set<String> WORDS = words();
  private static final Map<String, Set<String>> BY_SHAPE = byShape(WORDS);

  private Spelling() {}

  /** The text with its misread words set right. */
  static String repaired(String text) {
    String joined = joined(SPLIT_POSTCODE.matcher(text).replaceAll("$1$2"));
    Matcher matcher = PIECE.matcher(joined);
    StringBuilder repaired = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(repaired, Matcher.quoteReplacement(word(matcher.group())));
    }
    return matcher.appendTail(repaired).toString();
  }

  private static String word(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    if (WORDS.contains(upper) || upper.length() < 2) {
      return word;
    }
    if (upper.equals("N0")) {
      return "NO";
    }
    Matcher numbered = WORD_AND_NUMBER.matcher(upper);
    if (numbered.matches() && WORDS.contains(numbered.group(1))) {
      int at = numbered.end(1);
      return word.substring(0, at) + " " + word.substring(at);
    }
    if (upper.chars().filter(Character::isDigit).count() * 2 > upper.length()) {
      return word;
    }
    Set<String> alike = BY_SHAPE.getOrDefault(upper, Set.of());
    if (alike.size() == 1) {
      return cased(alike.iterator().next(), word);
    }
    return alike.isEmpty() ? divided(word, upper) : word;
  }

  /** Two words of the list that were read as one; where several ways are possible, it stays. */
  private static String divided(String word, String upper) {
    String divided = word;
    for (int at = LEAST; at <= upper.length() - LEAST; at++) {
      if (WORDS.contains(upper.substring(0, at)) && WORDS.contains(upper.substring(at))) {
        if (!divided.equals(word)) {
          return word;
        }
        divided = word.substring(0, at) + " " + word.substring(at);
      }
    }
    return divided;
  }

  /** Words of the list that were read in two or three pieces, of which one at least is no word. */
  private static String joined(String text) {
    List<String> pieces = new ArrayList<>(List.of(text.split(" ", -1)));
    for (int i = 0; i < pieces.size(); i++) {
      for (int n = Math.min(3, pieces.size() - i); n >= 2; n--) {
        List<String> run = pieces.subList(i, i + n);
        String whole = String.join("", run);
        String bare = whole.replaceAll("\\P{L}+$", "").toUpperCase(Locale.ROOT);
        boolean clean =
            run.subList(0, n - 1).stream().allMatch(p -> p.matches("\\p{L}+"))
                && run.getLast().matches("\\p{L}+\\P{L}{0,2}");
        boolean broken = run.stream().anyMatch(p -> !WORDS.contains(p.toUpperCase(Locale.ROOT)));
        if (clean && broken && bare.length() > LEAST && WORDS.contains(bare)) {
          run.clear();
          pieces.add(i, whole);
          break;
        }
      }
    }
    return String.join(" ", pieces);
  }

  private static String cased(String right, String read) {
    long small = read.chars().filter(Character::isLowerCase).count();
    if (small == 0) {
      return right;
    }
    return Character.isLowerCase(read.charAt(0))
        ? right.toLowerCase(Locale.ROOT)
        : right.charAt(0) + right.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Set<String> words() {
    Set<String> words = new HashSet<>();
    try (InputStream file = Spelling.class.getResourceAsStream("words.txt")) {
      new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> words.addAll(List.of(line.split(" "))));
    } catch (IOException e) {
      throw new UncheckedIOException("the words in the program do not load", e);
    }
    return Set.copyOf(words);
  }

  /** By what it may be misread as: each word with one letter taken for another that looks alike. */
  private static Map<String, Set<String>> byShape(Set<String> words) {
    Map<String, Set<String>> shapes = new HashMap<>();
    for (String word : words) {
      if (word.length() < LEAST && !SHORT_FORMS.contains(word)) {
        continue;
      }
      for (int i = 0; i < word.length(); i++) {
        for (String group : ALIKE) {
          boolean counts = !group.equals(ROUND) || word.length() >= LEAST_ROUND;
          if (counts && group.indexOf(word.charAt(i)) >= 0) {
            for (char other : group.toCharArray()) {
              String misread = word.substring(0, i) + other + word.substring(i + 1);
              if (other != word.charAt(i) && !words.contains(misread)) {
                shapes.computeIfAbsent(misread, shape -> new HashSet<>()).add(word);
              }
            }
          }
        }
      }
    }
    return shapes;
  }
}
