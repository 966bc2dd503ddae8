package io.sluice.models.clause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The firms and people that sign: names on the lines above "By:", "Per:", "Signature". */
final class Signatures {
  private static final Pattern SIGNED =
      Pattern.compile(
          "(?:^|[\\n\\t])\\s*(?:By|BY|Per|PER|Its|Signature|SIGNATURE|Signed)\\s*:?\\s*(?=[\\s_/\\[\\n]|$)");

  /** A line of capitals that a name's next line goes on from. */
  private static final Pattern RUNS_ON =
      Pattern.compile("^[\\p{Lu}\\d .,&'’-]*(?:\\b(?:OF|AND|FOR|THE|[Oo]f|[Aa]nd)|&|,)\\s*$");

  /** Lines above in which the name is looked for, and characters that they have together. */
  private static final int LINES = 3;

  private static final int BEFORE = 600;
  private static final int MOST_PLACES = 60;
  private static final int MOST = 12;

  private Signatures() {}

  /** Who signs, in order, each once; firms only. */
  static List<PartyName> names(Prose prose) {
    Map<String, PartyName> found = new LinkedHashMap<>();
    int end = prose.text().length();
    List<MatchResult> signed = prose.all(SIGNED, end / 4, end);
    // The last ones: what is signed before are other papers' forms.
    for (MatchResult place :
        signed.subList(Math.max(0, signed.size() - MOST_PLACES), signed.size())) {
      above(prose, place.end()).forEach(name -> found.putIfAbsent(name.key(), name));
    }
    return found.values().stream().limit(MOST).toList();
  }

  /** The names on the nearest line above that has any. */
  private static List<PartyName> above(Prose prose, int place) {
    int start = Math.max(0, place - BEFORE);
    String text = prose.text().substring(start, place - 1);
    int end = text.lastIndexOf('\n');
    for (int line = 0; line < LINES && end > 0; line++) {
      int begin = text.lastIndexOf('\n', end - 1) + 1;
      String row = text.substring(begin, end);
      if (SIGNED.matcher("\n" + row).find()) {
        return List.of();
      }
      List<PartyName> names = cells(row, start + begin);
      int before = text.lastIndexOf('\n', begin - 2) + 1;
      if (before > 0
          && names.size() == 1
          && RUNS_ON.matcher(text.substring(before, begin)).find()) {
        List<PartyName> joined =
            cells(text.substring(before, end).replace('\n', ' '), start + before);
        names = joined.size() == 1 ? joined : names;
      }
      if (!names.isEmpty()) {
        return names;
      }
      end = begin - 1;
    }
    return List.of();
  }

  private static List<PartyName> cells(String row, int offset) {
    List<PartyName> names = new ArrayList<>();
    int cell = offset;
    for (String part : row.split("\t", -1)) {
      int at = cell;
      PartyName.at(part, 0)
          .filter(PartyName::firm)
          .map(name -> new PartyName(name.value(), at + name.start(), at + name.end(), true))
          .ifPresent(names::add);
      cell += part.length() + 1;
    }
    return names;
  }

  /** Whether one of them bears this name. */
  static boolean confirms(List<PartyName> signers, PartyName name) {
    return signers.stream().anyMatch(signer -> same(signer, name));
  }

  static boolean same(PartyName one, PartyName other) {
    String a = one.key();
    String b = other.key();
    return a.equals(b) || a.startsWith(b + " ") || b.startsWith(a + " ");
  }
}
