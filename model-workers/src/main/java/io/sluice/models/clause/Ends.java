package io.sluice.models.clause;

import io.sluice.types.values.Durations;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When an agreement ends. The sentences that speak of its term are read for a day, for a length
 * that is counted from the day on which it begins, or for having no end; the one that speaks of the
 * term most plainly is believed.
 */
final class Ends {
  /** Characters of a sentence, and how many sentences of a kind are read. */
  private static final int LONGEST = 420;

  private static final int MOST = 600;

  private static final String THIS =
      "(?:(?:this|the)\\s+(?:\\w+[\\s-]+){0,4}?(?:agreement|contract|lease|appointment|engagement|license|alliance|venture)|\\bthis\\s+(?-i:\\p{Lu}{2,6}))";

  /** What such a sentence is about, the plainest first. */
  private static final List<Pattern> SUBJECTS =
      List.of(
          pattern(
              "\\b(?:initial|original|primary|effective|contract)\\s+(?:\\w+\\s+)?(?:term|period)\\b"
                  + "|\\b(?:the\\s+)?(?:term|duration)\\s+(?:[(“\"’”a-z,)\\s]{0,30})?(?:of|for)\\s+"
                  + THIS
                  + "|\\bterm\\s+hereof\\b|[“\"](?:initial\\s+)?(?:term|period)[”\"]"
                  + "|\\b(?:term|duration)(?:\\s+(?:and|of|&)\\s+\\w+)*\\s*[.:]\\s*(?=(?:the|this|unless|subject|except|either)\\b)"),
          pattern("\\b" + THIS + "\\b(?!['’]s)"),
          pattern("\\bthe\\s+term\\b"));

  /** What stands before it where the sentence is about something else. */
  private static final List<Pattern> OBJECT =
      List.of(
          pattern(
              "\\b(?:during|for|throughout|(?:end|expiration|remainder|termination|expiry|part|balance)\\s+of)\\s+(?:the\\s+)?$"),
          pattern(
              "\\b(?:of|under|in|to|by|with|during|for|from|after|upon|terminate|renew|execute[sd]?|throughout|than)\\s+(?:the\\s+)?$"));

  private static final Pattern VERB =
      pattern(
          "\\b(?:shall|will|is|are|commences?|commencing|begins?|continues?|remains?|expires?|terminates?|extends?|runs?|effective|means|for|ends?|lasts?)\\b");
  private static final Pattern LASTS =
      pattern(
          "\\b(?:continu\\w+|remains?|effective|effect|force|commenc\\w+|begin\\w*|expires?|terminates?|extends?|run|be\\s+for|lasts?|ends?|for\\s+an?\\s+(?:initial\\s+)?(?:term|period)|valid|binding)\\b");
  private static final Pattern SENTENCE_END =
      pattern("(?<!\\b(?:no|inc|corp|co|ltd|u\\.s|sec|\\p{L}))[.;](?=\\s|$)");

  private static final String DAY = "(?<v>" + Days.DAY + ")";
  private static final Pattern ON_DAY =
      pattern(
          "\\b(?:until|through|thru|ending|ends?|expir\\w+|terminat\\w+|to|conclud\\w+)\\b[^.;\\d]{0,60}?"
              + DAY);
  private static final Pattern STARTS =
      pattern(
          "\\b(?:commenc\\w+|begin\\w*|start\\w*|effective|from|as\\s+of)\\b[^.;\\d]{0,40}?" + DAY);
  private static final String COUNT =
      "(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty(?:[-\\s]?(?:four|five))?|thirty(?:[-\\s]?six)?|forty"
          + "(?:[-\\s]?eight)?|fifty|sixty|ninety[-\\s]nine)(?:[\\s-]?\\(\\s?\\d{1,3}\\s?\\))?|\\d{1,3}(?:\\s?\\(\\d{1,3}\\))?|an?)";
  private static final Pattern LENGTH =
      pattern(
          "\\b(?<v>"
              + COUNT
              + "[\\s-]+(?:full\\s+|calendar\\s+|consecutive\\s+)?(?:years?|months?))\\b['’]?");
  private static final Pattern ANNIVERSARY =
      pattern(
          "\\b(?<n>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fifteenth|twentieth|\\d{1,2}(?:st|nd|rd|th))\\s*(?:\\(\\d{1,2}\\s?[\\p{L} ]{0,4}\\)\\s*)?(?:annual\\s+)?anniversary");
  private static final List<String> ORDINALS =
      List.of(
          "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
          "tenth");
  private static final Pattern OTHER_LENGTH =
      pattern(
          "notice|prior|renew|additional|successive|further|cure|breach|surviv|confidential|non-?compet|solicit|warrant|audit|record|payment|invoice"
              + "|following\\s+(?:the\\s+)?(?:termination|expiration)|after\\s+(?:the\\s+)?(?:termination|expiration)|more\\s+than|less\\s+than|within|upon\\s+(?:the\\s+)?termination|extend(?:ed|s)?\\b|each");
  private static final Pattern BEHIND_OTHER =
      pattern(
          "^[^,;.]{0,45}?\\b(?:notice|prior|renew\\w*|after\\s+(?:the\\s+)?(?:termination|expiration)|following\\s+(?:the\\s+)?(?:termination|expiration)|surviv\\w*|extension)\\b");
  private static final Pattern ANOTHER_DAY =
      pattern("notice|dated|as\\s+of\\s*$|renew|amend|prior\\s+to");
  private static final Pattern STARTS_ON = pattern("commenc|begin|start|effective");

  /** The day that a bracket calls the end of the term. */
  private static final Pattern CALLED_TERM =
      pattern(
          "\\b(?:through|until|ending(?:\\s+on)?|to)\\s+"
              + DAY
              + "[\\s,]*\\(?(?:the\\s+)?[“\"](?:initial\\s+)?term");

  private static final Pattern NO_END =
      pattern(
          "\\b(?<v>perpetual(?:ly)?|perpetuity|indefinite(?:ly)?|until\\s+(?:(?:it\\s+is\\s+|this\\s+agreement\\s+is\\s+|otherwise\\s+|earlier\\s+|sooner\\s+|properly\\s+)*(?:terminated|cancelled|canceled)"
              + "|(?:the\\s+)?(?:earlier\\s+)?termination|such\\s+time|the\\s+last|either\\s+party|all\\s+of)"
              + "|unless\\s+(?:and\\s+until\\s+)?(?:(?:it\\s+is\\s+)?(?:sooner\\s+|earlier\\s+|otherwise\\s+)?terminated))");

  /** An end that a sentence says, and how plainly it speaks of the term. */
  private record End(Said said, int rank) {}

  private Ends() {}

  static Optional<Said> find(Prose prose) {
    List<End> ends = new ArrayList<>();
    Optional<Said> begin = Days.holdsFrom(prose);
    for (int rank = 0; rank < SUBJECTS.size(); rank++) {
      List<MatchResult> subjects = prose.all(SUBJECTS.get(rank));
      for (MatchResult subject : subjects.subList(0, Math.min(MOST, subjects.size()))) {
        int from = subject.start();
        String sentence = sentence(prose.after(from, LONGEST), subject.end() - from);
        if (!OBJECT.get(Math.min(rank, 1)).matcher(prose.before(from, 25)).find()
            && VERB.matcher(sentence).find()) {
          end(sentence, subject.end() - from, from, rank, begin).ifPresent(ends::add);
        }
      }
    }
    prose
        .first(CALLED_TERM, 0, prose.text().length())
        .ifPresent(match -> ends.add(new End(Days.said(match), 0)));
    return ends.stream()
        .min(Comparator.comparingInt(End::rank).thenComparingInt(end -> end.said().start()))
        .map(End::said);
  }

  private static String sentence(String text, int from) {
    Matcher end = SENTENCE_END.matcher(text);
    return end.find(Math.min(from, text.length())) ? text.substring(0, end.start()) : text;
  }

  private static Optional<End> end(
      String sentence, int from, int offset, int rank, Optional<Said> begin) {
    Matcher day = ON_DAY.matcher(sentence);
    while (day.find()) {
      String lead = sentence.substring(Math.max(0, day.start("v") - 70), day.start("v"));
      if (day.start() >= from - 25
          && !ANOTHER_DAY.matcher(lead).find()
          && !STARTS_ON.matcher(sentence.substring(day.start(), day.start("v"))).find()) {
        return Optional.of(new End(shifted(Days.said(day.toMatchResult()), offset), 2 * rank));
      }
    }
    Optional<LocalDate> start = said(STARTS, sentence).or(() -> begin).flatMap(Days::calendar);
    Matcher length = LENGTH.matcher(sentence);
    while (length.find()) {
      String lead = sentence.substring(Math.max(0, length.start() - 60), length.start());
      boolean told = rank == 0 || LASTS.matcher(sentence.substring(0, length.start())).find();
      if (told
          && !OTHER_LENGTH.matcher(lead).find()
          && !BEHIND_OTHER.matcher(sentence.substring(length.end())).find()) {
        return Durations.read(length.group("v").replaceFirst("(?i)^an?\\s", "1 "))
            .flatMap(period -> computed(start, period, length.toMatchResult(), offset, 2 * rank));
      }
    }
    Matcher anniversary = ANNIVERSARY.matcher(sentence);
    if (anniversary.find()) {
      return computed(
          start,
          Period.ofYears(ordinal(anniversary.group("n"))),
          anniversary.toMatchResult(),
          offset,
          2 * rank);
    }
    Matcher none = NO_END.matcher(sentence);
    if (none.find() && LASTS.matcher(sentence.substring(0, none.start())).find()) {
      Said open = Said.of(none.toMatchResult()).withValue("perpetual").unsure();
      return Optional.of(new End(shifted(open, offset), 2 * rank + 3));
    }
    return Optional.empty();
  }

  private static Optional<Said> said(Pattern pattern, String sentence) {
    Matcher matcher = pattern.matcher(sentence);
    return matcher.find() ? Optional.of(Days.said(matcher.toMatchResult())) : Optional.empty();
  }

  private static Optional<End> computed(
      Optional<LocalDate> start, Period length, MatchResult match, int offset, int rank) {
    return start.map(day ->
        new End(
            new Said(
                day.plus(length).toString(), offset + match.start(), offset + match.end(), false),
            rank));
  }

  private static int ordinal(String word) {
    int named = ORDINALS.indexOf(word.toLowerCase(Locale.ROOT));
    if (named >= 0) {
      return named + 1;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "fifteenth" -> 15;
      case "twentieth" -> 20;
      default -> Integer.parseInt(word.replaceAll("\\D", ""));
    };
  }

  private static Said shifted(Said said, int by) {
    return new Said(said.value(), said.start() + by, said.end() + by, said.sure());
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
