package io.sluice.models.clause;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The state, province or country whose law governs an agreement. */
final class GoverningLaw {
  private static final String PLACES =
      Arrays.stream(
              """
              Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|\
              Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|\
              New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|\
              South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|\
              District of Columbia|Puerto Rico|Alberta|British Columbia|Manitoba|New Brunswick|Nova Scotia|Ontario|Quebec|Saskatchewan|Canada|\
              England|England and Wales|Scotland|Northern Ireland|Ireland|France|Germany|Italy|Spain|Portugal|Sweden|Norway|Denmark|Finland|\
              The Netherlands|Netherlands|Belgium|Luxembourg|Switzerland|Austria|Poland|Greece|Turkey|Israel|India|Japan|China|\
              People[’']s Republic of China|Hong Kong|Macau|Singapore|Malaysia|Taiwan|Korea|Thailand|Australia|New South Wales|Victoria|\
              Queensland|New Zealand|South Africa|Bermuda|Cayman Islands|British Virgin Islands|Bahamas|Marshall Islands|Mexico|Brazil|\
              Argentina|Chile|United Arab Emirates|Newfoundland and Labrador|Newfoundland|Prince Edward Island|Yukon|Western Australia|South Australia|\
              Tasmania|United Kingdom|Great Britain|Wales|Russia|Russian Federation|Ukraine|Philippines|Indonesia|Vietnam|Egypt|Saudi Arabia|Qatar|\
              Kuwait|Bahrain|Jordan|Lebanon|Nigeria|Kenya|Ghana|Colombia|Peru|Venezuela|Ecuador|Panama|Costa Rica|Uruguay|Czech Republic|Hungary|\
              Romania|Bulgaria|Croatia|Serbia|Slovakia|Slovenia|Estonia|Latvia|Lithuania|Iceland|Malta|Cyprus|Monaco|Liechtenstein|Jersey|Guernsey|\
              PRC|P\\.R\\.C|P\\.R\\. China|PR China|Isle of Man|Gibraltar|Barbados|Jamaica|Mauritius|Seychelles|Liberia|Pakistan|Bangladesh|Sri Lanka|Kazakhstan|Mongolia|Guam\
              """
                  .split("\\|"))
          .sorted(Comparator.comparingInt(String::length).reversed())
          .map(place -> place.replace(" ", "\\s+"))
          .collect(Collectors.joining("|", "(?<v>", ")\\b"));

  private static final String STATE =
      "(?:the\\s+)?(?:(?:State|Commonwealth|Province|Territory|(?:Federal\\s+)?Republic|Kingdom|Grand\\s+Duchy|Government)\\s+of\\s+)?(?:the\\s+)?";

  /** What a law is called after its country, and the country. */
  private static final Map<String, String> ADJECTIVES =
      Map.ofEntries(
          Map.entry("prc", "People's Republic of China"),
          Map.entry("p.r.c", "People's Republic of China"),
          Map.entry("p.r. china", "People's Republic of China"),
          Map.entry("pr china", "People's Republic of China"),
          Map.entry("english", "England"),
          Map.entry("scottish", "Scotland"),
          Map.entry("irish", "Ireland"),
          Map.entry("french", "France"),
          Map.entry("german", "Germany"),
          Map.entry("italian", "Italy"),
          Map.entry("spanish", "Spain"),
          Map.entry("dutch", "Netherlands"),
          Map.entry("belgian", "Belgium"),
          Map.entry("swiss", "Switzerland"),
          Map.entry("austrian", "Austria"),
          Map.entry("swedish", "Sweden"),
          Map.entry("norwegian", "Norway"),
          Map.entry("danish", "Denmark"),
          Map.entry("finnish", "Finland"),
          Map.entry("israeli", "Israel"),
          Map.entry("indian", "India"),
          Map.entry("japanese", "Japan"),
          Map.entry("chinese", "China"),
          Map.entry("korean", "Korea"),
          Map.entry("australian", "Australia"),
          Map.entry("canadian", "Canada"),
          Map.entry("mexican", "Mexico"),
          Map.entry("brazilian", "Brazil"));

  /** The surest first. */
  private static final List<Pattern> PHRASES =
      List.of(
          pattern(
              "(?:govern(?:ed|ing|s)?|constru(?:ed|ction)|interpret(?:ed|ation)|enforced)\\b[^.;]{0,240}?"
                  + "(?:\\blaws?\\b[^.;]{0,60}?\\b(?:of|in)|with\\s+the)\\s+"
                  + STATE
                  + PLACES),
          pattern(
              "\\b(?:governing|applicable)\\s+law\\s*[:.]?\\s*(?:(?:is|are)\\s+)?(?:the\\s+)?(?:laws?\\s+of\\s+)?"
                  + STATE
                  + PLACES),
          pattern("\\blaws?\\s+of\\s+" + STATE + PLACES),
          pattern(PLACES + "\\s+law\\s+(?:shall|will|governs?|applies|controls)"),
          pattern(
              "\\b(?:governed|determined|construed|interpreted)\\s+(?:by|under|in\\s+accordance\\s+with)\\b[^.;]{0,60}?\\b"
                  + PLACES
                  + "\\s+laws?\\b"),
          pattern(
              "\\b(?<v>"
                  + String.join("|", new TreeSet<>(ADJECTIVES.keySet())).replace(".", "\\.")
                  + ")\\s+(?:substantive\\s+|internal\\s+)?laws?\\b"),
          Pattern.compile(
              "\\b(?:[Gg]overned|[Cc]onstrued|[Ii]nterpreted)\\b[^.;]{0,160}?\\b[Ll]aws?\\s+of\\s+(?:the\\s+)?(?:(?:State|Province|Territory|Republic|Kingdom)\\s+of\\s+)?"
                  + "(?<v>(?!United\\s+States|State|Province|Company)\\p{Lu}\\p{Ll}+(?:\\s+(?:(?:and|of)\\s+)?\\p{Lu}\\p{Ll}+){0,3})"));

  /** Laws under which somebody is what he is, or acts; not the agreement's. */
  private static final Pattern OTHER_LAW =
      pattern(
          "\\b(?:organi[sz]ed|existing|incorporated|formed|created|constituted|established|registered|chartered|corporation|company|standing|obeys?|observes?|compl(?:y|iance)|licensed|qualified)"
              + "\\b[^.;]{0,70}$|\\b(?:all|any|applicable|relevant|other)\\s+$");

  private static final Pattern PROVINCE =
      pattern(
          "New\\s+South\\s+Wales|Victoria|Queensland|Western\\s+Australia|South\\s+Australia|Tasmania|Alberta|British\\s+Columbia|Manitoba|New\\s+Brunswick|Nova\\s+Scotia|Ontario|Qu[eé]bec|Saskatchewan|Newfoundland.*|Prince\\s+Edward\\s+Island|Yukon");
  private static final Pattern OF_CANADA = pattern("^[^.;]{0,60}\\bCanada\\b");
  private static final Pattern GOVERNED = pattern("govern|constru|interpret|enforce|applicable");
  private static final Pattern OF_AUSTRALIA = pattern("^,?\\s*(?:and\\s+)?Australia\\b");

  /** Where nothing better is said: whose courts decide. */
  private static final Pattern COURTS =
      pattern("courts?\\s+(?:of|in|located\\s+in|sitting\\s+in)[^.;]{0,80}?" + PLACES);

  private static final Pattern PLACE = pattern("(?:the\\s+)?" + PLACES + "(?:\\s+corporation)?,?");

  private GoverningLaw() {}

  /** Whether a text is the name of such a place and nothing else. */
  static boolean isPlace(String text) {
    return PLACE.matcher(text).matches();
  }

  static Optional<Said> find(Prose prose) {
    return PHRASES.stream()
        .flatMap(phrase -> prose.all(phrase).stream())
        .filter(match -> !isAnother(prose, match))
        .findFirst()
        .map(match -> said(prose, match))
        .or(() ->
            prose
                .first(COURTS, 0, prose.text().length())
                .map(match -> Said.of(match).as(Form.GUESSED)));
  }

  /**
   * Whether it is the law under which somebody was founded: said before it and not in the phrase.
   */
  private static boolean isAnother(Prose prose, MatchResult match) {
    return OTHER_LAW.matcher(prose.before(match.start(), 90)).find()
        && !GOVERNED.matcher(match.group()).lookingAt();
  }

  /** The place, with its country where both are said as one law's. */
  private static Said said(Prose prose, MatchResult match) {
    Said said = Said.of(match);
    String country = ADJECTIVES.get(said.value().toLowerCase(Locale.ROOT));
    if (country != null) {
      return said.withValue(country);
    }
    if (PROVINCE.matcher(said.value()).matches()) {
      String after = prose.after(match.end("v"), 70);
      if (OF_AUSTRALIA.matcher(after).find()) {
        return said.withValue(said.value() + ", Australia");
      }
      return OF_CANADA.matcher(after).find() ? said.withValue(said.value() + ", Canada") : said;
    }
    return said;
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
