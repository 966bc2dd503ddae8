package io.sluice.models.clause;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People who sign for themselves: behind "/s/", not behind "By:", and with no title below. Their
 * name is printed once more, or stands under what they are in the agreement ("EMPLOYEE:").
 */
final class Signers {
  private static final int MOST = 4;

  /** Characters behind a signature in which its printed name and title stand. */
  private static final int BELOW = 140;

  private static final int ABOVE = 120;
  private static final String PERSON =
      "\\p{Lu}[\\p{L}'’.-]*(?: \\p{Lu}[\\p{L}'’.-]*){1,3}(?:, (?:Jr|Sr|II|III)\\.?)?";
  private static final Pattern SIGNED = Pattern.compile("/s/[ _]*(?<v>" + PERSON + ")");
  private static final Pattern NAME = Pattern.compile("(?<![\\p{L}.])" + PERSON);
  private static final Pattern FOR_ANOTHER =
      Parties.pattern(
          "(?:\\b(?:by|per|its|name|attest|witness(?:ed)?(?: by)?)\\s*:?|notary[^\\n]*)\\s*[_ ]*$");
  private static final Pattern TITLE =
      Parties.pattern(
          "\\b(?:president|chief|officer|director|secretary|manager|vice|ceo|cfo|coo|title|its|partner|chairman|chairperson|member|treasurer|counsel|attorney"
              + "|witness|notary|trustee|executive|head|principal|authori[sz]ed|signatory|founder|owner|svp|evp)\\b");
  private static final Pattern IN_PERSON =
      Parties.pattern(
          "\\b(?:employee|executive|consultant|associate|contractor|individual(?:ly)?|second party|recipient|director|shareholder|stockholder|athlete|artist|author"
              + "|talent|advis[eo]r|optionee|inventor|guarantor|franchisee|in (?:his|her) personal capacity)\\b[^\\n]{0,20}:?\\s*(?:signature\\s*:?\\s*)?$");
  private static final Pattern LABEL = Parties.pattern("\\b(?:by|name|date|its|title)\\b");
  private static final Pattern PRINTED = Parties.pattern("\\b(?:signature|print)");

  private Signers() {}

  /** Who signs for himself or herself, in order, each once. */
  static List<PartyName> of(Prose prose) {
    Map<String, PartyName> found = new LinkedHashMap<>();
    int end = prose.text().length();
    List<MatchResult> signed = prose.all(SIGNED, end / 4, end);
    for (int i = 0; i < signed.size(); i++) {
      MatchResult one = signed.get(i);
      int from = i == 0 ? 0 : signed.get(i - 1).end();
      int to = i + 1 < signed.size() ? signed.get(i + 1).start() : end;
      String above = prose.text().substring(Math.max(from, one.start() - ABOVE), one.start());
      String below = prose.text().substring(one.end(), Math.min(to, one.end() + BELOW));
      name(one, above, below).ifPresent(name -> found.putIfAbsent(name.key(), name));
    }
    return found.size() > MOST ? List.of() : List.copyOf(found.values());
  }

  private static Optional<PartyName> name(MatchResult signed, String above, String below) {
    if (TITLE.matcher(below).find() || FOR_ANOTHER.matcher(above).find()) {
      return Optional.empty();
    }
    String value = signed.group("v");
    String last = last(value);
    String line = above.strip();
    Matcher before = NAME.matcher(line.substring(line.lastIndexOf('\n') + 1));
    if (before.matches() && last(before.group()).equals(last)) {
      return Optional.of(named(before.group(), signed));
    }
    Matcher printed = NAME.matcher(LABEL.matcher(below).replaceAll(" : "));
    while (printed.find()) {
      if (last(printed.group()).equals(last)) {
        return Optional.of(named(printed.group(), signed));
      }
    }
    return IN_PERSON.matcher(above).find() || PRINTED.matcher(below).find()
        ? Optional.of(named(value, signed))
        : Optional.empty();
  }

  private static PartyName named(String value, MatchResult signed) {
    return new PartyName(value, signed.start("v"), signed.end("v"), false);
  }

  private static String last(String name) {
    String key = PartyName.key(name);
    return key.substring(key.lastIndexOf(' ') + 1);
  }
}
