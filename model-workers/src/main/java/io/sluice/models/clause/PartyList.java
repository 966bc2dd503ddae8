package io.sluice.models.clause;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parties that one passage lists, each with what speaks for it. */
record PartyList(List<Party> parties, boolean passage) {
  private static final int LONGEST = 3500;
  static final int MOST = 12;

  /**
   * A name of the list.
   *
   * @param role whether a bracket gives it a role
   * @param described whether its kind, seat or address follows
   */
  record Party(PartyName name, boolean role, boolean described) {
    int evidence(List<PartyName> signers) {
      return (role ? 2 : 0)
          + (described ? 1 : 0)
          + (name.firm() ? 1 : 0)
          + (Signatures.confirms(signers, name) ? 1 : 0);
    }
  }

  private static final Pattern END =
      Pattern.compile(
          "\\b(?:WHEREAS|Whereas|W\\s?I\\s?T\\s?N\\s?E\\s?S|RECITALS?|Recitals?|BACKGROUND|Background|WITNESSETH|NOW,? THEREFORE|PREAMBLE"
              + "|INTRODUCTION|[Ii]n consideration|IN CONSIDERATION|for the purpose|FOR GOOD|[Ff]or good|to assure|under which|with reference|who agree"
              + "|as follows|[Tt]he parties|PRELIMINARY|(?:hereby\\s+)?agrees?\\s+(?:as|to|that|with)|desires?\\s+to|wish(?:es)?\\s+to|TABLE\\s+OF|Table\\s+of"
              + "|DEFINITIONS|Definitions|[Rr]egarding|REGARDING|relating\\s+to|with\\s+respect\\s+to|(?:THIS|This)\\s+\\p{Lu}\\p{L}+|[Dd]ated|DATED)\\b"
              + "|(?<!\\n\\s{0,3}\\(?\\d{1,2})(?<!\\b(?:[A-Z]|(?i:inc|corp|ltd|co|l\\.?l\\.?c|l\\.p|no|st|n\\.a|mr|mrs|ms|dr|ave|blvd|rd|ste|prof|avv|bros|jr|sr|p\\.o|u\\.s\\.a?|n\\.d|b\\.v|sdn|pty|pte|pvt|mfg|assoc|intl|messrs|esq|ph\\.d|m\\.d)))"
              + "\\.\\s+(?![Hh]ere)(?:\\d{1,2}\\.\\s|\\p{Lu})");
  private static final Pattern LEAD =
      Pattern.compile(
          "[\\s,:;.“\"*_-]*(?:(?:(?:on|of)\\s+the\\s+(?:one|other|first|second)\\s+(?:hand|part)|[Tt]he\\s+undersigned|undersigned|the\\s+following\\s+parties|by|and|AND|[Bb]oth"
              + "|\\(?(?:\\d|[ivx]{1,3}|[a-hA-H])[.)]|[Pp]arty\\s+\\w\\s*:|between|among|in\\s+favou?r\\s+of)[\\s,:;.]+)*(?:the\\s+(?=\\p{Lu}))?(?:\\[|“|\")?");
  private static final Pattern NEXT =
      Pattern.compile(
          "(?<strong>;|\\b(?:and|AND|And|in\\s+favou?r\\s+of)\\b|(?<=(?:INC|Inc|LLC|LTD|Ltd|Corp|CORP|L\\.P|\\))\\.?,?\\s)&|\\n\\s*\\(?(?:\\d|[ivx]{1,3}|[a-hB-H])[.)]|\\(\\d\\)|\\b[Pp](?:arty|ARTY)\\s+(?:[B-H]|[2-9]|Two|TWO)\\b)|(?<weak>,|(?<=\\))[.:]?\\s*\\n)");
  private static final Pattern STRONG = Parties.pattern("\\b(?:and|of)\\b|[\\d)]");
  private static final Pattern ROLE =
      Pattern.compile(
          "[“\"”‘'’`]\\s*(?:the\\s+)?(?<role>[^“\"”]{1,50})|^\\(\\s*(?:the\\s+)?(?<bare>\\p{Lu}[\\p{L}&. ]{1,24})\\)$");

  /** A role that no bracket holds. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "^,?\\s*[“\"][^“”\"]{1,40}[”\"]|^(?:(?!\\b(?:[Aa]nd|AND|between)\\b)[^();]){0,260}\\b(?i:herein?after)\\b");

  private static final Pattern NO_PARTY =
      Parties.pattern(
          "agreement|transaction|\\bdate\\b|information|\\bact\\b|\\bplan\\b|material|merger|shares|stock|\\bcode\\b|\\bsec\\b|exchange|rules"
              + "|purpose|period|^term|territory|products?\\b|services?$");
  private static final Pattern DESCRIBED =
      Pattern.compile(
          "^[\\s,]*(?:\\([^()]{0,120}\\)[\\s,]*)?(?:,\\s*)?(?:(?:an?|the)\\s+(?:\\p{L}[\\p{L}'’.-]*+\\s++){0,9}?(?:corporation|company|partnership|individual|trust|limited|liability"
              + "|firm|association|entity|person|resident|sole|bank|business|organization|organi[sz]ed|division|subsidiary|citizen|institution|university|city|professional"
              + "|joint|public|private|statutory|non-?profit|soci[eé]t|aktien|gesellschaft|[Cc]orp|[Cc]orporation|[Cc]ompany|[Ll]imited|LLC|[Pp]artnership|[Tt]rust)"
              + "|(?:with|having|whose|located|residing|organized|organised|incorporated|acting|duly|an\\s+individual|individually|on\\s+behalf|together|hereinafter|hereafter|herein"
              + "|formerly|doing|d/b/a|dba|f/k/a|c/o|in\\s+person|of\\s+\\d|at\\s+\\d|as\\s+(?:the\\s+)?\\p{L}+|its\\s|\\d)\\b)");
  private static final Pattern INDIVIDUAL =
      Parties.pattern(
          "^[\\s,]*(?:an?\\s+(?:individual|natural\\s+person|resident)|individually|residing|who\\s+resides)\\b");
  private static final Pattern ENDS_HERE =
      Pattern.compile(
          "^[\\s,.;:_-]*(?:$|\\b(?:and|AND|each|both|collectively|together|effective|dated|as\\s+of|on|is|are|for|who|which|in)\\b|[.;(“\"]|\\n)");
  private static final Pattern PLACE_BEFORE =
      Parties.pattern(
          "\\b(?:organized|existing|incorporated|laws?\\s+of|offices?|place\\s+of\\s+business|located|residing|address|state\\s+of|whose|subsidiary\\s+of|division\\s+of|affiliate\\s+of"
              + "|behalf\\s+of|successor\\s+to|represented\\s+by|any|all|its|their)\\b[^,;]*$");
  private static final Pattern ADDRESS =
      Parties.pattern(
          "\\b(?:suite|street|avenue|road|blvd|boulevard|drive|floor|box|building|plaza|tower|room|district|county|park|house|way|lane)\\W*$");

  /** Whether a kind of party, a seat or a role follows a name. */
  static boolean isDescribed(String after) {
    return DESCRIBED.matcher(after).find()
        || bracket(after, 160).filter(PartyList::isRole).isPresent();
  }

  /** The parties that are listed from an offset on. */
  static PartyList read(Prose prose, int start) {
    String text = prose.after(start, LONGEST);
    Matcher end = END.matcher(text);
    if (text.length() > 3 && end.find(3)) {
      text = text.substring(0, end.start() + 1);
    }
    Map<String, Party> found = new LinkedHashMap<>();
    int at = 0;
    boolean strong = true;
    while (found.size() < MOST) {
      Matcher lead = LEAD.matcher(text).region(at, text.length());
      int from = lead.lookingAt() ? lead.end() : at;
      strong |= found.isEmpty() || STRONG.matcher(text.substring(at, from)).find();
      Optional<Party> party = party(text, at, from, strong, found.size());
      if (party.isPresent()) {
        PartyName name = party.get().name();
        found.putIfAbsent(name.key(), shifted(party.get(), start));
        from = name.end();
      } else if (found.isEmpty()) {
        break;
      }
      int next = next(text, Math.max(from, at));
      if (next < 0) {
        break;
      }
      Matcher separator = NEXT.matcher(text).region(next, text.length()).useTransparentBounds(true);
      if (!separator.lookingAt()) {
        break;
      }
      strong = separator.group("strong") != null;
      at = separator.end();
    }
    return new PartyList(List.copyOf(found.values()), true);
  }

  /** Whether two of its names have more to say for themselves than that they stand there. */
  boolean isPreamble(List<PartyName> signers) {
    return parties.stream()
            .filter(party ->
                party.role()
                    || party.described()
                    || party.name().firm() && Signatures.confirms(signers, party.name()))
            .limit(2)
            .count()
        == 2;
  }

  private static Party shifted(Party party, int by) {
    PartyName name = party.name();
    return new Party(
        new PartyName(name.value(), name.start() + by, name.end() + by, name.firm()),
        party.role(),
        party.described());
  }

  /** The next place where two parties may meet; brackets are passed over. */
  private static int next(String text, int from) {
    Matcher next = NEXT.matcher(text);
    int at = from;
    while (at < text.length() && next.find(at)) {
      int open = text.indexOf('(', at);
      if (open < 0 || open >= next.start()) {
        return next.start();
      }
      at = closing(text, open);
    }
    return -1;
  }

  static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < Math.min(text.length(), open + 400); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return open + 1;
  }

  private static Optional<Party> party(
      String text, int separator, int from, boolean strong, int known) {
    Optional<PartyName> read = PartyName.at(text, from);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    PartyName name = read.get();
    String after = text.substring(name.end());
    Party party = new Party(name, hasRole(after), DESCRIBED.matcher(after).find());
    String before = text.substring(Math.max(0, separator - 60), separator);
    boolean ofPlace =
        PLACE_BEFORE.matcher(before.replaceFirst("(?s),?\\s*(?:and|AND|,)$", "")).find();
    boolean address = ADDRESS.matcher(name.value()).find();
    boolean person = name.words() >= 2 && name.words() <= 5 && ENDS_HERE.matcher(after).find();
    boolean taken;
    if (known == 0) {
      taken = true;
    } else if (strong) {
      taken =
          !address
              && (name.firm()
                  || party.role()
                  || party.described() && !ofPlace
                  || person && !ofPlace);
    } else {
      boolean individual = name.words() > 1 && INDIVIDUAL.matcher(after).find();
      taken =
          individual
              || !address
                  && name.firm()
                  && name.words() > 1
                  && (party.described()
                      || party.role()
                      || ENDS_HERE.matcher(after).find()
                      || after.startsWith(","));
    }
    return taken ? Optional.of(party) : Optional.empty();
  }

  /** Whether a bracket gives the name a role before the next name begins. */
  private static boolean hasRole(String after) {
    return bracket(after, 330).filter(PartyList::isRole).isPresent()
        || QUOTED.matcher(after).find();
  }

  static boolean isRole(String bracket) {
    Matcher role = ROLE.matcher(bracket);
    if (!role.find()) {
      return bracket.contains("hereinafter") || bracket.contains("referred to");
    }
    String said = role.group("role") == null ? role.group("bare") : role.group("role");
    return !NO_PARTY.matcher(said).find();
  }

  /** The first bracket with a role that no "and" before it gives to another name. */
  private static Optional<String> bracket(String after, int within) {
    int at = 0;
    int limit = Math.min(within, after.length());
    while (at < limit) {
      int open = after.indexOf('(', at);
      if (open < 0 || open > limit) {
        return Optional.empty();
      }
      String lead = after.substring(0, open);
      if (Pattern.compile(
              "(?:\\band\\b|\\bAND\\b|;)\\s+(?:the\\s+)?\\p{Lu}[^()]*\\b(?:Inc|INC|LLC|L\\.L\\.C|Ltd|LTD|Corp|CORP|Corporation|CORPORATION|L\\.P|Company|COMPANY|Limited|LIMITED)\\b")
          .matcher(lead)
          .find()) {
        return Optional.empty();
      }
      int close = closing(after, open);
      String bracket = after.substring(open, close);
      if (isRole(bracket)) {
        return Optional.of(bracket);
      }
      at = close;
    }
    return Optional.empty();
  }

  boolean isEmpty() {
    return parties.isEmpty();
  }

  /** How much speaks for it: a list of one counts less. */
  int evidence(List<PartyName> signers) {
    return parties.stream().limit(4).mapToInt(party -> party.evidence(signers)).sum();
  }

  /** Together with who signs, firms before people, where it names only one. */
  PartyList completed(List<PartyName> signers, Prose prose) {
    if (parties.size() > 1) {
      return this;
    }
    Map<String, Party> all = new LinkedHashMap<>();
    parties.forEach(party -> all.put(party.name().key(), party));
    RoleParties.behindLabels(prose).stream()
        .flatMap(labels -> labels.parties().stream())
        .filter(labelled -> parties.stream().noneMatch(party -> same(party, labelled)))
        .limit(1)
        .forEach(labelled -> all.put(labelled.name().key(), labelled));
    if (all.size() > 1) {
      return new PartyList(List.copyOf(all.values()), false);
    }
    signers.stream()
        .filter(name -> parties.stream().noneMatch(party -> Signatures.same(party.name(), name)))
        .limit(2)
        .forEach(name -> all.putIfAbsent(name.key(), new Party(name, false, false)));
    if (all.size() < 2) {
      Signers.of(prose).stream()
          .limit(2)
          .forEach(name -> all.putIfAbsent(name.key(), new Party(name, false, false)));
    }
    return new PartyList(List.copyOf(all.values()), false);
  }

  private static boolean same(Party one, Party other) {
    return Signatures.same(one.name(), other.name());
  }

  static Optional<PartyList> ofSigners(List<PartyName> signers, Prose prose) {
    List<Party> all =
        Stream.concat(signers.stream(), Signers.of(prose).stream())
            .map(name -> new Party(name, false, false))
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(new PartyList(all, false));
  }

  Said said(List<PartyName> signers) {
    List<PartyName> names = parties.stream().map(Party::name).toList();
    boolean sure =
        passage
            && parties.size() > 1
            && parties.stream().limit(2).allMatch(party -> party.evidence(signers) > 1);
    List<PartyName> placed = passage ? names : names.subList(0, 1);
    return new Said(
        String.join("; ", names.stream().map(PartyName::value).toList()),
        placed.stream().mapToInt(PartyName::start).min().orElseThrow(),
        placed.stream().mapToInt(PartyName::end).max().orElseThrow(),
        sure ? Form.STATED : passage ? Form.GUESSED : Form.SIGNED);
  }
}
