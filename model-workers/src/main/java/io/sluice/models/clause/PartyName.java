package io.sluice.models.clause;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name of a person, a firm or an institution where it stands: capitalised words, small ones
 * between them, and a legal form, which ends it. Pure.
 *
 * @param value the name, its white space made single
 * @param start offset of its first character
 * @param end offset behind its last
 * @param firm whether it ends or begins as only firms and institutions do
 */
record PartyName(String value, int start, int end, boolean firm) {
  private static final int MOST_WORDS = 14;

  /** Legal forms that end a name wherever they stand. */
  private static final String FORM =
      "(?:(?i:inc|corp|llc|l\\.l\\.c|l\\.c|ltd|l\\.p|llp|l\\.l\\.p|plc|p\\.l\\.c|p\\.c|n\\.v|b\\.v|s\\.a|s\\.a\\.s|s\\.p\\.a|s\\.r\\.l"
          + "|s\\.[aà]\\.?\\s?r\\.l|sarl|s\\.a\\.r\\.l|gmbh|pty|pte|pvt|n\\.a|sdn|bhd|k\\.k|a\\.s|a/s|s\\.e|c\\.v|s\\.c|a\\.g)"
          + "|I(?i:ncorporated)|L(?i:imited)|LP|NV|BV|SA|SpA|SRL|Srl|AG|KG|[Cc][Oo]|KK|[Oo][Yy]|AB|ASA|SE|PC|NA)";

  private static final Pattern ENDS = Pattern.compile(FORM);

  /** Forms and kinds that may go on: "Trust Company", "Bank of Ohio". */
  private static final Pattern MAY_END =
      Pattern.compile(
          "company|corporation|trust|bank|fund|funds|partners|partnership|holdings|group|association|foundation|university|college|institute|authority|hospital"
              + "|society|bancorp|ventures|enterprises|industries|stores|agency|ministry|cooperative|services|systems|technologies|international",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BEGINS =
      Pattern.compile(
          "(?:the\\s+)?(?:city|county|state|university|bank|town|regents|trustees|republic|department|board)\\s+of\\s+.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What a firm does, two of which an "and" joins. */
  private static final Pattern TRADE =
      Pattern.compile(
          "science|research|technology|insurance|savings|oil|gas|import|export|trade|trading|marketing|sales|light|power|water|steel|food|health|life|medical|finance"
              + "|engineering|development|manufacturing|transport|shipping|mining|energy|media|design|printing|publishing|theatre|sport|sports|machine|tool|chemical",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern CAPITAL =
      Pattern.compile(
          "(?:\\p{Lu}|&\\p{Lu}|\\p{N}+[\\p{L}¢%]|\\p{Ll}{1,2}[\\p{Lu}\\p{N}]|\\p{L}+\\p{Lu}|[\\p{L}\\p{N}-]+\\.(?:com|net|org)\\b)[^\\s(]*");
  private static final Pattern SMALL =
      Pattern.compile("of|and|the|&|de|del|la|le|du|van|von|der|for|at|in|y|e|di|da|et|und|\\+|/");
  private static final Pattern NUMBER = Pattern.compile("\\p{N}{1,4}");
  private static final Pattern INSERTED =
      Pattern.compile("\\(\\p{Lu}[\\p{L}.&' -]{1,30}\\)(?=\\s+(?<next>[\\p{L}./]+))");

  private static final Pattern SMALL_FORM =
      Pattern.compile("incorporated|limited|corporation|AS|ApS|Oyj|EOOD");
  private static final Pattern BEHIND_SMALL_FORM =
      Pattern.compile("\\h*\\n|\\s*(?:$|[(,;“\"]|and\\s+\\p{Lu}|whose\\b)");

  /** Forms of several words: "S.A. de C.V.", "N.A., National Association". */
  private static final Pattern LONG_FORM =
      Pattern.compile(
          "\\s+(?:de\\s+(?:C\\.?\\s?V\\.?|R\\.?\\s?L\\.?(?:\\s+de\\s+C\\.?\\s?V\\.?)?)|&\\s+Co\\.?(?:,?\\s+(?:KGaA|KG|OHG|L\\.?P\\.?|LLC|Inc\\.?))?)(?![\\p{L}])"
              + "|,?\\s+(?i:national\\s+(?:banking\\s+)?association|federal\\s+savings\\s+bank|professional\\s+corporation)(?![\\p{L}])");

  /** What a party is, no name: "A FLORIDA CORPORATION". */
  private static final Pattern KIND_OF_PARTY =
      Pattern.compile(
          "^an?\\s+.*\\b(?:corporation|company|partnership|association|trust|individual|resident|bank|entity)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern SEVERAL =
      Pattern.compile(
          "(?:[\\p{Lu}][\\p{L}.'’-]*,?\\s+){1,4}(?:&|and)\\s+(?:[\\p{Lu}][\\p{L}.'’-]*,?\\s+){1,4}"
              + FORM
              + "\\b");
  private static final Pattern ABBREVIATED =
      Pattern.compile(
          "(?:\\p{L}|[\\p{L}]\\..*|St|Mt|Ft|Dr|Mr|Mrs|Ms|Jr|Sr|No|Bros|Intl|Assoc|Mfg|Sp|Avv|Prof)\\.");
  private static final Pattern NO_WORD =
      Pattern.compile(
          "this|whereas|witnesseth|agreement|recitals?|background|exhibit|dated|effective|page|table|article|section|hereinafter|attention|attn"
              + "|address|telephone|by|between|among|title|name",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SALUTATION =
      Pattern.compile("dear|sirs?|madam|gentlemen|ladies", Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_NAME =
      Pattern.compile(
          "^(?:the\\s+)?(?:part(?:y|ies)|holders?|foregoing|following|date)\\b|^state\\s+of\\b|\\b(?:agreement|exhibit|whereas|witness\\w*|recitals?|confidential information|board of directors|effective date|securities and exchange|act of"
              + "|certificate|amendment|schedule|internal revenue|common stock|merger|portions|omitted|treatment)\\b|\\b(?:19|20)\\d\\d\\b"
              + "|^(?:the\\s+)?(?:company|companies|co|employee|employer|executive|buyer|seller|purchaser|consultant|recipient|discloser|client|customer"
              + "|receiving party|disclosing party|affiliated companies|affiliates?|parties|party(?:\\s\\w)?|designee|plaintiff|defendant|united states|contractor|licensee"
              + "|licensor|distributor|supplier|vendor|corporation|corp|inc|ltd|llc|limited|us|u\\.s|you|we|i|manufacturer|franchisee|franchisor|agent"
              + "|reseller|provider|sponsor|advis[eo]r|lender|borrower|trustee|manager|owner|each|both|all|certain|its|a|an|any|such|subsidiaries"
              + "|intellectual property|products?|services|territory|one|two|if)\\.?(?:\\s+(?:and|or|&)\\s+.*)?$"
              + "|^(?:directors|representatives|officers|members|shareholders|affiliates|subsidiaries)\\s+of\\b"
              + "|^(?=.*\\d{2})(?=.*\\b(?:street|road|drive|avenue|suite|floor|blvd|boulevard|court|lane|straat|\\d{4,5})\\b)"
              + "|\\b(?:street|road|avenue|suite|blvd|boulevard)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern INNER_CAPITALS =
      Pattern.compile("\\p{Lu}.*\\p{Lu}|\\.(?:com|net|org)|\\p{L}\\p{N}");
  private static final Pattern TITLED =
      Pattern.compile(
          "^(?:(?:mr|mrs|ms|dr|messrs|prof)\\.?\\s+)+(?=\\p{Lu})", Pattern.CASE_INSENSITIVE);

  /** The name that begins at an offset; empty where none does that a party could bear. */
  static Optional<PartyName> at(String text, int offset) {
    int from = offset;
    Matcher titled = TITLED.matcher(text).region(offset, text.length());
    if (titled.lookingAt()) {
      from = titled.end();
    }
    Matcher word = WORD.matcher(text).region(from, text.length());
    int end = -1;
    int words = 0;
    boolean firm = false;
    boolean seen = false;
    boolean open = true;
    while (open && words < MOST_WORDS && word.find()) {
      String raw = word.group();
      if (raw.startsWith("(")) {
        Matcher inserted = INSERTED.matcher(text).region(word.start(), text.length());
        if (words == 0 || !inserted.lookingAt() || !form(inserted.group("next"))) {
          break;
        }
        word.region(inserted.end(), text.length());
        continue;
      }
      int bracket = raw.indexOf('(');
      if (bracket > 0) {
        raw = raw.substring(0, bracket);
        open = false;
      }
      String core = core(raw);
      boolean first = words == 0;
      if (core.equalsIgnoreCase("agreement") || first && SALUTATION.matcher(core).matches()) {
        return Optional.empty();
      }
      if (core.isEmpty() || NO_WORD.matcher(core).matches() && !first) {
        break;
      }
      boolean joins = SMALL.matcher(core.toLowerCase(Locale.ROOT)).matches();
      if (joins && !(first && core.equalsIgnoreCase("the") && !core.equals("the"))) {
        if (first
            || firm && !goesOn(core)
            || !capitalAfter(text, word.end())
            || raw.endsWith(",")
            || isAnd(core) && !joinsFirm(text.substring(from, end), text, word.end())) {
          break;
        }
        words++;
        continue;
      }
      boolean small = !first && isSmallForm(text, core, word.end());
      open &= !small;
      boolean form = small || form(core);
      boolean kind = MAY_END.matcher(core).matches();
      if (firm && !form && !kind && isLine(text, from, end, word.start())) {
        break;
      }
      if (firm && !form && hard(text.substring(from, end))) {
        break;
      }
      if (!form
          && !CAPITAL.matcher(core).lookingAt()
          && (first || !NUMBER.matcher(core).matches())) {
        break;
      }
      words++;
      end = word.start() + core.length() + (keepsStop(raw, core) ? 1 : 0);
      firm = (form || kind) && !first;
      seen |= firm;
      boolean comma = raw.indexOf(',', core.length()) >= 0;
      boolean stop =
          raw.matches("(?s).*[;:”\"].*")
              || raw.endsWith(".") && !firm && !ABBREVIATED.matcher(raw).matches();
      if (stop
          || comma
              && !formAfter(text, word.end())
              && !(words <= 2 && !firm && several(text, word.end()))) {
        break;
      }
    }
    if (end < 0) {
      return Optional.empty();
    }
    Matcher longer = LONG_FORM.matcher(text).region(end, text.length());
    if (longer.lookingAt() && seen) {
      end = longer.end();
    }
    String value = text.substring(from, end).strip().replaceAll("\\s+", " ");
    boolean institution = seen || BEGINS.matcher(value).matches();
    return plausible(value, institution)
        ? Optional.of(new PartyName(value, from, end, institution))
        : Optional.empty();
  }

  /** What makes two names the same: letters and digits alone. */
  String key() {
    return key(value);
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .replaceAll("\\bthe\\s", "")
        .strip();
  }

  int words() {
    return value.split(" ").length;
  }

  private static boolean plausible(String name, boolean firm) {
    boolean enough = name.indexOf(' ') > 0 || INNER_CAPITALS.matcher(name).find();
    return name.length() >= 3
        && (enough || firm)
        && name.codePoints().anyMatch(Character::isLetter)
        && !NO_NAME.matcher(name).find()
        && !KIND_OF_PARTY.matcher(name).matches()
        && !GoverningLaw.isPlace(name);
  }

  private static String core(String raw) {
    int end = raw.length();
    while (end > 0 && ",.;:”\"’'“)*]".indexOf(raw.charAt(end - 1)) >= 0) {
      end--;
    }
    return raw.substring(0, end);
  }

  /** A stop behind an abbreviation belongs to it. */
  private static boolean keepsStop(String raw, String core) {
    return raw.length() > core.length()
        && raw.charAt(core.length()) == '.'
        && (form(core)
            || core.length() <= 2
            || core.indexOf('.') > 0
            || ABBREVIATED.matcher(core + ".").matches());
  }

  /** "AZZ incorporated (" but not "X incorporated in England", "a Delaware corporation". */
  private static boolean isSmallForm(String text, String core, int end) {
    return SMALL_FORM.matcher(core).matches()
        && BEHIND_SMALL_FORM.matcher(text).region(end, text.length()).lookingAt();
  }

  private static boolean form(String word) {
    return ENDS.matcher(core(word)).matches();
  }

  /** Whether it ends with a form that no name goes on behind, but for another form. */
  private static boolean hard(String name) {
    String last =
        core(name.substring(Math.max(0, name.stripTrailing().lastIndexOf(' ') + 1)).strip());
    String after = last.contains("\n") ? last.substring(last.lastIndexOf('\n') + 1) : last;
    return form(after) && !after.equalsIgnoreCase("sa") && !after.equalsIgnoreCase("ab");
  }

  /** Whether a line ends here that is all in capitals, as on a cover. */
  private static boolean isLine(String text, int from, int end, int next) {
    String name = text.substring(from, end);
    String gap = text.substring(end, next);
    return gap.isBlank() && gap.indexOf('\n') >= 0 && name.equals(name.toUpperCase(Locale.ROOT));
  }

  private static boolean goesOn(String small) {
    return small.equalsIgnoreCase("of") || small.equals("&") || small.equalsIgnoreCase("for");
  }

  private static boolean isAnd(String small) {
    return small.equalsIgnoreCase("and") || small.equals("/");
  }

  /** "Hill and Dale Inc." is one name, "Rita Moss and Dale Inc." are two. */
  private static boolean joinsFirm(String left, String text, int offset) {
    String[] words = left.strip().split("\\s+");
    // On a cover the "and" between two parties has a line of its own.
    boolean cover = text.charAt(offset) == '\n' && text.charAt(offset - 4) == '\n';
    boolean branch = words.length > 2 || TRADE.matcher(words[words.length - 1]).matches();
    if (cover || words.length > 1 && !branch || left.strip().length() < 3) {
      return false;
    }
    String right = text.substring(offset, Math.min(text.length(), offset + 60));
    return Pattern.compile(
            "^\\s+(?:\\p{Lu}[\\p{L}&'’-]*\\s+){0,2}\\p{Lu}[\\p{L}'’-]*,?\\s+(?:(?i:corporation|company|association)|"
                + FORM
                + ")\\b")
        .matcher(right)
        .find();
  }

  private static boolean capitalAfter(String text, int offset) {
    Matcher next = WORD.matcher(text).region(offset, text.length());
    if (!next.find()) {
      return false;
    }
    boolean small = SMALL.matcher(next.group()).matches();
    return small ? capitalAfter(text, next.end()) : CAPITAL.matcher(next.group()).lookingAt();
  }

  private static boolean formAfter(String text, int offset) {
    Matcher next = WORD.matcher(text).region(offset, text.length());
    if (!next.find()) {
      return false;
    }
    Matcher inserted = INSERTED.matcher(text).region(next.start(), text.length());
    if (inserted.lookingAt()) {
      return form(inserted.group("next"));
    }
    String word = next.group();
    int bracket = word.indexOf('(');
    // "Denver, CO 80206" is no firm.
    return form(bracket > 0 ? word.substring(0, bracket) : word)
        && (!core(word).equalsIgnoreCase("co") || word.endsWith(",") || bracket > 0);
  }

  private static boolean several(String text, int offset) {
    String rest = text.substring(offset, Math.min(text.length(), offset + 80)).stripLeading();
    return SEVERAL.matcher(rest).lookingAt();
  }
}
