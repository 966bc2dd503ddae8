package io.sluice.models.clause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an agreement calls itself: its first heading that names a kind of agreement, and "This …
 * Agreement" of its first sentence. Where both say the same it is sure.
 */
final class Title {
  /** Words among which a heading is looked for, and lines that it has at most. */
  private static final int HEAD = 500;

  private static final int MOST_LINES = 4;
  private static final int MOST_WORDS = 18;

  private static final String KIND =
      "agreement|contract|charter(?:\\s+party)?|amendment|addendum|lease|licen[cs]e|deed|memorandum|undertaking|guarant(?:y|ee)|settlement|waiver|supplement|indenture"
          + "|term\\s+sheet|letter\\s+of\\s+intent|statement\\s+of\\s+work|terms\\s+and\\s+conditions|arrangement|protocol|appendix|power\\s+of\\s+attorney|certificate|assignment|release";
  private static final Pattern KINDS = pattern("\\b(?:" + KIND + ")s?\\b");
  private static final Pattern SELF =
      pattern(
          "\\bthis\\s+(?<v>(?:(?-i:\\p{Lu})[^\\s,.;()“\"]*\\s+|(?:of|and|the|for|to|&|no\\.|in|by)\\s+){0,12}?(?:agreement|contract|amendment|addendum|lease|deed|memorandum\\s+of\\s+understanding)"
              + "(?:\\s+(?:no\\.?\\s*\\d+\\s+)?to\\s+(?:the\\s+)?(?:(?-i:\\p{Lu})[^\\s,.;()“\"]*\\s+|(?:of|and|for|&)\\s+){0,8}?agreement)?)\\b");
  private static final Pattern PARTS =
      pattern(
          "\\s+(?:by\\s+and\\s+)?(?:between|among)\\b.*$|\\s+dated\\b.*$|\\s+as\\s+of\\b.*$|[-_*=]{3,}.*$");
  private static final Pattern SMALL =
      Pattern.compile("of|and|the|for|to|a|an|in|on|with|by|or|&|-|–|/|at|as|between");
  private static final Pattern GOES_ON =
      pattern("(?:\\b(?:of|and|for|to|the|with|by|in|or)|&|,|/|-|–)$");
  private static final Pattern GOES_ON_WITH = pattern("^(?:to|of|for|and)(?:\\s|$)");
  private static final Pattern NO_TITLE =
      pattern(
          "^(?:exhibit|annex|schedule|attachment)\\b|table\\s+of\\s+contents|confidential\\s+(?:treatment|portions|materials?|information)|omitted|execution\\s+(?:copy|version)"
              + "|^conformed|^page\\b|^source:|^draft|^form\\s+10|\\.{4}|securities|commission|^whereas|^this\\b|^between|^recitals|https?:|\\.htm|^redacted|^portions"
              + "|^the\\s+(?:company|parties)|^definitions|\\b(?:accordingly|have|has|been|is|are|was|were)\\b|[”“\"]|^article|^section|^\\d+\\.\\d");

  private Title() {}

  static Optional<Said> find(Prose prose) {
    int head = prose.head(HEAD);
    Optional<Said> heading = heading(prose, head);
    Optional<Said> self =
        prose.first(SELF, 0, head).map(Said::of).filter(said -> said.value().split(" ").length > 1);
    if (heading.isEmpty()) {
      return self.map(said -> said.as(Form.GUESSED));
    }
    if (self.isEmpty()) {
      return heading.map(said -> said.as(Form.GUESSED));
    }
    String above = key(heading.get().value());
    String below = key(self.get().value());
    if (above.equals(below)) {
      return heading;
    }
    // A heading that is broken in a way not understood is the end of what the sentence says.
    return below.endsWith(" " + above) || above.indexOf(' ') < 0
        ? self.map(said -> said.as(Form.GUESSED))
        : heading.map(said -> said.as(Form.GUESSED));
  }

  /** A line that may be part of a heading. */
  private record Line(String text, int start, int end) {}

  private static Optional<Said> heading(Prose prose, int head) {
    List<Line> lines = lines(prose.text(), head);
    for (int i = 0; i < lines.size(); i++) {
      String text = PARTS.matcher(lines.get(i).text()).replaceFirst("");
      if (isHeading(text) && KINDS.matcher(text).find()) {
        int first = i;
        int last = i;
        while (last + 1 < lines.size()
            && last - i < MOST_LINES
            && text.length() == lines.get(last).text().length()
            && (GOES_ON.matcher(lines.get(last).text()).find()
                || GOES_ON_WITH.matcher(lines.get(last + 1).text()).find())
            && isHeading(lines.get(last + 1).text())) {
          last++;
          text = lines.get(last).text();
        }
        while (first > 0 && i - first < MOST_LINES && leadsOn(lines, first)) {
          first--;
        }
        int start = lines.get(first).start();
        int end = lines.get(last).end();
        String value =
            PARTS
                .matcher(prose.text().substring(start, end).strip().replaceAll("\\s+", " "))
                .replaceFirst("");
        return Optional.of(new Said(strip(value), start, end, Form.STATED));
      }
    }
    return Optional.empty();
  }

  /** Whether the line before belongs to the same heading. */
  private static boolean leadsOn(List<Line> lines, int index) {
    String above = lines.get(index - 1).text();
    String text = lines.get(index).text();
    if (!isHeading(above)) {
      return false;
    }
    boolean firm =
        PartyName.at(above, 0)
            .filter(name -> name.firm() && name.end() > above.length() - 3)
            .isPresent();
    boolean bare = text.split("\\s+").length <= 2 && KINDS.matcher(text).lookingAt();
    return !firm && (GOES_ON.matcher(above).find() || bare && upper(above) == upper(text));
  }

  private static boolean upper(String text) {
    return text.equals(text.toUpperCase(java.util.Locale.ROOT));
  }

  private static List<Line> lines(String text, int head) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    while (start < head) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end).strip();
      if (!line.isEmpty()) {
        lines.add(new Line(line, start, end));
      }
      start = end + 1;
    }
    return lines;
  }

  /** Capitalised words and small ones between, and nothing that headings of other things say. */
  private static boolean isHeading(String text) {
    String[] words = text.strip().split("\\s+");
    if (words.length > MOST_WORDS || NO_TITLE.matcher(text).find() || text.endsWith(";")) {
      return false;
    }
    boolean ends = text.endsWith(".") && !text.matches("(?is).*\\b(?:no|inc|corp|ltd|co)\\.");
    int letters = 0;
    for (String word : words) {
      String bare = word.replaceAll("^[^\\p{L}\\p{N}]+", "");
      if (bare.isEmpty()) {
        continue;
      }
      boolean capital = Character.isUpperCase(bare.charAt(0)) || Character.isDigit(bare.charAt(0));
      if (!capital && !SMALL.matcher(bare).matches()) {
        return false;
      }
      letters += Character.isLetter(bare.charAt(0)) ? 1 : 0;
    }
    return !ends && letters > 0;
  }

  private static String strip(String value) {
    return value.replaceAll("^[^\\p{L}\\p{N}(]+|[\\s,:;*_-]+$", "");
  }

  private static String key(String value) {
    return PartyName.key(value);
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
