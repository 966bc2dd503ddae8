package io.sluice.llm.question;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.types.values.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which words of a document a model is shown: all where they fit. Of a longer one the blocks where
 * something was found, those with cue words, the beginning and the end; then from the front, while
 * they fit. Pure.
 *
 * @param runs the runs of words that are shown, rising, never touching each other
 * @param share how much of the words they are, in [0, 1]; 1 for a document without words
 */
record Shown(List<Run> runs, double share) {
  private static final int BLOCK = 100;
  private static final int FOUND = 100;
  private static final int CUE = 10;
  private static final int EDGE = 6;

  /** Words {@code [first, end)}. */
  record Run(int first, int end) {}

  /**
   * Chooses the words.
   *
   * @param places offsets in the text where somebody has found something for the fields
   * @param cues words and phrases near which their values tend to stand
   * @param budget most tokens, as {@link #tokens} estimates them
   */
  static Shown of(ParsedContent document, Set<Integer> places, List<String> cues, int budget) {
    List<Word> words = document.getWords();
    int blocks = (words.size() + BLOCK - 1) / BLOCK;
    int[] cost = new int[blocks];
    for (int i = 0; i < words.size(); i++) {
      cost[i / BLOCK] += tokens(words.get(i).getText());
    }
    if (Arrays.stream(cost).sum() <= budget) {
      return new Shown(words.isEmpty() ? List.of() : List.of(new Run(0, words.size())), 1);
    }
    int[] worth = worth(words, blocks, places, cues);
    Set<Integer> chosen = new TreeSet<>();
    int left = budget;
    for (int block :
        IntStream.range(0, blocks)
            .boxed()
            .sorted(Comparator.comparingInt((Integer b) -> -worth[b]).thenComparing(b -> b))
            .toList()) {
      if (cost[block] <= left) {
        chosen.add(block);
        left -= cost[block];
      }
    }
    return of(chosen, words.size());
  }

  private static Shown of(Set<Integer> blocks, int words) {
    List<Run> runs = new ArrayList<>();
    int shown = 0;
    for (int block : blocks) {
      int first = block * BLOCK;
      int end = Math.min(first + BLOCK, words);
      shown += end - first;
      if (!runs.isEmpty() && runs.getLast().end() == first) {
        runs.set(runs.size() - 1, new Run(runs.getLast().first(), end));
      } else {
        runs.add(new Run(first, end));
      }
    }
    return new Shown(runs, (double) shown / words);
  }

  private static int[] worth(List<Word> words, int blocks, Set<Integer> places, List<String> cues) {
    int[] worth = new int[blocks];
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      int end = word.getStart() + word.getText().length();
      if (places.stream().anyMatch(place -> word.getStart() <= place && place < end)) {
        worth[i / BLOCK] += FOUND;
      }
    }
    List<String> folded = cues.stream().map(Text::fold).distinct().toList();
    for (int block = 0; block < blocks; block++) {
      // A few words more, so that a phrase that goes over the edge is seen, too.
      String text = folded(words, block * BLOCK, Math.min((block + 1) * BLOCK + 4, words.size()));
      for (String cue : folded) {
        if (text.contains(" " + cue + " ")) {
          worth[block] += CUE;
        }
      }
    }
    worth[0] += EDGE + 1;
    worth[blocks - 1] += EDGE;
    int[] withNeighbours = worth.clone();
    for (int block = 0; block < blocks; block++) {
      for (int beside : new int[] {block - 1, block + 1}) {
        if (beside >= 0 && beside < blocks) {
          withNeighbours[block] += worth[beside] / 3;
        }
      }
    }
    return withNeighbours;
  }

  private static String folded(List<Word> words, int first, int end) {
    StringBuilder text = new StringBuilder(" ");
    for (Word word : words.subList(first, end)) {
      text.append(word.getText()).append(' ');
    }
    return " " + Text.fold(text.toString()).replaceAll("[^\\p{L}\\p{N}]+", " ").strip() + " ";
  }

  /**
   * About how many tokens a word is, its space included: a third of its bytes, which is more than
   * tokenizers of European languages make of prose and about what they make of figures.
   */
  static int tokens(String text) {
    return 1 + text.getBytes(StandardCharsets.UTF_8).length / 3;
  }
}
