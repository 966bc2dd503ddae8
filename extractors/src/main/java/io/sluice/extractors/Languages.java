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
  private static final int MIN_HITS = 4;
  private static final double MIN_SHARE = 0.05;
  private static final double LEAD = 1.3;

  private static final Map<String, String> SMALL_WORDS =
      Map.ofEntries(
          Map.entry("en", "the of and to in for is on by with this that be or as are from at shall which any it not have"),
          Map.entry("de", "der die das und ist von mit für den im nicht ein eine zu auf dem des sich wir sie bei auch wird zum zur"),
          Map.entry("fr", "le la les des et est une du pour dans par sur avec au que qui en ce pas nous vous aux votre être"),
          Map.entry("es", "el los las del y que por para con una es en se al su como más este lo no sus ser la o"),
          Map.entry("it", "il di che è per un una del della con non sono dei delle nel alla al da si gli le lo ed i"),
          Map.entry("nl", "het een van en de is op voor met dat te zijn niet aan bij wordt door deze uw ook naar om wij als"),
          Map.entry("pt", "os das dos em para com não uma que é por ao na no se mais as ou sua pela pelo seu à o"),
          Map.entry("pl", "i w z na do nie się jest że o od za przez po dla oraz są jak to być ze lub jako dnia"),
          Map.entry("sv", "och att det som en på är av för med den till inte har om ett vi kan från var eller vid ska er"),
          Map.entry("da", "og at det er en af på til som den for med ikke der har et kan fra vi om eller ved skal jeg"),
          Map.entry("cs", "a je v na se že z do s o pro to by jako od za být není nebo podle které který jsou ve"),
          Map.entry("tr", "ve bir bu için ile da de olarak olan daha en gibi çok ne kadar sonra veya göre ancak her"));

  private static final Map<String, Set<String>> LANGUAGES_OF = index();

  private Languages() {}

  /** ISO 639-1 code, or null. */
  static @Nullable String of(String text) {
    Map<String, Integer> hits = new HashMap<>();
    int words = 0;
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length() && words < SAMPLE_WORDS; i++) {
      if (i < text.length() && Character.isLetter(text.charAt(i))) {
        word.append(text.charAt(i));
      } else if (!word.isEmpty()) {
        words++;
        count(word.toString().toLowerCase(Locale.ROOT), hits);
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
    boolean clear = best >= MIN_HITS && best >= MIN_SHARE * words && best >= LEAD * second;
    return clear ? ranked.getFirst().getKey() : null;
  }

  private static void count(String word, Map<String, Integer> hits) {
    for (String language : LANGUAGES_OF.getOrDefault(word, Set.of())) {
      hits.merge(language, 1, Integer::sum);
    }
  }

  private static Map<String, Set<String>> index() {
    Map<String, Set<String>> index = new HashMap<>();
    SMALL_WORDS.forEach(
        (language, words) -> {
          for (String word : words.split(" ", -1)) {
            index.computeIfAbsent(word, w -> new HashSet<>()).add(language);
          }
        });
    return index;
  }
}
