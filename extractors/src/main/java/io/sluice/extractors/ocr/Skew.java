package io.sluice.extractors.ocr;

import java.util.Arrays;

/**
 * The tilt of text lines by projection profiles: at the right angle, the ink falls into rows that
 * are full or empty.
 *
 * @param degrees clockwise, -5..5; 0 where no angle stands out
 * @param sideways whether the lines run up or down the page
 */
record Skew(double degrees, boolean sideways) {
  private static final int MOST_POINTS = 60_000;
  private static final double RANGE = 5;

  /** The tilt of the letters; rules and pictures would lead astray. */
  static Skew of(Letters letters) {
    int[][] points = points(letters.ink());
    boolean sideways = letters.sideways();
    // Swapping x and y mirrors the sense of rotation.
    double angle = sideways ? -best(points[1], points[0]) : best(points[0], points[1]);
    return new Skew(angle, sideways);
  }

  private static int[][] points(Ink ink) {
    int count = ink.bits().cardinality();
    int step = Math.max(1, count / MOST_POINTS);
    int[] xs = new int[count / step + 1];
    int[] ys = new int[count / step + 1];
    int n = 0;
    int seen = 0;
    for (int i = ink.bits().nextSetBit(0); i >= 0; i = ink.bits().nextSetBit(i + 1)) {
      if (seen++ % step == 0) {
        xs[n] = i % ink.width();
        ys[n++] = i / ink.width();
      }
    }
    return new int[][] {Arrays.copyOf(xs, n), Arrays.copyOf(ys, n)};
  }

  private static double best(int[] along, int[] across) {
    if (along.length < 200) {
      return 0;
    }
    double angle = search(along, across, 0, RANGE, 0.25);
    angle = search(along, across, angle, 0.25, 0.05);
    boolean standsOut = sharpness(along, across, angle) > 1.03 * sharpness(along, across, 0);
    return standsOut ? angle : 0;
  }

  private static double search(
      int[] along, int[] across, double centre, double range, double step) {
    double best = centre;
    double bestScore = -1;
    for (int i = (int) -Math.round(range / step); i <= Math.round(range / step); i++) {
      double score = sharpness(along, across, centre + i * step);
      if (score > bestScore) {
        bestScore = score;
        best = centre + i * step;
      }
    }
    return best;
  }

  /** Sum of squared differences of neighbouring bins of the profile along lines at this angle. */
  private static double sharpness(int[] along, int[] across, double degrees) {
    double sin = Math.sin(Math.toRadians(degrees));
    double cos = Math.cos(Math.toRadians(degrees));
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    int[] bins = new int[along.length];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = (int) Math.floor(across[i] * cos - along[i] * sin);
      least = Math.min(least, bins[i]);
      most = Math.max(most, bins[i]);
    }
    if (bins.length == 0) {
      return 0;
    }
    int[] profile = new int[most - least + 2];
    for (int bin : bins) {
      profile[bin - least + 1]++;
    }
    double sum = 0;
    for (int i = 1; i < profile.length; i++) {
      double step = profile[i] - profile[i - 1];
      sum += step * step;
    }
    return sum;
  }
}
