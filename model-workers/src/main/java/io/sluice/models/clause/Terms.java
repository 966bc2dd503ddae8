package io.sluice.models.clause;

import io.sluice.types.values.Numerals;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How long an agreement binds, for how long it is renewed. */
final class Terms {
  private static final String V =
      "(?<v>" + Lengths.NUMBER + Lengths.BETWEEN + "(?:years?|months?|days?|weeks?)['’]?)";

  private static final String BINDS =
      "(?:this\\s+(?:letter\\s+|confidentiality\\s+|non-?disclosure\\s+|mutual\\s+)?agreement"
          + "|the\\s+term\\s+(?:hereof|of\\s+this(?:\\s+\\w+)?\\s+agreement)"
          + "|(?:your|its|their|the|all|each\\s+party['’]s|our|a\\s+recipient['’]s|recipient['’]s|such)\\s+(?:\\w+\\s+){0,3}"
          + "(?:obligations?|duty|duties|restrictions)(?:\\s+(?:and|or)\\s+\\w+)?"
          + "(?:\\s+(?:of|to|under|set\\s+forth|in|hereunder|contained|pursuant|imposed|herein)[^.;]{0,80}?)?)";
  private static final List<Pattern> BINDING =
      List.of(
          pattern(
              BINDS
                  + "\\s+[^.;]{0,80}?(?:shall|will|is|does|expires?|terminates?|continues?|remains?)\\b[^.;]{0,140}?"
                  + "\\b(?:terminate|expire|continue|remain|survive|effective|effect|force|binding|be|for|of|cease|end|is|upon)\\b[^.;]{0,90}?\\b"
                  + V
                  + "[^.;]{0,60}?(?:\\b(?:from|after|following|beginning|commencing|of|term|anniversary|thereafter|as\\s+of)\\b|,|\\.)"),
          pattern(
              "\\bterm\\s+of\\s+this\\s+(?:\\w+\\s+)?agreement\\b[^.;]{0,60}?(?:shall\\s+be|is|for)\\s+(?:a\\s+(?:period|term)\\s+of\\s+)?"
                  + V),
          pattern("\\bcontinue\\s+to\\s+be\\s+bound\\b[^.;]{0,140}?" + V),
          pattern(
              "\\b(?:terminate|expire)s?\\b[^.;]{0,90}?"
                  + V
                  + "\\s+(?:from|after|following|anniversary)"));

  /** It binds until an anniversary of its own day. */
  private static final Pattern ANNIVERSARY =
      pattern(
          "\\b(?:terminat\\w+|expir\\w+|continu\\w+|remain\\w*|effect|force|surviv\\w+|ceases?|ends?)\\b[^.;]{0,120}?\\b(?<n>"
              + Lengths.ORDINAL
              + ")\\s*(?:\\(\\d{1,2}\\s?[\\p{L} ]{0,4}\\)\\s*)?(?:annual\\s+|year\\s+)?anniversary\\s+(?:of\\s+)?(?:the\\s+)?"
              + "(?:(?:effective\\s+)?date\\b(?!\\s+of\\s+(?:termination|separation|closing))|this|hereof|execution)");

  /** What a term is counted from, or that nothing is said. */
  private static final Pattern COUNTED =
      pattern(
          "^[^.;]{0,70}?\\b(?:date|hereof|hereafter|effective|execution|agreement|disclosure|disclosed|written|anniversary)\\b"
              + "|^\\s*(?:period|term)?\\s*[.,;(]|^\\s*or\\s+until\\b");

  /** Other times that such documents speak of. */
  private static final Pattern OTHER_TIME =
      pattern(
          "employ|terminat|solicit|separation|consult|service|closing|merger|resign|notice|vest|ceases|standstill|prior\\s+to");

  /** Words of an end that are not those of another time: "unless earlier terminated". */
  private static final Pattern EARLIER =
      pattern("\\bterminate\\s|\\b(?:otherwise|earlier|sooner)\\s+(?:\\w+\\s+)?terminated\\b");

  /** Counted from the end of something: "from the date on which he ceases to be". */
  private static final Pattern FROM_LEAVING =
      pattern(
          "^[^,;.(]{0,40}?\\bdate\\s+(?:of|on\\s+which)\\b[^,;.(]{0,50}?\\b(?:terminat|ceas|separat|leav|resign)");

  private static final List<Pattern> RENEWED =
      List.of(
          pattern(
              "\\b(?:renew(?:ed|s|al|als|able|ing)?|extend(?:ed|s)?|extension|successive)\\b"
                  + "[^.;]{0,140}?"
                  + V
                  + "[^.;]{0,40}?\\b(?:periods?|terms?|basis|renewals?|extensions?|each|unless|thereafter|increments)"),
          pattern(
              "\\b(?:additional|further|subsequent|consecutive)\\b[^.;]{0,30}?"
                  + V
                  + "\\s+(?:periods?|terms?|increments|renewals?)"),
          pattern(
              "\\b(?:automatically\\s+)?(?:renew(?:ed|s)?|extend(?:ed|s)?)\\b[^.;]{0,100}?" + V),
          pattern("\\b" + V + "\\s+(?:renewal|extension)\\s+(?:term|period)"));

  /** Renewals that are called by how often they come. */
  private static final Pattern OFTEN =
      pattern(
          "\\brenew\\w*\\b[^.;]{0,60}?\\b(?:on\\s+an\\s+)?(?<each>annual(?:ly)?|yearly|each\\s+year|every\\s+year)\\b(?!\\s+fee)"
              + "|\\b(?:agreement|term|contract|licen[cs]e|lease|it)\\b[^.;]{0,220}?\\b(?:renew\\w*|continu\\w*|extend\\w*|effective|remain\\w*)\\b[^.;]{0,80}?"
              + "\\b(?:(?:from\\s+)?(?<unit>year|month)[\\s-]+to[\\s-]+(?:year|month)|(?:successive|additional|consecutive)\\s+(?<often>annual|yearly|monthly|one-year)\\s+(?:periods?|terms?))");

  private static final Pattern SHORT = pattern("(?:days?|weeks?)['’]?$");
  private static final Pattern RENEWS = pattern("renew|extend|extension|successive");
  private static final Pattern PERIOD =
      pattern("^[\\s-]*(?:periods?|terms?|increments?|renewals?|extensions?)\\b(?!\\s+notice)");

  /** What makes a length a bound of something else. */
  private static final Pattern LIMIT =
      pattern(
          "\\b(?:longer|more|less|later|fewer|shorter|sooner)\\s+than\\s+$|\\b(?:exceed\\w*|within|least)\\s+$");

  /** What follows a length that is a notice's. */
  private static final Pattern NOTICE =
      pattern("^\\s*(?:\\w+\\s+)?(?:(?:prior|advance|written|notice|before)\\b)");

  /**
   * What is counted from an end is no renewal: "any renewal, and one year after its expiration".
   */
  private static final Pattern FROM_END =
      pattern(
          "^[^.;,]{0,12}\\b(?:following|after|from)\\s+(?:the\\s+|any\\s+|its\\s+|such\\s+)?(?:\\w+\\s+or\\s+(?:\\w+\\s+)?)?(?:expir|terminat)");

  /** Renewals for as long as before. */
  private static final Pattern AS_BEFORE =
      pattern(
          "\\b(?:agreement|term|contract|licen[cs]e|lease|it)\\b[^.;]{0,120}?\\b(?:(?:renews?|renewed|extends?|extended)\\s+automatically|automatically\\s+(?:be\\s+)?(?:renews?|renewed|extends?|extended))\\b"
              + "|\\b(?:renews?|renewed|extends?|extended)\\b[^.;]{0,80}?\\b(?:like|same|equal|identical|similar)\\s+(?:\\w+\\s+)?(?:periods?|terms?|duration)\\b");

  private Terms() {}

  /** How long it binds: a term that is counted from the agreement itself. */
  static Optional<Said> binding(Prose prose) {
    return stated(prose).or(() -> untilAnniversary(prose));
  }

  private static Optional<Said> untilAnniversary(Prose prose) {
    return prose.all(ANNIVERSARY).stream()
        .filter(match -> !OTHER_TIME.matcher(prose.before(match.start(), 60)).find())
        .findFirst()
        .map(match ->
            new Said(
                Numerals.wordsToDigits(match.group("n").toLowerCase(Locale.ROOT))
                        .replaceAll("\\D", "")
                    + " years",
                match.start("n"),
                match.end("n"),
                Form.COMPUTED));
  }

  private static Optional<Said> stated(Prose prose) {
    return first(
        prose,
        BINDING,
        match -> {
          String tail = sentence(prose.after(match.end("v"), 90), "[.;]") + ".";
          String lead = prose.before(match.start("v"), 60);
          var counted = COUNTED.matcher(tail);
          return !SHORT.matcher(match.group("v")).find()
              && counted.find()
              && !OTHER_TIME.matcher(counted.group()).find()
              && !FROM_LEAVING.matcher(tail).find()
              && !OTHER_TIME
                  .matcher(
                      EARLIER.matcher(lead.substring(lead.lastIndexOf('.') + 1)).replaceAll(""))
                  .find();
        });
  }

  /** For how long it is renewed. */
  static Optional<Said> renewed(Prose prose) {
    return first(
            prose,
            RENEWED,
            match -> {
              String after = prose.after(match.end("v"), 60);
              boolean days = SHORT.matcher(match.group("v")).find();
              return !NOTICE.matcher(after).find()
                  && !LIMIT.matcher(prose.before(match.start("v"), 20)).find()
                  && !FROM_END.matcher(after).find()
                  && (!days
                      || PERIOD.matcher(after).find() && RENEWS.matcher(match.group()).find());
            })
        .or(() ->
            prose
                .first(OFTEN, 0, prose.text().length())
                .map(match ->
                    new Said(
                        isMonth(match) ? "1 month" : "1 year",
                        match.start(),
                        match.end(),
                        Form.OPEN)))
        .or(() ->
            prose
                .first(AS_BEFORE, 0, prose.text().length())
                .flatMap(match ->
                    Ends.length(prose)
                        .map(length ->
                            new Said(length.value(), match.start(), match.end(), Form.COMPUTED))));
  }

  private static boolean isMonth(MatchResult match) {
    return "month".equalsIgnoreCase(match.group("unit"))
        || "monthly".equalsIgnoreCase(match.group("often"));
  }

  /** The first length that one of the phrases says and the rule lets pass. */
  private static Optional<Said> first(
      Prose prose, List<Pattern> phrases, Predicate<MatchResult> rule) {
    return phrases.stream()
        .flatMap(phrase -> prose.all(phrase).stream())
        .filter(rule)
        .findFirst()
        .map(Said::of)
        .map(said -> said.withValue(Lengths.counted(said.value())));
  }

  private static String sentence(String text, String ends) {
    return text.split(ends, 2)[0];
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
