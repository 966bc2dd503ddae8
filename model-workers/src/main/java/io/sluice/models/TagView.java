package io.sluice.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the model says of one tag for each word: the windows merged by averaging.
 *
 * @param begin probability that a value begins at the word, NaN where no window covered it, {@code
 *     [words]}
 * @param inside probability that a value goes on over the word, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read once, never compared.
record TagView(double[] begin, double[] inside) {
  /** The least probability that begins a value. */
  private static final double START = 0.10;

  /** The least probability that continues one. */
  private static final double CONTINUE = 0.40;

  /**
   * A run of words that may be a value.
   *
   * @param raw mean over its words of the probability to begin (first word) or to go on
   * @param weakest the least of them
   */
  record Span(int start, int end, double raw, double weakest) {}

  static TagView of(int tag, int words, List<Window> windows, List<Logits> logits) {
    double[] begin = new double[words];
    double[] inside = new double[words];
    int[] seen = new int[words];
    for (int w = 0; w < windows.size(); w++) {
      Window window = windows.get(w);
      for (int i = 0; i < window.firstTokens().length; i++) {
        float[] row = logits.get(w).tags()[window.firstTokens()[i]];
        double b = row[2 * tag];
        double in = row[2 * tag + 1];
        double top = Math.max(0, Math.max(b, in));
        double sum = Math.exp(b - top) + Math.exp(in - top) + Math.exp(-top);
        int word = window.firstWord() + i;
        begin[word] += Math.exp(b - top) / sum;
        inside[word] += Math.exp(in - top) / sum;
        seen[word]++;
      }
    }
    for (int word = 0; word < words; word++) {
      begin[word] = seen[word] == 0 ? Double.NaN : begin[word] / seen[word];
      inside[word] = seen[word] == 0 ? Double.NaN : inside[word] / seen[word];
    }
    return new TagView(begin, inside);
  }

  /**
   * The candidates in reading order. A comparison with NaN is false: none reaches into words that
   * nobody has read.
   */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    int word = 0;
    while (word < begin.length) {
      if (!(begin[word] >= START)) {
        word++;
        continue;
      }
      double total = begin[word];
      double weakest = begin[word];
      int end = word + 1;
      while (end < begin.length && inside[end] >= CONTINUE && inside[end] > begin[end]) {
        weakest = Math.min(weakest, inside[end]);
        total += inside[end++];
      }
      spans.add(new Span(word, end, total / (end - word), weakest));
      word = end;
    }
    return spans;
  }

  /** The greatest probability that any word begins a value; 0 if no word was read. */
  double greatestBegin() {
    return Arrays.stream(begin).filter(b -> !Double.isNaN(b)).max().orElse(0);
  }
}
