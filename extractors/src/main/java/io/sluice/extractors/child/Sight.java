package io.sluice.extractors.child;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Looks for glyphs in the picture of a page. */
final class Sight {
  /** Differences of gray below this are lost on a person. */
  private static final int CONTRAST = 24;

  /** Of the middle of a printed word's box at least this share differs from its ground. */
  private static final double PRINTED = 0.03;

  /** The boxes of a scan's text layer are rough: less is asked, of a larger area. */
  private static final double SCANNED = 0.01;

  private static final double ROUGHLY = 0.6;

  /** Words that are printed already explain what is seen where they stand. */
  private static final double OVER_PRINT = 0.3;

  private final byte[] gray;
  private final int width;
  private final int height;
  private final double scale;
  private final boolean[] printed;

  /**
   * @param raster gray, {@code dpi} pixels an inch
   */
  Sight(BufferedImage raster, double dpi) {
    this.gray = Gray.bytes(raster);
    this.width = raster.getWidth();
    this.height = raster.getHeight();
    this.scale = dpi / 72;
    this.printed = new boolean[gray.length];
  }

  /** A glyph that is seen beyond doubt. */
  void print(Rectangle2D box) {
    int[] area = area(box, 0.25, 0.75, 0);
    for (int y = area[2]; y < area[3]; y++) {
      Arrays.fill(printed, y * width + area[0], y * width + area[1], true);
    }
  }

  /** Whether printed words stand where these glyphs do. */
  boolean isOverPrint(List<Rectangle2D> boxes) {
    long all = 0;
    long over = 0;
    for (Rectangle2D box : boxes) {
      int[] area = area(box, 0.25, 0.75, 0);
      for (int y = area[2]; y < area[3]; y++) {
        for (int x = area[0]; x < area[1]; x++) {
          all++;
          over += printed[y * width + x] ? 1 : 0;
        }
      }
    }
    return over > OVER_PRINT * all;
  }

  /**
   * Whether something is to be seen there.
   *
   * @param doubt what speaks against the glyphs themselves; unpainted or behind a picture, it is
   *     the picture that may show them
   * @param letters whether there is a letter or a digit among them: of a dash or a rule nothing is
   *     in the middle
   */
  boolean shows(List<Rectangle2D> boxes, Unseen doubt, boolean letters) {
    boolean scanned = doubt == Unseen.NOT_PAINTED || doubt == Unseen.BEHIND_PICTURE;
    int[] counts = new int[256];
    for (Rectangle2D box : boxes) {
      int[] area =
          switch (doubt) {
            case NOT_PAINTED -> area(box, 0, 1, ROUGHLY);
            case BEHIND_PICTURE -> area(box, 0, 1, 0);
            default -> letters ? area(box, 0.25, 0.75, 0) : area(box, 0, 1, 0);
          };
      for (int y = area[2]; y < area[3]; y++) {
        for (int x = area[0]; x < area[1]; x++) {
          counts[gray[y * width + x] & 0xff]++;
        }
      }
    }
    int ground = 0;
    for (int value = 1; value < counts.length; value++) {
      ground = counts[value] > counts[ground] ? value : ground;
    }
    long all = 0;
    long differing = 0;
    for (int value = 0; value < counts.length; value++) {
      all += counts[value];
      differing += Math.abs(value - ground) >= CONTRAST ? counts[value] : 0;
    }
    return differing > 0 && differing >= (scanned ? SCANNED : PRINTED) * all;
  }

  /** Pixels {@code [x0, x1) × [y0, y1)}: a horizontal band of the box, grown on all sides. */
  private int[] area(Rectangle2D box, double from, double to, double grown) {
    double more = grown * box.getHeight();
    double top = box.getY() + from * box.getHeight() - more;
    double bottom = box.getY() + to * box.getHeight() + more;
    int x0 = clamp(Math.floor((box.getMinX() - more) * scale), width);
    int y0 = clamp(Math.floor(top * scale), height);
    return new int[] {
      x0,
      Math.max(x0, clamp(Math.ceil((box.getMaxX() + more) * scale), width)),
      y0,
      Math.max(y0, clamp(Math.ceil(bottom * scale), height))
    };
  }

  private static int clamp(double value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }
}
