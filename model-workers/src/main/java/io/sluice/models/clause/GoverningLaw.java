package io.sluice.models.clause;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
              Argentina|Chile|United Arab Emirates\
              """
                  .split("\\|"))
          .sorted(Comparator.comparingInt(String::length).reversed())
          .map(place -> place.replace(" ", "\\s+"))
          .collect(Collectors.joining("|", "(?<v>", ")\\b"));

  private static final String STATE =
      "(?:the\\s+)?(?:(?:State|Commonwealth|Province|Territory|Republic)\\s+of\\s+)?(?:the\\s+)?";

  /** The surest first. */
  private static final List<Pattern> PHRASES =
      List.of(
          pattern(
              "(?:govern(?:ed|ing)|constru(?:ed|ction)|interpret(?:ed|ation)|enforced)[^.;]{0,160}?"
                  + "(?:laws?\\s+(?:of|in\\s+(?:force|effect)\\s+in)|with\\s+the)\\s+"
                  + "(?:the\\s+)?(?:internal\\s+laws\\s+of\\s+)?"
                  + STATE
                  + PLACES),
          pattern("\\blaws?\\s+of\\s+" + STATE + PLACES),
          pattern(PLACES + "\\s+law\\s+(?:shall|will|governs|applies)"),
          pattern("governed\\s+by[^.;]{0,60}?\\b" + PLACES + "\\s+laws?\\b"));

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
        .flatMap(phrase -> prose.first(phrase, 0, prose.text().length()).stream())
        .findFirst()
        .map(Said::of)
        .or(() -> prose.first(COURTS, 0, prose.text().length()).map(Said::of).map(Said::unsure));
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
