package io.sluice.models.clause;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parties that no preamble lists: of a form, behind labels, and of a letter, by their roles. */
final class RoleParties {
  /** Words of a letter in which roles are given, and characters between a name and its role. */
  private static final int LETTER = 900;

  private static final int BEFORE = 180;
  private static final Pattern LABEL =
      Parties.pattern(
          "(?<=\\n|\\t)(?:the\\s+)?(?:client|customer|buyer|seller|vendor|supplier|company|licensor|licensee|lessor|lessee|landlord|tenant|contractor|consultant|distributor"
              + "|reseller|(?:service\\s+)?provider|agent|principal|manufacturer|purchaser|lender|borrower|franchisor|franchisee|owner|publisher|sponsor|(?:first|second)\\s+party"
              + "|party\\s+(?:[a-e]|\\d|one|two))(?:/[\\w-]+)?(?:\\s+name)?\\s*:\\s+(?=\\p{Lu})");
  private static final int SALUTED = 250;
  private static final Pattern SALUTATION =
      Parties.pattern("\\n(?:dear\\s|gentlemen|ladies\\s+and\\s+gentlemen|to\\s+whom\\s+it)");
  private static final Pattern ROW = Pattern.compile("(?<=\\n)\\p{Lu}[^\\n]*(?=\\n)");
  private static final Pattern OPEN = Pattern.compile("\\(");
  private static final Pattern WORD = Pattern.compile("(?<=\\s)\\S");
  private static final Pattern ANOTHER =
      Pattern.compile("[.;]\\s|\\)|\\b(?:by|with|from|of|to|for)\\s+\\p{Lu}");

  private RoleParties() {}

  /** In a form: those that stand behind a label ("Buyer:", "Client name:"). */
  static Optional<PartyList> behindLabels(Prose prose) {
    String text = prose.after(0, prose.head(LETTER));
    Map<String, PartyList.Party> found = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(text);
    while (found.size() < PartyList.MOST && label.find()) {
      PartyName.at(text, label.end())
          .filter(name -> name.value().indexOf(' ') > 0)
          .ifPresent(name -> found.putIfAbsent(name.key(), new PartyList.Party(name, true, false)));
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new PartyList(List.copyOf(found.values()), true));
  }

  /**
   * Of a letter: the firm it is written to and the one that writes. Who signs is believed; else who
   * stands above the salutation and who is given a role below.
   */
  static Optional<PartyList> ofCorrespondents(Prose prose, List<PartyName> signers) {
    Optional<MatchResult> dear = prose.first(SALUTATION, 0, prose.head(SALUTED));
    if (dear.isEmpty()) {
      return Optional.empty();
    }
    Map<String, PartyList.Party> found = new LinkedHashMap<>();
    for (MatchResult line : prose.all(ROW, 0, dear.get().start())) {
      PartyName.at(prose.text(), line.start())
          .filter(name -> name.firm() && name.end() >= line.end() - 2)
          .ifPresent(name -> found.putIfAbsent(name.key(), new PartyList.Party(name, true, false)));
    }
    ofLetter(prose)
        .ifPresent(
            list -> list.parties().forEach(party -> found.putIfAbsent(party.name().key(), party)));
    List<PartyList.Party> signed =
        found.values().stream()
            .filter(party -> Signatures.confirms(signers, party.name()))
            .toList();
    if (signed.size() < 2 && signers.size() == 2) {
      return PartyList.ofSigners(signers, prose);
    }
    List<PartyList.Party> all = signed.size() > 1 ? signed : List.copyOf(found.values());
    return all.size() == 2 ? Optional.of(new PartyList(all, false)) : Optional.empty();
  }

  /** In a letter: those that are given a role. */
  static Optional<PartyList> ofLetter(Prose prose) {
    String text = prose.after(0, prose.head(LETTER));
    Map<String, PartyList.Party> found = new LinkedHashMap<>();
    Matcher open = OPEN.matcher(text);
    while (found.size() < 2 && open.find()) {
      if (PartyList.isRole(text.substring(open.start(), PartyList.closing(text, open.start())))) {
        Matcher word = WORD.matcher(text).region(Math.max(0, open.start() - BEFORE), open.start());
        boolean named = false;
        while (!named && word.find()) {
          Optional<PartyName> name = PartyName.at(text, word.start()).filter(PartyName::firm);
          if (name.isPresent() && name.get().end() <= open.start()) {
            String between = text.substring(name.get().end(), open.start());
            named = !ANOTHER.matcher(between).find();
            if (named) {
              found.putIfAbsent(name.get().key(), new PartyList.Party(name.get(), true, false));
            }
          }
        }
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new PartyList(List.copyOf(found.values()), false));
  }
}
