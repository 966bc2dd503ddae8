package io.sluice.extractors.ocr;

/** Otsu's threshold (1979): splits gray values into two classes of least variance. */
final class Otsu {

  private Otsu() {}

  /** The highest value of the dark class, 0..254. */
  static int threshold(byte[] pixels) {
    int[] histogram = new int[256];
    double total = 0;
    for (byte pixel : pixels) {
      histogram[pixel & 0xff]++;
      total += pixel & 0xff;
    }
    double best = -1;
    int threshold = 127;
    double darkSum = 0;
    int dark = 0;
    for (int level = 0; level < 255; level++) {
      dark += histogram[level];
      darkSum += (double) level * histogram[level];
      int light = pixels.length - dark;
      if (dark == 0 || light == 0) {
        continue;
      }
      double difference = darkSum / dark - (total - darkSum) / light;
      double between = (double) dark * light * difference * difference;
      if (between > best) {
        best = between;
        threshold = level;
      }
    }
    return threshold;
  }
}
