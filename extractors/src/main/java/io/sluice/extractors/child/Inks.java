package io.sluice.extractors.child;

import java.io.IOException;
import java.util.Set;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.jspecify.annotations.Nullable;

/** How light the inks of a page are. */
final class Inks {
  /** The operators that choose an ink for filling. */
  static final Set<String> SETS = Set.of("g", "rg", "k", "cs", "sc", "scn");

  private @Nullable PDColor last;
  private double lastLight;
  private boolean unknown;

  /** The last choice failed: nobody knows what is painted with. */
  void unknown() {
    unknown = true;
  }

  void known() {
    unknown = false;
  }

  /** In [0, 1], 0 is black; NaN for patterns and for what cannot be told. */
  double light(PDColor ink) {
    if (unknown) {
      return Double.NaN;
    }
    if (ink != last) {
      last = ink;
      lastLight = of(ink);
    }
    return lastLight;
  }

  private static double of(PDColor ink) {
    if (ink.isPattern()) {
      return Double.NaN;
    }
    try {
      int rgb = ink.toRGB();
      return ((rgb >> 16 & 0xff) * 0.299 + (rgb >> 8 & 0xff) * 0.587 + (rgb & 0xff) * 0.114) / 255;
    } catch (IOException | RuntimeException e) {
      return Double.NaN;
    }
  }
}
