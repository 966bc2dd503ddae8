package io.sluice.models.clause;

import io.sluice.types.values.Dates;
import io.sluice.types.values.Numerals;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day on which an agreement is made, and the day from which it holds. */
final class Days {
  private static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
          + "|dec(?:ember)?)\\.?";

  private static final String YEAR =
      "(?:(?:19|20)\\d\\d|two\\s+thousand(?:\\s+and)?(?:\\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\p{L}{3,5}teen|twenty(?:[-\\s]\\p{L}{3,5})?))?)";

  /**
   * A day as contracts write it; superscript endings come as words of their own ("13 th day of").
   */
  static final String DAY =
      "(?:"
          + MONTH
          + "\\s+\\d{1,2}\\s?(?:st|nd|rd|th)?\\s?[,.]?\\s?"
          + YEAR
          + "|(?:\\d{1,2}\\s?(?:s\\s?t|n\\s?d|r\\s?d|t\\s?h)?|"
          + Lengths.ORDINAL
          + ")(?:\\s?\\(\\d{1,2}\\s?(?:st|nd|rd|th)?\\))?,?\\s+(?:day\\s+)?(?:of\\s+)?"
          + MONTH
          + "\\s?,?\\s+(?:(?:in\\s+)?the\\s+year\\s+|of\\s+)?"
          + YEAR
          + "|\\d{1,2}[/-]\\d{1,2}[/-](?:19|20)\\d\\d|\\d{1,2}\\.\\d{1,2}\\.(?:19|20)\\d\\d|(?:19|20)\\d\\d-\\d\\d-\\d\\d)\\b";

  private static final String V = "(?<v>" + DAY + ")";

  private static final Pattern THOUSAND =
      pattern("two\\s+thousand(?:\\s+and)?(?:\\s+(?<n>\\p{L}+(?:[-\\s]\\p{L}+)?))?$");
  private static final Pattern SPLIT_ENDING =
      Pattern.compile("(\\d)\\s?([snrt])\\s?([tdh])\\b(?<!\\p{L}{3})", Pattern.CASE_INSENSITIVE);

  /** Words of the preamble, of a letter's head, of the page of signatures. */
  private static final int PREAMBLE = 600;

  private static final int HEAD = 130;
  private static final int SIGNATURES = 400;

  private static final Pattern MADE =
      pattern(
          "\\b(?:dated|made|entered\\s+into|effective|executed|executes|signed|concluded|is)"
              + "(?:,?\\s+(?:and|entered|into|made|effective|executed|signed|concluded|dated|as\\s+of|on|this|the|is|by|between))*(?:\\s+|(?<=\\sof)(?=\\d))(?:(?:this|the)\\s+)?"
              + V);
  private static final Pattern AS_OF =
      pattern(
          "\\b(?:as\\s+of(?=\\s|\\d)|effective\\s+date\\W{1,6}|agreement\\s+date\\W{1,6})\\s*(?:is\\s+|of\\s+)?(?:this\\s+|the\\s+)?"
              + V);
  private static final String CALLED =
      "[\\s,]*\\(?\\s*(?:(?:herein(?:after)?\\s+|hereafter\\s+)?(?:referred\\s+to\\s+as\\s+|called\\s+|being\\s+)|herein(?:after)?,?\\s+)?(?:the\\s+)?[\"“”'‘]*";
  private static final Pattern DEFINED = pattern(V + CALLED + "(?:effective|agreement)\\s+date");
  private static final Pattern SIGNED =
      pattern(
          "\\b(?:executed|agreed|signed|entered|accepted|consented|delivered)\\b[^.]{0,160}?"
              + "\\b(?:as\\s+of|this|on|dated)\\s+(?:the\\s+|this\\s+)?"
              + V);
  private static final Pattern ANY = pattern(V);

  /** Where people sign, and how far their days may stand from there. */
  private static final Pattern WITNESS =
      pattern("\\bin\\s+witness\\s+(?:where|there)of\\b|\\bexecuted\\s+(?:this|the)\\b|/s/|\\nby:");

  private static final int SIGNED_WITHIN = 2500;

  /** Of more days than these some are not signers'. */
  private static final int MOST_SIGNERS = 3;

  private static final Pattern DATED =
      pattern(
          "\\bdated?\\s*(?:signed\\s*)?:?[\\s_]*(?:as\\s+of\\s+)?(?<v>"
              + DAY
              + "|\\d{1,2}[/-]\\d{1,2}[/-]\\d\\d)(?!\\d)");
  private static final Pattern LAST_SIGNS =
      pattern(
          "\\b(?:last|later|latest)\\b[^.;]{0,40}\\b(?:sign\\w*|execut\\w*|dates?)\\b|\\bdate\\s+(?:on\\s+which\\s+)?(?:of\\s+)?the\\s+last\\b");

  private static final List<Pattern> HOLDS_FROM =
      List.of(
          pattern(V + CALLED + "(?:effective|commencement)\\s+date"),
          pattern(
              "\\b(?:effective|commencement)\\s+date\\b[”\"’)\\s]*(?:\\W{0,4}|(?:of|for)\\s+(?:this|the)\\s+(?:\\w+\\s+){0,4}?(?:agreement|contract|lease|amendment)\\s+)"
                  + "(?:is|means|shall\\s+(?:be|mean))?\\s*(?:deemed\\s+to\\s+be\\s+)?:?\\s*"
                  + V),
          pattern(
              "\\b(?:effective|commenc\\w{1,8}|begin\\w{0,6})\\s+(?:as\\s+of|on|from|this)\\s+(?:the\\s+|this\\s+)?"
                  + V));

  /** What names an agreement other than this one, up to its day. */
  private static final Pattern ANOTHER =
      pattern(
          "\\b(?:that\\s+certain|reference\\s+is\\s+(?:hereby\\s+)?made|section\\s+\\d|pursuant\\s+to|in\\s+accordance\\s+with|attached|existing|original)\\b(?:(?!\\bthis\\b)(?:[^.]|\\.\\S)){0,150}$");

  private static final Pattern DOTTED = Pattern.compile("[\\d.]+");

  /** Wholly effective on a day: "made effective as of". */
  private static final Pattern EFFECTIVE = pattern("\\beffective\\b");

  /** That it holds from the day on which it is made. */
  private static final Pattern FROM_ITS_DAY =
      pattern(
          "\\b(?:term|agreement|contract|lease)\\b[^.;]{0,120}?\\b(?:effective|effect|commenc\\w*|begin\\w*|term|period|years?|continue\\w*|in\\s+force)\\b[^.;]{0,60}?\\b(?:the|its)\\s+"
              + "(?:date\\s+(?:hereof|first|of\\s+(?:this|the)\\s+(?:agreement|contract)|of\\s+(?:its\\s+)?(?:execution|signing|signature)|set\\s+forth\\s+above|above|written)"
              + "|day\\s+and\\s+year\\s+first)"
              + "|\\beffective\\s+(?:immediately|upon\\s+(?:its\\s+|the\\s+)?(?:execution|signing|signature))"
              + "|\\beffective\\s+as\\s+of\\s+the\\s+(?:date|day)\\b[^.;]{0,30}?\\b(?:first|above)\\b"
              + "|\\b(?:first|set\\s+forth)\\s+above\\b[^.;]{0,20}effective");

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
                .map(match -> said(match).as(Form.SIGNED)))
        .or(() -> prose.first(ANY, 0, prose.head(HEAD)).map(match -> said(match).as(Form.GUESSED)))
        .or(() -> own(prose, SIGNED, end / 3, end).map(match -> said(match).as(Form.SIGNED)))
        .or(() -> signed(prose));
  }

  /**
   * A day beside a signature: the last where the agreement is made with the last one, else the
   * first.
   */
  private static Optional<Said> signed(Prose prose) {
    int end = prose.text().length();
    Optional<MatchResult> witness = prose.first(WITNESS, end / 4, end);
    if (witness.isEmpty()) {
      return Optional.empty();
    }
    int from = witness.get().start();
    List<Said> days =
        prose.all(DATED, from, Math.min(end, from + SIGNED_WITHIN)).stream()
            .map(Days::said)
            .filter(said -> calendar(said).isPresent())
            .map(said -> said.as(Form.SIGNED))
            .toList();
    return prose.first(LAST_SIGNS, 0, end).isPresent() || days.size() <= MOST_SIGNERS
        ? days.stream().max(Comparator.comparing(said -> calendar(said).orElseThrow()))
        : days.stream().findFirst();
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
        .or(() -> ofItsDay(prose));
  }

  /** The day on which it is made, where it says that it holds from then. */
  private static Optional<Said> ofItsDay(Prose prose) {
    return prose
        .first(FROM_ITS_DAY, 0, prose.text().length())
        .flatMap(from -> made(prose))
        .map(day -> day.as(Form.COMPUTED));
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
    Matcher thousand = THOUSAND.matcher(said.value());
    if (thousand.find()) {
      String units = thousand.group("n") == null ? "0" : thousand.group("n");
      String digits = Numerals.wordsToDigits(units.toLowerCase(Locale.ROOT));
      return digits.matches("\\d{1,2}")
          ? said.withValue(thousand.replaceFirst(Integer.toString(2000 + Integer.parseInt(digits))))
          : said;
    }
    return said.withValue(SPLIT_ENDING.matcher(said.value()).replaceAll("$1$2$3"));
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
