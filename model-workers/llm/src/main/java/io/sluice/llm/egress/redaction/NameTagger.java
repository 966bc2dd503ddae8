package io.sluice.llm.egress.redaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Marks persons, organisations and addresses, token by token from left to right: an averaged
 * perceptron over hashed features (Collins 2002), 8-bit weights. It is small and knows it: what it
 * overlooks, the word list hides unless it is an ordinary word. Immutable, thread-safe.
 */
final class NameTagger {
  /** The tags by number; null for none. */
  static final List<@Nullable Kind> TAGS =
      java.util.Arrays.asList(null, Kind.PERSON, Kind.ORGANISATION, Kind.ADDRESS);

  /** A power of two. */
  static final int BUCKETS = 1 << 17;

  private final byte[] weights;

  /**
   * @param weights {@code BUCKETS × TAGS.size()}, the tag running fastest
   */
  NameTagger(byte[] weights) {
    if (weights.length != BUCKETS * TAGS.size()) {
      throw new IllegalArgumentException(
          "weights of " + weights.length + " bytes; a model has " + BUCKETS * TAGS.size());
    }
    this.weights = weights;
  }

  /** The tag's number of each token. */
  int[] tag(List<Token> tokens) {
    int[] tags = new int[tokens.size()];
    int[] features = new int[NameFeatures.COUNT];
    for (int i = 0; i < tags.length; i++) {
      NameFeatures.at(tokens, tags, i, features);
      int best = 0;
      int most = Integer.MIN_VALUE;
      for (int tag = 0; tag < TAGS.size(); tag++) {
        int score = 0;
        for (int feature : features) {
          score += weights[feature * TAGS.size() + tag];
        }
        if (score > most) {
          most = score;
          best = tag;
        }
      }
      tags[i] = best;
    }
    return tags;
  }
}
