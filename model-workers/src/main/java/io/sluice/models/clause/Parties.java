package io.sluice.models.clause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who makes an agreement: the names of its preamble, behind "between" or "among", each up to the
 * bracket that gives it a role; in a letter, those that are given a role ("the Company").
 */
final class Parties {
  /** Words in which a preamble stands, and characters that it has at most. */
  private static final int HEAD = 900;

  private static final int WITHIN = 5000;
  private static final int LONGEST = 1100;
  private static final int MOST = 6;

  private static final Pattern BETWEEN =
      Pattern.compile(
          "\\b(?:between|among|amongst)\\b\\s*:?\\s*(?:and\\s+(?:between|among)\\s+)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:the\\s+undersigned,?\\s*|the\\s+following\\s+parties:?\\s*|(?:1\\.|\\(1\\)|\\(i\\)|\\(a\\)|\\(A\\))\\s*)?");
  private static final Pattern BLANK_OR_NAME = Pattern.compile("^(?:\\s*[_,(\\[]|the\\s+\\p{Lu})");
  private static final Pattern END =
      Pattern.compile(
          "\\b(?:WHEREAS|W\\s?I\\s?T\\s?N\\s?E\\s?S|RECITALS?|Recitals?|BACKGROUND|Background|WITNESSETH|NOW,? THEREFORE|PREAMBLE"
              + "|INTRODUCTION|[Ii]n consideration|IN CONSIDERATION|for the purpose|FOR GOOD|to assure|under which|with reference|who agree"
              + "|as follows|[Tt]he parties|collectively|PRELIMINARY)\\b"
              + "|(?<!\\b(?:[A-Z]|Inc|INC|Corp|CORP|Ltd|LTD|Co|CO|L\\.L\\.C|L\\.P|No|St|N\\.A|Mr|Dr))\\.\\s+(?:\\d{1,2}\\.\\s|[A-Z])");
  private static final Pattern BRACKET = Pattern.compile("\\((?:[^()]|\\([^()]*\\))*+\\)?");
  private static final Pattern JOIN =
      Pattern.compile(
          "^\\s*(?:[“\"][^”\"]{1,40}[”\"])?[\\s,.:;]*(?:(?:on|of)\\s+the\\s+(?:one|other)\\s+(?:hand|part),?\\s*)?"
              + "(?:and|AND|&|by|among|between|or)?[\\s,]*(?:between\\s+|among\\s+)?(?:\\(?\\d\\)\\s*|(?:ii|iii|iv|b|c)\\)\\s*)?"
              + "(?:the\\s+undersigned|undersigned|by|and)?\\s*,?\\s*(?:the\\s+(?=\\p{Lu}))?");
  private static final Pattern AND =
      Pattern.compile(
          "(?:,|;|\\band)\\s+(?:and\\s+)?(?:between\\s+)?(?:the\\s+)?(?=[\\p{Lu}\\p{N}\\p{Ll}])");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d|[Ss]uite|[Ss]treet|Avenue|Road|Blvd|Drive|Floor|P\\.?O\\.? Box");
  private static final Pattern OF_PLACE =
      Pattern.compile(
          "\\b(?:organized|existing|incorporated|laws?\\s+of|offices?|place\\s+of\\s+business|located|residing|address|state\\s+of|whose)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DESCRIBED =
      Pattern.compile(
          "^\\s*,?\\s*(?:\\(|[“\"‘]|(?:an?|the|with|having|whose|located|residing|organized|incorporated|on|acting|individually|for|its|who|together"
              + "|including|as|at|is|by|d/b/a|dba|doing|formerly|collectively|duly|hereinafter|hereafter|herein|of|or|through|in|via|effective"
              + "|dated|being|both|each|jointly|and)\\b|\\.|;|$|\\d)");

  private static final Pattern ROLE =
      Pattern.compile(
          "(?<v>"
              + PartyNames.NAME
              + ")\\s*(?:,\\s+(?:an?|the)\\s[^().“]{0,140}?|,?\\s+(?:and|together|including|on behalf|with)\\s[^().“]{0,120}?)?,?\\s*\\(\\s*"
              + "(?:(?:together|collectively|hereinafter|as|the|each|referred|to|“|\"|‘|with|its|and|or|subsidiaries|affiliates|,|individually"
              + "|herein|in|this|called)\\s*){0,12}[“\"‘'](?:the\\s+)?(?<role>[^”\"’']{2,40})");
  private static final Pattern NO_PARTY =
      Pattern.compile(
          "agreement|transaction|date|information|act\\b|plan|material|representative|merger|shares|stock|code|sec\\b|exchange|rules|group"
              + "|affiliate|purpose|period|term",
          Pattern.CASE_INSENSITIVE);

  private Parties() {}

  /** The names, separated by "; ", and the place of the preamble or of the first role. */
  static Optional<Said> find(Prose prose) {
    String text = prose.text().substring(0, prose.head(HEAD));
    return preamble(text).flatMap(Parties::inPreamble).or(() -> byRole(prose.effort(), text));
  }

  /** A part of the text, from an offset. */
  private record Passage(String text, int start) {}

  private static Optional<Passage> preamble(String text) {
    Matcher between = BETWEEN.matcher(text.substring(0, Math.min(WITHIN, text.length())));
    while (between.find()) {
      String rest = text.substring(between.end(), Math.min(text.length(), between.end() + LONGEST));
      Matcher lead = LEAD.matcher(rest);
      int from = lead.find() ? lead.end() : 0;
      String passage = rest.substring(from);
      Matcher end = END.matcher(passage);
      if (passage.length() > 3 && end.find(3)) {
        passage = passage.substring(0, end.start() + 1);
      }
      Matcher name = PartyNames.ONE.matcher(passage);
      boolean named = name.lookingAt();
      if (named ? introduces(passage, name) : BLANK_OR_NAME.matcher(passage).find()) {
        return Optional.of(new Passage(passage, between.end() + from));
      }
    }
    return Optional.empty();
  }

  /** A firm, or a name with a role or a second name behind it. */
  private static boolean introduces(String passage, Matcher name) {
    String behind = passage.substring(name.end(), Math.min(passage.length(), name.end() + 250));
    return PartyNames.isFirm(PartyNames.clean(name.group()))
        || behind.contains("(")
        || behind.matches("(?s).*\\band\\b.*");
  }

  private static Optional<Said> inPreamble(Passage passage) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String part : BRACKET.matcher(passage.text()).replaceAll(" ¶ ").split("[¶;]")) {
      Matcher join = JOIN.matcher(part);
      String rest = join.find() ? part.substring(join.end()) : part;
      Matcher first = PartyNames.ONE.matcher(rest);
      if (first.lookingAt()) {
        add(names, first.group());
        rest = rest.substring(first.end());
      }
      further(rest).forEach(name -> add(names, name));
    }
    return said(names, passage.start(), passage.start() + passage.text().length(), true);
  }

  /** Names behind an "and" within one part. */
  private static List<String> further(String part) {
    List<String> found = new ArrayList<>();
    Matcher and = AND.matcher(part);
    while (and.find()) {
      Matcher name = PartyNames.ONE.matcher(part).region(and.end(), part.length());
      if (!and.group().contains("and") || !name.lookingAt()) {
        continue;
      }
      String clean = PartyNames.clean(name.group());
      String before = part.substring(Math.max(0, and.start() - 40), and.start());
      boolean person =
          PartyNames.words(clean) >= 2
              && PartyNames.words(clean) <= 4
              && DESCRIBED.matcher(part.substring(name.end())).find()
              && !OF_PLACE.matcher(before).find();
      if (!ADDRESS.matcher(clean).find() && (PartyNames.isFirm(clean) || person)) {
        found.add(name.group());
      }
    }
    return found;
  }

  private static Optional<Said> byRole(Effort effort, String text) {
    Map<String, String> names = new LinkedHashMap<>();
    Matcher roles = effort.matcher(ROLE, text);
    int start = -1;
    int end = -1;
    while (names.size() < 2 && roles.find()) {
      int known = names.size();
      if (!NO_PARTY.matcher(roles.group("role")).find()) {
        PartyNames.of(roles.group("v")).stream()
            .filter(name -> PartyNames.words(name) > 1 || PartyNames.isFirm(name))
            .forEach(name -> names.putIfAbsent(PartyNames.key(name), name));
      }
      if (names.size() > known) {
        start = start < 0 ? roles.start("v") : start;
        end = roles.end("v");
      }
    }
    return said(names, start, end, false);
  }

  private static void add(Map<String, String> names, String run) {
    PartyNames.of(run).forEach(name -> names.putIfAbsent(PartyNames.key(name), name));
  }

  private static Optional<Said> said(
      Map<String, String> names, int start, int end, boolean preamble) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Said(
                String.join("; ", names.values().stream().limit(MOST).toList()),
                start,
                end,
                preamble && names.size() > 1));
  }
}
