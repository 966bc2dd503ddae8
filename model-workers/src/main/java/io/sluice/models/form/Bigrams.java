package io.sluice.models.form;

import java.util.BitSet;

/** The pairs of letters of a text: a quick look whether one can be found in another. Immutable. */
final class Bigrams {
  private static final int SIZE = 1 << 12;
  private final BitSet pairs = new BitSet(SIZE);

  private Bigrams() {}

  /** Of letters and digits in lower case. */
  static Bigrams of(String letters) {
    Bigrams bigrams = new Bigrams();
    for (int i = 1; i < letters.length(); i++) {
      bigrams.pairs.set((letters.charAt(i - 1) * 67 + letters.charAt(i)) & (SIZE - 1));
    }
    return bigrams;
  }

  /** The share of the other's pairs that stand here, in [0, 1]. */
  double shared(Bigrams other) {
    BitSet both = (BitSet) pairs.clone();
    both.and(other.pairs);
    return both.cardinality() / (double) Math.max(1, other.pairs.cardinality());
  }
}
