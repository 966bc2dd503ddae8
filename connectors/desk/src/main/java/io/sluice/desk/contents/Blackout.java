package io.sluice.desk.contents;

import io.sluice.events.Box;
import io.sluice.events.PageImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Paints over what somebody may not see: the pixels are gone, not covered. */
public final class Blackout {
  /** Letters reach over their boxes a little, in points. */
  private static final float MARGIN = 1.5f;

  /** An A3 page at 300 pixels an inch has 17 million. */
  private static final long MOST_PIXELS = 60_000_000;

  private Blackout() {}

  /** The page's PNG with the boxes, in points, painted black. */
  public static byte[] paint(byte[] png, PageImage page, List<Box> boxes) throws IOException {
    BufferedImage image = decode(png);
    // A palette may lack black.
    BufferedImage painted =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = painted.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.setColor(Color.BLACK);
    double x = image.getWidth() / page.getWidth();
    double y = image.getHeight() / page.getHeight();
    for (Box box : boxes) {
      int left = (int) Math.floor((box.getX0() - MARGIN) * x);
      int top = (int) Math.floor((box.getY0() - MARGIN) * y);
      int right = (int) Math.ceil((box.getX1() + MARGIN) * x);
      int bottom = (int) Math.ceil((box.getY1() + MARGIN) * y);
      graphics.fillRect(left, top, right - left, bottom - top);
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream(png.length);
    ImageIO.write(painted, "png", out);
    return out.toByteArray();
  }

  /** It was drawn where hostile documents are: its size is looked at before it is unpacked. */
  private static BufferedImage decode(byte[] png) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in, true, true);
      if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
        throw new IOException("the page's picture is larger than " + MOST_PIXELS + " pixels");
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }
}
