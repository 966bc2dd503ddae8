package io.sluice.evaluation.grading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Precision, recall and their harmonic mean F1 (van Rijsbergen, Information Retrieval, 1979), each
 * in [0, 1], null where undefined.
 */
record Prf(@Nullable Double precision, @Nullable Double recall, @Nullable Double f1) {

  static final Prf UNDEFINED = new Prf(null, null, null);

  static Prf of(Counts c) {
    return new Prf(
        ratio(c.hits(), c.hits() + c.extra()),
        ratio(c.hits(), c.hits() + c.missed()),
        ratio(2 * c.hits(), 2 * c.hits() + c.extra() + c.missed()));
  }

  /** The means of each, over those where it is defined. */
  static Prf mean(Collection<Prf> all) {
    return new Prf(mean(all, Prf::precision), mean(all, Prf::recall), mean(all, Prf::f1));
  }

  private static @Nullable Double mean(
      Collection<Prf> all, Function<Prf, @Nullable Double> figure) {
    List<@Nullable Double> values = new ArrayList<>();
    all.forEach(one -> values.add(figure.apply(one)));
    return Figures.mean(values);
  }

  private static @Nullable Double ratio(int part, int whole) {
    return whole == 0 ? null : (Double) ((double) part / whole);
  }
}
