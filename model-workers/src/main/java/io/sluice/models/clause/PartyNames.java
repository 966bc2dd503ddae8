package io.sluice.models.clause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names within the words of a preamble: what begins with capitals, taken apart where two stand
 * together, without what only looks like one. Pure.
 */
final class PartyNames {
  private static final String CAPITAL =
      "(?:[\\p{Lu}\\p{N}][\\p{L}\\p{N}&.'’@¢_-]*|\\p{Ll}\\p{Lu}[\\p{L}\\p{N}&.'’_-]*|\\p{Ll}+\\.com)";
  private static final String LINK = "(?:of|and|the|&|de|van|von|der|for|at|in|du|la|le|y)";

  /** A run of capitalised words, with small ones between, and its legal form. */
  static final String NAME =
      CAPITAL
          + "(?:,?\\s+(?:"
          + LINK
          + "\\s+){0,2}"
          + CAPITAL
          + "){0,14}(?:,?\\s+(?:L\\.?L\\.?C|L\\.?P|Inc|Ltd|N\\.A|S\\.A|N\\.V|Co)\\b\\.?){0,2}";

  static final Pattern ONE = Pattern.compile(NAME);
  static final Pattern BEGINS = Pattern.compile(CAPITAL);

  private static final String FORM =
      "(?:inc|corp|corporation|incorporated|llc|l\\.l\\.c|ltd|limited|lp|l\\.p|llp|l\\.l\\.p|company|co|n\\.v|b\\.v|s\\.a|s\\.p\\.a|s\\.r\\.l|ag"
          + "|gmbh|plc|trust|bank|n\\.a)";
  private static final Pattern FIRM =
      Pattern.compile(
          "\\b(?:"
              + FORM
              + "|university|fund|partners|holdings|group|bancorp|association|foundation|stores|authority|institute)\\b\\.?,?$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FORM_AND =
      Pattern.compile(
          "\\b" + FORM + "\\b\\.?,?(?<and>\\s+and\\s+)(?=\\p{Lu})", Pattern.CASE_INSENSITIVE);
  private static final Pattern FORM_COMMA =
      Pattern.compile(
          "\\b" + FORM + "\\b\\.?,\\s+(?!" + FORM + "\\b)(?=[\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LEADING =
      Pattern.compile(
          "^(?:the|this|and|by|between|among|agreement|mr|ms|mrs|dr|undersigned|party|one|a\\.|dear\\s+[^,:]{1,40}[,:])\\.?\\s+(?=\\S)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TITLES =
      Pattern.compile(",?\\s+(?:M\\.?\\s?D|Ph\\.?\\s?D|Esq|CPA)\\.?$");
  private static final Pattern NO_NAME =
      Pattern.compile(
          "\\b(?:agreement|exhibit|whereas|witness\\w*|recitals?|confidential information|board of directors|effective date)\\b|\\b(?:19|20)\\d\\d\\b"
              + "|^(?:the\\s+)?(?:company|co|employee|employer|executive|buyer|seller|purchaser|consultant|recipient|discloser|client|customer"
              + "|receiving party|disclosing party|affiliated companies|parties|designee|plaintiff|defendant|united states|contractor|licensee"
              + "|licensor|distributor|supplier|vendor|corporation|corp|inc|ltd|llc|limited|us|u\\.s|you|we|i)\\.?(?:\\s+and\\s+.*)?$"
              + "|^(?=.*\\d{2})(?=.*\\b(?:street|road|drive|avenue|suite|floor|blvd|boulevard|court|lane|straat|\\d{4,5})\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern INNER_CAPITALS = Pattern.compile("\\p{Lu}.*\\p{Lu}|\\.com");
  private static final String EDGE = " ,;:'’‘“”\"";
  private static final int MOST_WORDS = 10;

  private PartyNames() {}

  /** Whether it ends like the name of a firm or an institution. */
  static boolean isFirm(String name) {
    return FIRM.matcher(name).find();
  }

  /** The name without edges, titles and what leads up to it. */
  static String clean(String raw) {
    String name = strip(raw);
    Matcher leading = LEADING.matcher(name);
    // "The" with a capital may be part of the name, and is left to it.
    while (leading.find() && !name.startsWith("The ") && !name.startsWith("THE ")) {
      name = strip(name.substring(leading.end()));
      leading = LEADING.matcher(name);
    }
    return strip(TITLES.matcher(name).replaceFirst(""));
  }

  /** The names that a run of capitalised words holds: none, one, or several that stand together. */
  static List<String> of(String run) {
    String name = clean(run);
    Matcher and = FORM_AND.matcher(name);
    if (and.find()) {
      List<String> both = new ArrayList<>(of(name.substring(0, and.start("and"))));
      both.addAll(of(name.substring(and.end())));
      return both;
    }
    Matcher comma = FORM_COMMA.matcher(name);
    if (comma.find()) {
      List<String> both = new ArrayList<>(of(name.substring(0, comma.end())));
      if (isFirm(name.substring(comma.end()))) {
        both.addAll(of(name.substring(comma.end())));
      }
      return both;
    }
    int joint = name.indexOf(" and ");
    if (joint > 0) {
      String left = name.substring(0, joint);
      String right = name.substring(joint + 5);
      boolean people = !isFirm(name) && words(left) >= 2 && words(right) >= 2;
      boolean personAndFirm =
          isFirm(name) && words(left) >= 2 && words(left) <= 3 && words(right) >= 3;
      if (people || personAndFirm) {
        List<String> both = new ArrayList<>(of(left));
        both.addAll(of(right));
        return both;
      }
    }
    return plausible(name) ? List.of(name) : List.of();
  }

  private static boolean plausible(String name) {
    boolean letters = name.codePoints().anyMatch(Character::isUpperCase);
    boolean enough = words(name) > 1 || isFirm(name) || INNER_CAPITALS.matcher(name).find();
    return name.length() >= 4
        && letters
        && enough
        && words(name) <= MOST_WORDS
        && !NO_NAME.matcher(name).find()
        && !GoverningLaw.isPlace(name);
  }

  static int words(String name) {
    return name.isBlank() ? 0 : name.strip().split("\\s+").length;
  }

  /** What makes two names the same. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && EDGE.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && EDGE.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }
}
