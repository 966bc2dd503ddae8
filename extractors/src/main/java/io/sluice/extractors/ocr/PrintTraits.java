package io.sluice.extractors.ocr;

import java.util.Arrays;

/**
 * What a look at the ink says before any engine runs.
 *
 * @param letterHeight median height of what looks like letters, in pixels of the page; 0 if none
 * @param letters how many connected pieces of ink look like letters
 * @param noise share of pixels that differ much from the median of their neighbours, 0..1
 * @param skew tilt of the letters
 * @param unevenPaper difference of the brightest and darkest regular paper, 0..255
 */
record PrintTraits(double letterHeight, int letters, double noise, Skew skew, int unevenPaper) {
  private static final int MOST_PIXELS = 3_000_000;
  private static final double NOISY = 0.03;
  private static final int FAR_FROM_MEDIAN = 40;

  static PrintTraits of(GrayImage page) {
    int factor = page.reductionTo(MOST_PIXELS);
    GrayImage small = page.reduced(factor);
    double noise = noise(page);
    Letters letters = Letters.in(Ink.of(noise > NOISY ? Filters.median(small) : small));
    return new PrintTraits(
        letters.height() * (double) factor,
        letters.count(),
        noise,
        Skew.of(letters),
        spread(Filters.paper(small)));
  }

  boolean noisy() {
    return noise > NOISY;
  }

  private static double noise(GrayImage page) {
    int[] window = new int[9];
    int far = 0;
    int seen = 0;
    for (int y = 1; y < page.height() - 1; y += 3) {
      for (int x = 1 + y % 7; x < page.width() - 1; x += 7) {
        int median = Filters.median(page.pixels(), y * page.width() + x, page.width(), window);
        far += Math.abs(page.at(x, y) - median) > FAR_FROM_MEDIAN ? 1 : 0;
        seen++;
      }
    }
    return seen == 0 ? 0 : (double) far / seen;
  }

  private static int spread(int[][] paper) {
    int[] sorted = Arrays.stream(paper).flatMapToInt(Arrays::stream).sorted().toArray();
    return sorted[sorted.length * 9 / 10] - sorted[sorted.length / 10];
  }
}
