package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Cutting and choosing need no tokenizer: words are given as tokens. */
class WindowsTest {
  private static final int MAX_WORD_TOKENS = 8;

  private static WindowSettings settings(int maxTokens, int overlap) {
    return new WindowSettings(
        maxTokens, overlap, MAX_WORD_TOKENS, 10_000, 2, 1, 5, 2, Map.of("cue", 3, "hint", 1));
  }

  private static Windows windows(WindowSettings settings) {
    return new Windows(settings, (words, most) -> List.of());
  }

  private static List<int[]> tokens(List<Integer> lengths) {
    return lengths.stream().map(int[]::new).toList();
  }

  @Property
  void everyWordIsInSomeWindowTheOrderIsKeptAndNoWindowIsTooLong(
      @ForAll @Size(max = 300) List<@IntRange(min = 1, max = MAX_WORD_TOKENS) Integer> lengths,
      @ForAll @IntRange(min = 10, max = 80) int maxTokens,
      @ForAll @IntRange(max = 40) int overlap) {
    List<Windows.Span> spans = windows(settings(maxTokens, overlap)).cut(tokens(lengths));

    int covered = 0;
    int start = -1;
    for (Windows.Span span : spans) {
      assertThat(span.start()).isGreaterThan(start).isLessThanOrEqualTo(covered);
      // Not always beyond it: long words behind a wide overlap may fill a window that adds nothing.
      assertThat(span.end()).isGreaterThanOrEqualTo(covered);
      int used = lengths.subList(span.start(), span.end()).stream().mapToInt(n -> n).sum();
      assertThat(used).isBetween(1, maxTokens - 2);
      start = span.start();
      covered = span.end();
    }
    assertThat(covered).isEqualTo(lengths.size());
  }

  @Property
  void aDocumentThatFitsIsOneWindow(
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 3) Integer> lengths) {
    assertThat(windows(settings(32, 4)).cut(tokens(lengths)))
        .containsExactly(new Windows.Span(0, lengths.size()));
  }

  @Property
  void ofALongDocumentTheFirstTheLastAndAsManyAsAllowedAreRead(
      @ForAll @Size(min = 6, max = 60) List<@AlphaChars @StringLength(max = 3) String> words) {
    List<Windows.Span> spans =
        IntStream.range(0, words.size()).mapToObj(i -> new Windows.Span(i, i + 1)).toList();

    List<Integer> chosen = windows(settings(32, 4)).select(spans, words);

    assertThat(chosen)
        .hasSize(5)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains(0, 1, words.size() - 1);
  }

  @Property
  void windowsWithCueWordsAreReadAndOfEqualOnesTheEarlier(
      @ForAll @IntRange(min = 3, max = 18) int cue, @ForAll @IntRange(min = 3, max = 18) int hint) {
    String[] words = new String[20];
    Arrays.fill(words, "word");
    words[hint] = "(hint,";
    words[cue] = "CUE.";
    List<Windows.Span> spans =
        IntStream.range(0, 20).mapToObj(i -> new Windows.Span(i, i + 1)).toList();

    List<Integer> chosen = windows(settings(32, 4)).select(spans, List.of(words));

    Set<Integer> expected = new HashSet<>(List.of(0, 1, 19, cue, hint));
    if (cue == hint) {
      expected.add(cue == 2 ? 3 : 2);
    }
    assertThat(chosen).containsExactlyInAnyOrderElementsOf(expected);
  }
}
