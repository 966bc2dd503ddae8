package io.sluice.extractors.child;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import io.sluice.events.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** An image file and the pages in it. */
final class ImageFile implements AutoCloseable {
  private final ImageInputStream in;
  private final ImageReader reader;
  private final int orientation;
  private final Report report;

  private ImageFile(ImageInputStream in, ImageReader reader, int orientation, Report report) {
    this.in = in;
    this.reader = reader;
    this.orientation = orientation;
    this.report = report;
  }

  static ImageFile open(Path file, Report report) throws IOException {
    ImageInputStream in = new FileImageInputStream(file.toFile());
    try {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new RefusedException(
            Reason.CORRUPT, "no decoder recognises the image; ask the sender for an intact copy");
      }
      ImageReader reader = readers.next();
      reader.setInput(in, false, false);
      return new ImageFile(in, reader, orientation(file), report);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The decoder's name for the format, in lower case. */
  String format() throws IOException {
    return reader.getFormatName().toLowerCase(Locale.ROOT);
  }

  /** EXIF's, 1 to 8; 1 is upright. */
  int orientation() {
    return orientation;
  }

  /** How many pages it has; refused with more than the limit. */
  int pages() throws IOException {
    // Only TIFF has pages; the frames of an animation show the same thing again.
    int pages = format().equals("tif") || format().equals("tiff") ? reader.getNumImages(true) : 1;
    Pages.check(pages, report);
    return pages;
  }

  /** A decoded page, upright, and its pixels an inch. */
  record Decoded(BufferedImage image, double dpi) {}

  /**
   * A page with as many pixels as a rendered page may have.
   *
   * @param index from 0
   */
  Decoded page(int index, boolean inColour) throws IOException {
    long pixels = (long) reader.getWidth(index) * reader.getHeight(index);
    // Even subsampled, decoding takes minutes.
    int most = report.limits().imagePixels();
    if (pixels > most) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "page %d has %,d pixels, more than %,d, the limit extractor.limits.imagePixels; send it at a lower resolution or raise the limit"
              .formatted(index + 1, pixels, most));
    }
    int step = 1;
    while (pixels / ((long) step * step) > report.limits().pixels()) {
      step++;
    }
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    return new Decoded(
        inColour
            ? Gray.inColour(reader, index, param, orientation)
            : Gray.of(reader, index, param, orientation),
        ImageResolution.of(reader, index) / step);
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    in.close();
  }

  /** EXIF orientation 1 to 8; 1 where none is told. */
  private static int orientation(Path file) throws IOException {
    try {
      var directory =
          ImageMetadataReader.readMetadata(file.toFile())
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      return directory != null && directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
          ? directory.getInt(ExifIFD0Directory.TAG_ORIENTATION)
          : 1;
    } catch (ImageProcessingException | MetadataException | RuntimeException e) {
      // Broken metadata around an image that may well decode.
      return 1;
    }
  }
}
