package io.sluice.models.clause;

import io.sluice.types.values.Durations;
import io.sluice.types.values.Numerals;
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
                  + "|\\bthe\\s+term\\s+(?=(?:shall|will)\\s+(?:be|commence|begin|start)\\b|is\\b)"
                  + "|\\bterm[”\"’)]*\\s+(?:shall\\s+mean|means)\\b|\\bterm\\s+hereof\\b|[“\"](?:initial\\s+)?(?:term|period)[”\"]"
                  + "|\\b(?:term|duration)(?:\\s+(?:and|of|&)\\s+\\w+)*\\s*[.:]\\s*(?=(?:the|this|unless|subject|except|either)\\b)"
                  + "|\\bterm(?:\\s+of\\s+(?:this\\s+|the\\s+)?agreement)?\\s*:\\s*(?="
                  + Lengths.NUMBER
                  + Lengths.BETWEEN
                  + "(?:years?|months?)\\b)"),
          pattern(
              "\\b"
                  + THIS
                  + "\\b(?!['’]s)|\\bit\\s+(?=(?:shall|will)\\s+(?:continue|remain|expire|terminate|be\\s+(?:in|valid|effective))\\b)"),
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
          "\\b(?:shall|will|is|are|commences?|commencing|begins?|continues?|remains?|expires?|terminates?|extends?|runs?|effective|means|for|ends?|lasts?)\\b|\\bterm(?:\\s+of\\s+(?:this\\s+|the\\s+)?agreement)?\\s*:");
  private static final Pattern LASTS =
      pattern(
          "\\b(?:continu\\w+|remains?|effective|effect|force|commenc\\w+|begin\\w*|expires?|terminates?|extends?|run|be\\s+for|shall\\s+have\\s+an?|lasts?|ends?|for\\s+an?\\s+(?:initial\\s+)?(?:term|period)|valid|binding)\\b");
  private static final Pattern SENTENCE_END =
      pattern("(?<!\\b(?:no|inc|corp|co|ltd|u\\.s|sec|[ap]\\.\\s?m|\\p{L}))[.;](?=\\s|$)");

  private static final String DAY = "(?<v>" + Days.DAY + ")";
  private static final Pattern ON_DAY =
      pattern(
          "\\b(?:until|till|through|thru|ending|ends?|expir\\w+|terminat\\w+|to|conclud\\w+)\\b(?:[^.;\\d]|\\d{1,2}:\\d\\d|\\d\\d?\\s+[ap]\\.?m|[ap]\\.\\s?m\\.?){0,60}?"
              + DAY);
  private static final Pattern STARTS =
      pattern(
          "\\b(?:commenc\\w+|begin\\w*|start\\w*|effective|from|as\\s+of)\\b[^.;\\d]{0,40}?" + DAY);
  private static final Pattern LENGTH =
      pattern(
          "\\b(?<v>"
              + Lengths.NUMBER
              + Lengths.BETWEEN
              + "(?:years?|months?|(?<days>days?|weeks?)))\\b['’]?");

  /** What stands before a length in days that is a term's. */
  private static final Pattern DAYS_LAST =
      pattern("\\b(?:be|for|of|is|:)\\s*(?:an?\\s+(?:\\w+\\s+)?(?:period|term)\\s+of\\s+)?$");

  /** A length that is counted from what nobody can know from the page. */
  private static final Pattern FROM_EVENT =
      pattern(
          "^[^.;,]{0,30}?\\b(?:from|after|following|beginning\\s+(?:on|with)|commencing\\s+(?:on|with)|of)\\s+(?:and\\s+including\\s+)?(?:the\\s+)?(?:date\\s+(?:of|on\\s+which)\\s+)?(?:the\\s+)?(?:\\w+\\s+){0,2}?"
              + "(?:opening|closing|completion|delivery|acceptance|first\\s+(?:commercial|sale|shipment)|commercial\\s+(?:sale|operation|launch)|installation|occupancy|approval|receipt|determination)\\b");

  private static final Pattern ANNIVERSARY =
      pattern(
          "\\b(?<n>"
              + Lengths.ORDINAL
              + ")\\s*(?:\\(\\d{1,2}\\s?[\\p{L} ]{0,4}\\)\\s*)?(?:annual\\s+|year\\s+)?anniversary(?<of>[^.;,]{0,60})");
  private static final Pattern OTHER_LENGTH =
      pattern(
          "notice|prior|renew|additional|successive|further|cure|breach|surviv|confidential|non-?compet|solicit|warrant|audit|record|payment|invoice"
              + "|following\\s+(?:the\\s+)?(?:termination|expiration)|after\\s+(?:the\\s+)?(?:termination|expiration)|more\\s+than|less\\s+than|within|upon\\s+(?:the\\s+)?termination|extend(?:ed|s)?\\b|each");
  private static final Pattern BEHIND_OTHER =
      pattern(
          "^\\s*(?:\\w+\\s+)?(?:renew\\w*|extension)\\b|^[^,;.]{0,45}?\\b(?:notice|prior|after\\s+(?:the\\s+)?(?:termination|expiration)|following\\s+(?:the\\s+)?(?:termination|expiration)|surviv\\w*)\\b");
  private static final Pattern ANOTHER_DAY =
      pattern(
          "notice|dated|(?<!\\b(?:ends?|ending|expires?|expiring|terminates?)\\s)as\\s+of\\s*$|renew|amend|prior\\s+to");
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
  private record End(Said said, int rank) {
    End shifted(int by) {
      return new End(said.shifted(by), rank);
    }
  }

  private static final Pattern IS_PERPETUAL = pattern("\\b(?:shall|will)\\s+be\\s+(?:in\\s+)?$");

  private Ends() {}

  static Optional<Said> find(Prose prose) {
    List<End> ends = new ArrayList<>();
    Optional<Said> begin = Days.holdsFrom(prose).or(() -> Days.made(prose));
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
    return onDay(sentence, from, rank)
        .or(() -> {
          Optional<LocalDate> start =
              said(STARTS, sentence).or(() -> begin).flatMap(Days::calendar);
          return length(sentence, rank)
              .map(length -> after(sentence, length, start, rank))
              .orElseGet(() -> anniversary(sentence, rank, start).or(() -> none(sentence, rank)));
        })
        .map(end -> end.shifted(offset));
  }

  /** The end that a length gives; none where it is counted from what the page does not date. */
  private static Optional<End> after(
      String sentence, MatchResult length, Optional<LocalDate> start, int rank) {
    return FROM_EVENT.matcher(sentence.substring(length.end())).find()
        ? Optional.empty()
        : Durations.read(Lengths.counted(length.group("v")))
            .flatMap(period -> computed(start, period, length, 2 * rank));
  }

  private static Optional<End> onDay(String sentence, int from, int rank) {
    Matcher day = ON_DAY.matcher(sentence);
    while (day.find()) {
      String lead = sentence.substring(Math.max(0, day.start("v") - 70), day.start("v"));
      if (day.start() >= from - 25
          && !ANOTHER_DAY.matcher(lead).find()
          && !STARTS_ON.matcher(sentence.substring(day.start(), day.start("v"))).find()) {
        return Optional.of(new End(Days.said(day.toMatchResult()), 2 * rank));
      }
    }
    return Optional.empty();
  }

  /** The first length of a sentence that is the agreement's. */
  private static Optional<MatchResult> length(String sentence, int rank) {
    Matcher length = LENGTH.matcher(sentence);
    while (length.find()) {
      String before = sentence.substring(0, length.start());
      String lead = before.substring(Math.max(0, before.length() - 60));
      boolean told = rank == 0 || LASTS.matcher(before).find();
      boolean days = length.group("days") != null;
      if (told
          && (!days || rank == 0 && DAYS_LAST.matcher(before).find())
          && !OTHER_LENGTH.matcher(lead).find()
          && !BEHIND_OTHER.matcher(sentence.substring(length.end())).find()) {
        return Optional.of(length.toMatchResult());
      }
    }
    return Optional.empty();
  }

  private static Optional<End> anniversary(String sentence, int rank, Optional<LocalDate> start) {
    Matcher anniversary = ANNIVERSARY.matcher(sentence);
    if (!anniversary.find() || FROM_EVENT.matcher(anniversary.group("of")).find()) {
      return Optional.empty();
    }
    String years =
        Numerals.wordsToDigits(
                anniversary.group("n").toLowerCase(Locale.ROOT).replaceAll("\\s+", " "))
            .replaceAll("\\D", "");
    return computed(
        start, Period.ofYears(Integer.parseInt(years)), anniversary.toMatchResult(), 2 * rank);
  }

  /** That it has no end: surely where the term itself is so called. */
  private static Optional<End> none(String sentence, int rank) {
    Matcher none = NO_END.matcher(sentence);
    if (!none.find()) {
      return Optional.empty();
    }
    String before = sentence.substring(0, none.start());
    if (!LASTS.matcher(before).find() && !(rank == 0 && IS_PERPETUAL.matcher(before).find())) {
      return Optional.empty();
    }
    Said open = Said.of(none.toMatchResult()).withValue("perpetual").as(Form.OPEN);
    return Optional.of(new End(open, 2 * rank + 3));
  }

  private static Optional<Said> said(Pattern pattern, String sentence) {
    Matcher matcher = pattern.matcher(sentence);
    return matcher.find() ? Optional.of(Days.said(matcher.toMatchResult())) : Optional.empty();
  }

  private static Optional<End> computed(
      Optional<LocalDate> start, Period length, MatchResult match, int rank) {
    return start.map(day ->
        new End(
            new Said(day.plus(length).toString(), match.start(), match.end(), Form.COMPUTED),
            rank));
  }

  /** For how long it lasts at first. */
  static Optional<Said> length(Prose prose) {
    for (int rank = 0; rank < SUBJECTS.size() - 1; rank++) {
      List<MatchResult> subjects = prose.all(SUBJECTS.get(rank));
      for (MatchResult subject : subjects.subList(0, Math.min(MOST, subjects.size()))) {
        String sentence =
            sentence(prose.after(subject.start(), LONGEST), subject.end() - subject.start());
        if (!OBJECT.get(rank).matcher(prose.before(subject.start(), 25)).find()
            && VERB.matcher(sentence).find()) {
          Optional<MatchResult> length = length(sentence, rank);
          if (length.isPresent()) {
            return Optional.of(
                Said.of(length.get())
                    .withValue(Lengths.counted(length.get().group("v")))
                    .shifted(subject.start()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
