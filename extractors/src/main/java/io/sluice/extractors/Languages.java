package io.sluice.extractors;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the language by its most frequent small words. Enough for business papers of a line or
 * more, and nothing is loaded; where it cannot tell, it says so.
 */
final class Languages {
  private static final int SAMPLE_WORDS = 2_000;
  private static final int MIN_HITS = 5;
  private static final int MIN_DISTINCT = 3;
  private static final double MIN_SHARE = 0.05;
  private static final double LEAD = 1.3;

  private static final Map<String, String> SMALL_WORDS =
      Map.ofEntries(
          Map.entry(
              "en",
              "the of and to in for is on by with this that be or as are from at shall which any it not have"),
          Map.entry(
              "de",
              "der die das und ist von mit für den im nicht ein eine zu auf dem des sich wir sie bei auch wird zum zur"),
          Map.entry(
              "fr",
              "le la les des et est une du pour dans par sur avec au que qui en ce pas nous vous aux votre être"),
          Map.entry(
              "es",
              "el los las del que por para con una es en se al su como más este lo no sus ser la"),
          Map.entry(
              "it",
              "il di che per un una del della con non sono dei delle nel alla al da si gli le lo ed"),
          Map.entry(
              "nl",
              "het een van en de is op voor met dat te zijn niet aan bij wordt door deze uw ook naar om wij als"),
          Map.entry(
              "pt",
              "os das dos em para com não uma que por ao na no se mais as ou sua pela pelo seu"),
          Map.entry(
              "pl", "na do nie się jest że od za przez po dla oraz są jak to być ze lub jako dnia"),
          Map.entry(
              "sv",
              "och att det som en på är av för med den till inte har om ett vi kan från var eller vid ska er"),
          Map.entry(
              "da",
              "og at det er en af på til som den for med ikke der har et kan fra vi om eller ved skal jeg"),
          Map.entry(
              "cs", "je na se že do pro to by jako od za být není nebo podle které který jsou ve"),
          Map.entry(
              "tr",
              "ve bir bu için ile da de olarak olan daha en gibi çok ne kadar sonra veya göre ancak her"));

  private static final Map<String, Set<String>> LANGUAGES_OF = index();

  private Languages() {}

  /** ISO 639-1 code, or null. */
  static @Nullable String of(String text) {
    Map<String, Integer> hits = new HashMap<>();
    Map<String, Set<String>> distinct = new HashMap<>();
    int words = 0;
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length() && words < SAMPLE_WORDS; i++) {
      if (i < text.length() && Character.isLetter(text.charAt(i))) {
        word.append(text.charAt(i));
      } else if (!word.isEmpty()) {
        words++;
        count(word.toString().toLowerCase(Locale.ROOT), hits, distinct);
        word.setLength(0);
      }
    }
    List<Map.Entry<String, Integer>> ranked =
        hits.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(2)
            .toList();
    if (ranked.isEmpty()) {
      return null;
    }
    int best = ranked.getFirst().getValue();
    int second = ranked.size() > 1 ? ranked.get(1).getValue() : 0;
    String language = ranked.getFirst().getKey();
    boolean clear =
        distinct.getOrDefault(language, Set.of()).size() >= MIN_DISTINCT
            && best >= MIN_HITS
            && best >= MIN_SHARE * words
            && best >= LEAD * second;
    return clear ? language : null;
  }

  private static void count(
      String word, Map<String, Integer> hits, Map<String, Set<String>> distinct) {
    for (String language : LANGUAGES_OF.getOrDefault(word, Set.of())) {
      distinct.computeIfAbsent(language, l -> new HashSet<>()).add(word);
      hits.merge(language, 1, Integer::sum);
    }
  }

  private static Map<String, Set<String>> index() {
    Map<String, Set<String>> index = new HashMap<>();
    SMALL_WORDS.forEach((language, words) -> {
      for (String word : words.split(" ", -1)) {
        index.computeIfAbsent(word, w -> new HashSet<>()).add(language);
      }
    });
    return index;
  }
}
