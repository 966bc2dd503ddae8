package io.sluice.statistics;

/**
 * So many of so many, with Clopper and Pearson's two-sided interval (Biometrika 26, 1934): exact,
 * never too narrow, [0, 1] where nothing was seen.
 *
 * @param count how many, in [0, of]
 * @param of of how many
 * @param low the lower end of the 95 % interval, in [0, 1]
 * @param high the upper end
 */
public record Share(long count, long of, double low, double high) {
  /** What is left to each side of the interval. */
  private static final double TAIL = 0.025;

  public Share {
    if (count < 0 || count > of) {
      throw new IllegalArgumentException(
          "a share is a part of its whole, not " + count + " of " + of);
    }
  }

  /** With its 95 % interval. */
  public static Share of(long count, long of) {
    int errors = Math.toIntExact(count);
    int n = Math.toIntExact(of);
    return new Share(
        count, of, Binomial.lower(errors, n, 1 - TAIL), Binomial.upper(errors, n, 1 - TAIL));
  }

  /** The share itself, in [0, 1]; NaN of nothing. */
  public double rate() {
    return of == 0 ? Double.NaN : (double) count / of;
  }
}
