package io.sluice.models;

import io.sluice.events.Box;
import io.sluice.events.Page;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Cuts a document's words into windows and picks those of a long document that are worth reading,
 * exactly as the trainer does ({@code sluice_trainer/windows.py}). Pure and thread-safe.
 */
final class Windows {
  private static final int CLS = 101;
  private static final int SEP = 102;
  private static final long[] NOWHERE = {0, 0, 0, 0};
  private static final long[] UNMARKED = new long[Marks.COUNT];

  /** Box coordinates are thousandths of the page. */
  private static final int GRID = 1000;

  private final WindowSettings settings;
  private final Tokens wordPieces;

  /** Turns words into token ids, each word into at least one and at most {@code most}. */
  @FunctionalInterface
  interface Tokens {
    List<int[]> of(List<String> words, int most);
  }

  /** Words {@code [start, end)} of the document. */
  record Span(int start, int end) {}

  Windows(WindowSettings settings, Tokens wordPieces) {
    this.settings = settings;
    this.wordPieces = wordPieces;
  }

  /** The windows to read, in reading order; none if the document has no words. */
  List<Window> of(ParsedContent document) {
    List<Word> words =
        document.getWords().subList(0, Math.min(document.getWords().size(), settings.maxWords()));
    List<String> texts = words.stream().map(Word::getText).toList();
    List<int[]> tokens = wordPieces.of(texts, settings.maxWordTokens());
    List<Span> spans = cut(tokens);
    Map<Integer, Page> pages = new HashMap<>();
    document.getPages().forEach(page -> pages.put(page.getNumber(), page));
    List<long[]> boxes = words.stream().map(word -> box(word, pages)).toList();
    List<long[]> marks = Marks.of(words, boxes, pages);
    return select(spans, texts).stream()
        .map(i -> window(spans.get(i), tokens, boxes, marks))
        .toList();
  }

  /**
   * Spans of as many words as fit; each begins {@code overlapWords} before the last one's end, but
   * at least one word after its beginning.
   */
  List<Span> cut(List<int[]> tokens) {
    int room = settings.maxTokens() - 2;
    List<Span> spans = new ArrayList<>();
    int start = 0;
    while (start < tokens.size()) {
      int end = start;
      for (int used = 0;
          end < tokens.size() && used + tokens.get(end).length <= room;
          used += tokens.get(end++).length) {}
      spans.add(new Span(start, end));
      if (end == tokens.size()) {
        break;
      }
      start = Math.max(start + 1, end - settings.overlapWords());
    }
    return spans;
  }

  /**
   * Indexes, ascending: all, or the first, the last and those of the highest cue score, the earlier
   * of equal ones.
   */
  List<Integer> select(List<Span> spans, List<String> words) {
    int count = spans.size();
    if (count <= settings.maxWindows()) {
      return IntStream.range(0, count).boxed().toList();
    }
    int first = settings.firstWindows();
    int last = settings.lastWindows();
    Map<Integer, Integer> scores = new HashMap<>();
    for (int i = first; i < count - last; i++) {
      scores.put(i, cueScore(words.subList(spans.get(i).start(), spans.get(i).end())));
    }
    List<Integer> ranked =
        scores.keySet().stream()
            .sorted(
                Comparator.<Integer>comparingInt(i -> -scores.getOrDefault(i, 0))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(settings.maxWindows() - (long) first - last)
            .toList();
    List<Integer> chosen = new ArrayList<>(IntStream.range(0, first).boxed().toList());
    chosen.addAll(ranked);
    chosen.addAll(IntStream.range(count - last, count).boxed().toList());
    Collections.sort(chosen);
    return chosen;
  }

  /** Distinct cue words count once. */
  private int cueScore(List<String> words) {
    Set<String> distinct = new HashSet<>();
    for (String word : words) {
      distinct.add(letters(word));
    }
    return distinct.stream().mapToInt(word -> settings.cueWords().getOrDefault(word, 0)).sum();
  }

  private static String letters(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) >= 'a' && lower.charAt(i) <= 'z') {
        letters.append(lower.charAt(i));
      }
    }
    return letters.toString();
  }

  private static long[] box(Word word, Map<Integer, Page> pages) {
    Box box = word.getBox();
    Page page = pages.get(word.getPage());
    if (box == null || page == null || page.getWidth() <= 0 || page.getHeight() <= 0) {
      return NOWHERE;
    }
    return new long[] {
      grid(box.getX0(), page.getWidth()),
      grid(box.getY0(), page.getHeight()),
      grid(box.getX1(), page.getWidth()),
      grid(box.getY1(), page.getHeight())
    };
  }

  private static long grid(double value, double side) {
    return value > 0 ? Math.min(GRID, (long) (value * GRID / side + 0.5)) : 0;
  }

  private static Window window(
      Span span, List<int[]> tokens, List<long[]> boxes, List<long[]> marks) {
    int length = 2;
    for (int i = span.start(); i < span.end(); i++) {
      length += tokens.get(i).length;
    }
    long[] ids = new long[length];
    long[][] placed = new long[length][];
    long[][] marked = new long[length][];
    int[] firsts = new int[span.end() - span.start()];
    ids[0] = CLS;
    placed[0] = NOWHERE;
    marked[0] = UNMARKED;
    int at = 1;
    for (int i = span.start(); i < span.end(); i++) {
      firsts[i - span.start()] = at;
      for (int token : tokens.get(i)) {
        ids[at] = token;
        marked[at] = marks.get(i);
        placed[at++] = boxes.get(i);
      }
    }
    ids[at] = SEP;
    placed[at] = NOWHERE;
    marked[at] = UNMARKED;
    return new Window(ids, placed, marked, span.start(), firsts);
  }
}
