package io.sluice.models.clause;

import io.sluice.types.values.Dates;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The day on which an agreement is made, and the day from which it holds. */
final class Days {
  private static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
          + "|dec(?:ember)?)\\.?";

  private static final String ORDINAL =
      "(?:(?:twenty[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
          + "|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|thirty[- ]first)";

  /**
   * A day as contracts write it; superscript endings come as words of their own ("13 th day of").
   */
  static final String DAY =
      "(?:"
          + MONTH
          + "\\s+\\d{1,2}\\s?(?:st|nd|rd|th)?\\s?,?\\s?(?:19|20)\\d\\d"
          + "|(?:\\d{1,2}\\s?(?:s\\s?t|n\\s?d|r\\s?d|t\\s?h)?|"
          + ORDINAL
          + ")(?:\\s?\\(\\d{1,2}\\s?(?:st|nd|rd|th)?\\))?,?\\s+(?:day\\s+)?(?:of\\s+)?"
          + MONTH
          + "\\s?,?\\s+(?:in\\s+the\\s+year\\s+)?(?:19|20)\\d\\d"
          + "|\\d{1,2}[/-]\\d{1,2}[/-](?:19|20)\\d\\d|\\d{1,2}\\.\\d{1,2}\\.(?:19|20)\\d\\d|(?:19|20)\\d\\d-\\d\\d-\\d\\d)\\b";

  private static final String V = "(?<v>" + DAY + ")";
  private static final Pattern SPLIT_ENDING =
      Pattern.compile("(\\d)\\s?([snrt])\\s?([tdh])\\b(?<!\\p{L}{3})", Pattern.CASE_INSENSITIVE);

  /** Words of the preamble, of a letter's head, of the page of signatures. */
  private static final int PREAMBLE = 600;

  private static final int HEAD = 130;
  private static final int SIGNATURES = 400;

  private static final Pattern MADE =
      pattern(
          "\\b(?:dated|made|entered\\s+into|effective|executed|executes|is)"
              + "(?:,?\\s+(?:and|entered|into|made|effective|executed|dated|as\\s+of|on|this|the|is|by|between))*\\s+(?:(?:this|the)\\s+)?"
              + V);
  private static final Pattern AS_OF =
      pattern(
          "\\b(?:as\\s+of|effective\\s+date\\W{1,6})\\s*(?:is\\s+|of\\s+)?(?:this\\s+|the\\s+)?"
              + V);
  private static final Pattern DEFINED =
      pattern(V + "\\s*,?\\s*\\(?(?:the\\s+)?[\"“”'‘]+(?:effective|agreement)\\s+date");
  private static final Pattern SIGNED =
      pattern(
          "\\b(?:executed|agreed|signed|entered|accepted|consented|delivered)\\b[^.]{0,160}?"
              + "\\b(?:as\\s+of|this|on|dated)\\s+(?:the\\s+|this\\s+)?"
              + V);
  private static final Pattern ANY = pattern(V);

  private static final List<Pattern> HOLDS_FROM =
      List.of(
          pattern(V + "\\s*,?\\s*\\(?(?:the\\s+)?[\"“”'‘]+(?:effective|commencement)\\s+date"),
          pattern(
              "\\beffective\\s+date\\b[”\"’)\\s]*(?:\\W{0,4}|of\\s+this\\s+agreement\\s+)"
                  + "(?:is|means|shall\\s+(?:be|mean))?\\s*:?\\s*"
                  + V),
          pattern(
              "\\b(?:effective|commenc\\w{1,8}|begin\\w{0,6})\\s+(?:as\\s+of|on|from)\\s+(?:the\\s+)?"
                  + V));

  /** What names an agreement other than this one, up to its day. */
  private static final Pattern ANOTHER =
      pattern(
          "\\b(?:that\\s+certain|section\\s+\\d|pursuant\\s+to|in\\s+accordance\\s+with|attached|existing|original)\\b(?:(?!\\bthis\\b)(?:[^.]|\\.\\S)){0,150}$");

  private static final Pattern DOTTED = Pattern.compile("[\\d.]+");

  /** Wholly effective on a day: "made effective as of". */
  private static final Pattern EFFECTIVE = pattern("\\beffective\\b");

  private Days() {}

  /** The day on which it is made: of the preamble, of the signatures, at last of the head. */
  static Optional<Said> made(Prose prose) {
    int preamble = prose.head(PREAMBLE);
    int end = prose.text().length();
    return own(prose, MADE, 0, preamble)
        .or(() -> own(prose, AS_OF, 0, preamble))
        .or(() -> own(prose, DEFINED, 0, preamble))
        .map(Days::said)
        .or(() ->
            prose
                .first(SIGNED, prose.tail(SIGNATURES), end)
                .or(() -> prose.first(ANY, 0, prose.head(HEAD)))
                .or(() -> own(prose, SIGNED, end / 3, end))
                .map(match -> said(match).unsure()));
  }

  /** The first that is not said of another agreement. */
  private static Optional<MatchResult> own(Prose prose, Pattern pattern, int from, int to) {
    return prose.all(pattern, from, to).stream()
        .filter(match -> !ANOTHER.matcher(prose.before(match.start("v"), 160)).find())
        .findFirst();
  }

  /** The day from which it holds. */
  static Optional<Said> holdsFrom(Prose prose) {
    return HOLDS_FROM.stream()
        .flatMap(phrase -> prose.first(phrase, 0, prose.text().length()).stream())
        .findFirst()
        .map(Days::said)
        .or(() ->
            own(prose, MADE, 0, prose.head(PREAMBLE))
                .filter(made -> EFFECTIVE.matcher(made.group()).find())
                .map(Days::said))
        .or(() -> made(prose).map(Said::unsure));
  }

  /** The calendar day of what was said. */
  static Optional<LocalDate> calendar(Said said) {
    return Dates.read(said.value(), false);
  }

  /** The day that was said; 1.4.2011 is the first of April wherever it is written so. */
  static Said said(MatchResult match) {
    Said said = Said.of(match);
    if (DOTTED.matcher(said.value()).matches()) {
      return Dates.read(said.value(), true).map(day -> said.withValue(day.toString())).orElse(said);
    }
    return said.withValue(SPLIT_ENDING.matcher(said.value()).replaceAll("$1$2$3"));
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
