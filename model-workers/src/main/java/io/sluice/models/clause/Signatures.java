package io.sluice.models.clause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The firms and people that sign: names on the lines above "By:", "Per:", "Signature". */
final class Signatures {
  private static final Pattern SIGNED =
      Pattern.compile(
          "(?:^|[\\n\\t])\\s*(?:By|BY|Per|PER|Its|Signature|SIGNATURE|Signed)\\s*:?\\s*(?=[\\s_/\\[\\n]|$)");
  private static final int ABOVE = 3;
  private static final int MOST = 12;

  private Signatures() {}

  /** Who signs, in order, each once; firms only. */
  static List<PartyName> names(Prose prose) {
    Map<String, PartyName> found = new LinkedHashMap<>();
    List<MatchResult> signed = prose.all(SIGNED, prose.text().length() / 4, prose.text().length());
    for (MatchResult place : signed) {
      int lineStart = prose.text().lastIndexOf('\n', Math.max(0, place.end() - 1));
      int end = lineStart;
      for (int line = 0; line < ABOVE && end > 0; line++) {
        int start = prose.text().lastIndexOf('\n', end - 1) + 1;
        String text = prose.text().substring(start, end);
        if (SIGNED.matcher("\n" + text).find()) {
          break;
        }
        boolean named = false;
        int cell = start;
        for (String part : text.split("\t", -1)) {
          Optional<PartyName> name =
              PartyName.at(prose.text().substring(0, cell + part.length()), cell);
          if (name.isPresent() && name.get().firm() && found.size() < MOST) {
            found.putIfAbsent(name.get().key(), name.get());
            named = true;
          }
          cell += part.length() + 1;
        }
        if (named) {
          break;
        }
        end = start - 1;
      }
    }
    return List.copyOf(found.values());
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
