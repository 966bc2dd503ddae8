package io.sluice.extractors.child;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** Decoded images, upright, as gray rasters or in colour. */
final class Gray {
  /** A pixel darker than this is ink. */
  static final int INK = 160;

  /** Fewer inked pixels than this share are dust. */
  private static final double INKED = 0.000_2;

  private Gray() {}

  static BufferedImage of(ImageReader reader, int index, ImageReadParam param, int orientation)
      throws IOException {
    return upright(decoded(reader, index, param), orientation, BufferedImage.TYPE_BYTE_GRAY);
  }

  /** In colour where it has any. */
  static BufferedImage inColour(
      ImageReader reader, int index, ImageReadParam param, int orientation) throws IOException {
    BufferedImage image = decoded(reader, index, param);
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    return upright(
        image, orientation, gray ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
  }

  private static BufferedImage decoded(ImageReader reader, int index, ImageReadParam param)
      throws IOException {
    try {
      return reader.read(index, param);
    } catch (javax.imageio.IIOException e) {
      if (!reader.canReadRaster()) {
        throw e;
      }
      return fromCmyk(reader.readRaster(index, param), e);
    }
  }

  /** The gray bytes, row by row. */
  static byte[] bytes(BufferedImage gray) {
    return ((DataBufferByte) gray.getRaster().getDataBuffer()).getData();
  }

  /** Whether there is nothing on it to be read. */
  static boolean isBlank(BufferedImage gray) {
    byte[] pixels = bytes(gray);
    long inked = 0;
    long light = 0;
    for (byte pixel : pixels) {
      if ((pixel & 0xff) < INK) {
        inked++;
      } else {
        light++;
      }
    }
    // All dark is as empty as all light.
    return Math.min(inked, light) < INKED * pixels.length;
  }

  private static BufferedImage upright(BufferedImage image, int orientation, int type) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean turned = orientation >= 5 && orientation <= 8;
    BufferedImage upright =
        new BufferedImage(turned ? height : width, turned ? width : height, type);
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
          default -> new AffineTransform();
        };
    Graphics2D graphics = upright.createGraphics();
    // Transparent is paper.
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, upright.getWidth(), upright.getHeight());
    graphics.drawImage(image, turn, null);
    graphics.dispose();
    return upright;
  }

  /** Adobe writes CMYK inverted: 255 is no ink. */
  private static BufferedImage fromCmyk(Raster raster, IOException cause) throws IOException {
    if (raster.getNumBands() != 4) {
      throw cause;
    }
    int width = raster.getWidth();
    int height = raster.getHeight();
    BufferedImage gray = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] out = bytes(gray);
    int[] row = new int[width * 4];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int light = (row[4 * x] * 299 + row[4 * x + 1] * 587 + row[4 * x + 2] * 114) / 1000;
        out[y * width + x] = (byte) (light * row[4 * x + 3] / 255);
      }
    }
    return gray;
  }
}
