package io.sluice.models.clause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who makes an agreement. Passages that may be its preamble are read as lists of names; the one
 * with the best evidence is believed: names that are described ("a Delaware corporation"), given a
 * role ("the Company"), or sign. Where no passage names two, who signs is added.
 */
final class Parties {
  /** Words among which a preamble may stand behind a cover and a table of contents. */
  private static final int HEAD = 3000;

  /** Words of a heading or cover, of lines that may begin a preamble of their own. */
  private static final int COVER = 400;

  private static final int MOST_PASSAGES = 24;

  private static final Pattern BETWEEN =
      pattern("\\b(?:between|among|amongst)\\b\\s*:?\\s*(?:and\\s+(?:between|among)\\b)?");
  private static final Pattern OTHERS =
      pattern(
          "(?:that\\s+certain|pursuant\\s+to|under\\s+the|defined\\s+in|entered\\s+into\\s+(?:a|an|that)\\s|differences?|relationship|communications?"
              + "|disputes?|conflicts?|allocated|difference)\\b(?:[^.]{0,120})$");
  private static final Pattern LISTED =
      pattern(
          "\\n\\s*(?:the\\s+)?parties(?:\\s+to\\s+this\\s+agreement)?\\s*:?\\s*\\n"
              + "|\\bparty\\s+(?:a|1|one)\\b\\s*[:(]|\\n\\(1\\)\\s+(?=\\p{Lu})|following\\s+(?:two\\s+)?parties\\s*:?");
  private static final Pattern AGREE =
      pattern(
          "\\b(?:hereby\\s+)?(?:mutually\\s+)?agrees?\\s+(?:as\\s+follows|to|that|and|with)\\b|\\benters?\\s+into\\s+this\\b");

  /** A line of running text that goes on in the next. */
  private static final Pattern RUNS_ON =
      Pattern.compile(
          "[^\\n]*\\b(?!(?:of|and|the|for|to|by|in|with)\\b)\\p{Ll}{2,}\\b[^\\n]*[^.:;\\s]\\s*\\n$");

  private static final Pattern MADE_BY =
      pattern(
          "\\bagreement\\b[^.;]{0,90}?\\b(?:made|entered\\s+into|executed|given)\\b[^.;()]{0,90}?\\bby\\s+(?!and\\b|the\\s+(?:part|under))(?=(?-i:\\p{Lu}))");
  private static final Pattern LINE = pattern("(?:^|\\n)(?=\\p{L})");

  private Parties() {}

  /** The names, separated by "; ", and their place. */
  static Optional<Said> find(Prose prose) {
    List<PartyName> signers = Signatures.names(prose);
    List<PartyList> read =
        Stream.concat(
                passages(prose).map(start -> PartyList.read(prose, start)),
                RoleParties.behindLabels(prose).stream())
            .filter(list -> !list.isEmpty())
            .toList();
    Optional<PartyList> best =
        read.stream()
            .filter(list -> list.isPreamble(signers))
            .findFirst()
            .or(() -> RoleParties.ofCorrespondents(prose, signers))
            .or(() ->
                read.stream()
                    .reduce((one, other) ->
                        other.evidence(signers) > one.evidence(signers) ? other : one));
    return best.or(() -> RoleParties.ofLetter(prose))
        .map(list -> list.completed(signers, prose))
        .or(() -> PartyList.ofSigners(signers, prose))
        .map(list -> list.said(signers));
  }

  /** Where lists of parties may begin, the likeliest first. */
  private static Stream<Integer> passages(Prose prose) {
    int head = prose.head(HEAD);
    int cover = prose.head(COVER);
    List<Integer> starts = new ArrayList<>();
    for (MatchResult between : prose.all(BETWEEN, 0, head)) {
      if (!OTHERS.matcher(prose.before(between.start(), 160)).find()) {
        starts.add(between.end());
      }
    }
    prose.all(LISTED, 0, head).forEach(list -> starts.add(list.end()));
    prose.all(MADE_BY, 0, cover).forEach(by -> starts.add(by.end()));
    prose
        .first(AGREE, 0, cover)
        .ifPresent(agree -> {
          for (MatchResult line : prose.all(LINE, 0, agree.start())) {
            if (RUNS_ON.matcher(prose.before(line.end(), 200)).find()) {
              continue;
            }
            PartyName.at(prose.text(), line.end())
                .filter(PartyName::firm)
                .filter(name -> PartyList.isDescribed(prose.after(name.end(), 400)))
                .ifPresent(name -> starts.add(line.end()));
          }
        });
    return starts.stream().limit(MOST_PASSAGES);
  }

  static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
