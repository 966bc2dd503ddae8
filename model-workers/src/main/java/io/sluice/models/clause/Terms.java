package io.sluice.models.clause;

import io.sluice.types.values.Durations;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long an agreement binds, when it ends, for how long it is renewed. */
final class Terms {
  private static final String NUMBER =
      "(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty(?:[- ]four)?|thirty(?:[- ]six)?|sixty)"
          + "(?:[ -]?\\(\\d{1,3}\\))?|\\d{1,3}|an?)";
  private static final String V =
      "(?<v>" + NUMBER + "[\\s-]+(?:calendar\\s+)?(?:years?|months?|days?|weeks?)['’]?)";
  private static final String DAY = "(?<v>" + Days.DAY + ")";

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
                  + "\\s+[^.;]{0,80}?(?:shall|will|is|does|expires|terminates|continues)\\b[^.;]{0,140}?"
                  + "\\b(?:terminate|expire|continue|remain|survive|effective|effect|force|binding|be|for|of|cease|end|is|upon)\\b[^.;]{0,90}?\\b"
                  + V
                  + "[^.;]{0,60}?(?:\\b(?:from|after|following|beginning|commencing|of|term|anniversary|thereafter|as\\s+of)\\b|,|\\.)"),
          pattern(
              "\\bterm\\s+of\\s+this\\s+(?:\\w+\\s+)?agreement\\b[^.;]{0,60}?(?:shall\\s+be|is|for)\\s+(?:a\\s+(?:period|term)\\s+of\\s+)?"
                  + V),
          pattern(
              "\\b(?:terminate|expire)s?\\b[^.;]{0,90}?"
                  + V
                  + "\\s+(?:from|after|following|anniversary)"));

  /** What a term is counted from, or that nothing is said. */
  private static final Pattern COUNTED =
      pattern(
          "^[^.;]{0,70}?\\b(?:date|hereof|hereafter|effective|execution|agreement|disclosure|disclosed|written|anniversary)\\b"
              + "|^\\s*(?:period|term)?\\s*[.,;(]");

  /** Other times that such documents speak of. */
  private static final Pattern OTHER_TIME =
      pattern(
          "employ|terminat|solicit|separation|consult|service|closing|merger|resign|notice|vest|ceases");

  private static final List<Pattern> RENEWED =
      List.of(
          pattern(
              "\\b(?:renew(?:ed|s|al|als|able|ing)?|extend(?:ed|s)?|extension|additional|successive|further|subsequent|consecutive)\\b"
                  + "[^.;]{0,140}?"
                  + V
                  + "[^.;]{0,40}?\\b(?:periods?|terms?|basis|renewals?|extensions?|each|unless|thereafter|increments)"),
          pattern(
              "\\b(?:automatically\\s+)?(?:renew(?:ed|s)?|extend(?:ed|s)?)\\b[^.;]{0,100}?" + V),
          pattern("\\b" + V + "\\s+(?:renewal|extension)\\s+(?:term|period)"));
  private static final Pattern EVERY_YEAR =
      pattern(
          "\\b(?<v>year[- ]to[- ]year|annual(?:ly)?)\\b[^.;]{0,30}renew"
              + "|renew[^.;]{0,40}(?:year[- ]to[- ]year|annually|from\\s+year\\s+to\\s+year)");

  private static final List<Pattern> ENDS_ON =
      List.of(
          pattern(
              "\\b(?:agreement|term)\\b[^.;]{0,160}?\\b(?:until|through|thru|ending|ends?|expires?|terminates?|to)\\b[^.;\\d]{0,40}?"
                  + DAY),
          pattern("\\bexpiration\\s+date\\b[^.;\\d]{0,40}?" + DAY),
          pattern("\\b(?:expires?|terminates?|ends?|ending)\\s+(?:on|as\\s+of)\\s+" + DAY));
  private static final Pattern ANOTHER_DAY = pattern("notice|dated|as\\s+of\\s*$|renew|amend");
  private static final List<Pattern> FIRST_TERM =
      List.of(
          pattern(
              "\\b(?:initial\\s+term|term\\s+of\\s+(?:this|the)\\s+(?:\\w+\\s+)?agreement|(?:[\"“]|the\\s+|\\d\\.?\\s+)term[”\"]?"
                  + "|this\\s+(?:\\w+\\s+)?agreement)\\b[^.;]{0,120}?"
                  + "\\b(?:shall|will|is|for|of|commence[sd]?|begins?|continues?|remains?|effective|expires?|terminates?)\\b[^.;]{0,120}?"
                  + "\\b(?:for|of|be|is|until|through|continue|end|expire|terminate)\\b[^.;]{0,50}?"
                  + V),
          pattern(
              "\\bfor\\s+an?\\s+(?:initial\\s+)?(?:term|period)\\s+of\\s+"
                  + V
                  + "[^.;]{0,80}?\\b(?:effective|commencement|date|execution|hereof)"));
  private static final Pattern OTHER_TERM =
      pattern(
          "notice|prior|renew|additional|successive|terminat|written|days|cure|breach|surviv|confidential|non-?compet|solicit|warrant"
              + "|audit|record|payment|invoice");
  private static final Pattern NO_END =
      pattern(
          "\\b(?:agreement|term)\\b[^.;]{0,160}?\\b(?:continue|remain|be|effective|effect|force)\\b[^.;]{0,80}?"
              + "\\b(?<v>until\\s+(?:(?:it\\s+is\\s+|otherwise\\s+|earlier\\s+|sooner\\s+)?(?:terminated|cancelled|canceled)|the\\s+termination"
              + "|such\\s+time)|indefinite|unless\\s+(?:(?:and\\s+until\\s+)?(?:it\\s+is\\s+)?(?:sooner\\s+|earlier\\s+|otherwise\\s+)?terminated)"
              + "|in\\s+perpetuity|perpetual)");
  private static final Pattern SHORT = pattern("(?:days?|weeks?)['’]?$");
  private static final Pattern NOTICE = pattern("notice|prior");

  private Terms() {}

  /** How long it binds: a term that is counted from the agreement itself. */
  static Optional<Said> binding(Prose prose) {
    return first(
        prose,
        BINDING,
        match -> {
          String tail = sentence(prose.after(match.end("v"), 90), "[.;]") + ".";
          String lead = prose.before(match.start("v"), 60);
          var counted = COUNTED.matcher(tail);
          return counted.find()
              && !OTHER_TIME.matcher(counted.group()).find()
              && !OTHER_TIME
                  .matcher(lead.substring(lead.lastIndexOf('.') + 1).replace("terminate ", ""))
                  .find();
        });
  }

  /** For how long it is renewed. */
  static Optional<Said> renewed(Prose prose) {
    return first(prose, RENEWED, match -> !NOTICE.matcher(prose.after(match.end("v"), 25)).find())
        .or(() ->
            prose
                .first(EVERY_YEAR, 0, prose.text().length())
                .map(match -> new Said("1 year", match.start(), match.end(), false)));
  }

  /**
   * When it ends: the day that is said, or the one that the first term gives, whichever comes first
   * in the text; "perpetual" if it goes on until someone ends it.
   */
  static Optional<Said> ends(Prose prose) {
    Stream<Said> onDay =
        ENDS_ON.stream()
            .flatMap(phrase ->
                prose.all(phrase).stream()
                    .filter(match -> {
                      String lead = prose.text().substring(match.start(), match.start("v"));
                      return !ANOTHER_DAY
                          .matcher(lead.substring(Math.max(0, lead.length() - 70)))
                          .find();
                    })
                    .limit(1))
            .map(Days::said);
    Stream<Said> afterTerm =
        FIRST_TERM.stream()
            .flatMap(
                phrase -> first(prose, List.of(phrase), match -> isTerm(prose, match)).stream())
            .flatMap(term -> end(prose, term).stream());
    return Stream.concat(onDay, afterTerm)
        .min(Comparator.comparingInt(Said::start))
        .or(() ->
            prose
                .first(NO_END, 0, prose.text().length())
                .map(match -> Said.of(match).withValue("perpetual").unsure()));
  }

  private static boolean isTerm(Prose prose, MatchResult match) {
    String lead =
        prose.text().substring(Math.max(match.start(), match.start("v") - 60), match.start("v"));
    return !OTHER_TERM.matcher(sentence(prose.after(match.end("v"), 60), "[.;,]")).find()
        && !OTHER_TERM.matcher(lead).find();
  }

  /** The day on which a term of whole months ends that begins with the agreement. */
  private static Optional<Said> end(Prose prose, Said term) {
    Optional<Period> length = Durations.read(term.value());
    Optional<LocalDate> begin = Days.holdsFrom(prose).flatMap(Days::calendar);
    if (length.isEmpty() || length.get().getDays() != 0 || begin.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(term.withValue(begin.get().plus(length.get()).toString()).unsure());
  }

  /** The first length of at least a month that one of the phrases says and the rule lets pass. */
  private static Optional<Said> first(
      Prose prose, List<Pattern> phrases, Predicate<MatchResult> rule) {
    return phrases.stream()
        .flatMap(phrase -> prose.all(phrase).stream())
        .filter(match -> !SHORT.matcher(match.group("v")).find())
        .filter(rule)
        .findFirst()
        .map(Said::of)
        .map(said ->
            said.withValue(said.value().replace('-', ' ').replaceFirst("(?i)^an?\\s", "1 ")));
  }

  private static String sentence(String text, String ends) {
    return text.split(ends, 2)[0];
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
