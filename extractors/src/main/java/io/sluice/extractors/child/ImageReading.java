package io.sluice.extractors.child;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import io.sluice.events.Reason;
import io.sluice.extractors.frames.Frame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Images: each frame is a page to be read by OCR. */
final class ImageReading {
  private static final Set<String> TYPES =
      Set.of("image/png", "image/jpeg", "image/tiff", "image/gif", "image/bmp", "image/x-ms-bmp");

  private ImageReading() {}

  static boolean reads(String mediaType) {
    return TYPES.contains(mediaType);
  }

  static void read(Path file, Report report) throws IOException {
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new RefusedException(
            Reason.CORRUPT, "no decoder recognises the image; ask the sender for an intact copy");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, false, false);
        pages(reader, orientation(file), report);
      } catch (RuntimeException e) {
        // The platform's decoders answer damaged files with any unchecked exception.
        throw new IOException("damaged image: " + e, e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static void pages(ImageReader reader, int orientation, Report report) throws IOException {
    // Only TIFF has pages; the frames of an animation show the same thing again.
    int pages =
        reader.getFormatName().equalsIgnoreCase("tif")
                || reader.getFormatName().equalsIgnoreCase("tiff")
            ? reader.getNumImages(true)
            : 1;
    Pages.check(pages, report);
    report.send(new Frame.PageCount(pages));
    for (int i = 0; i < pages; i++) {
      if (Pages.outOfTime(i, pages, report)) {
        return;
      }
      page(reader, i, orientation, report);
    }
  }

  private static void page(ImageReader reader, int index, int orientation, Report report)
      throws IOException {
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
    double dpi = ImageResolution.of(reader, index) / step;
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    BufferedImage image = Gray.of(reader, index, param, orientation);
    if (Gray.isBlank(image)) {
      report.send(
          new Frame.TextPage(
              index + 1, points(image.getWidth(), dpi), points(image.getHeight(), dpi), List.of()));
      return;
    }
    report.send(Pages.scanned(index + 1, image, dpi, List.of()));
  }

  private static float points(int pixels, double dpi) {
    return (float) (pixels * 72 / dpi);
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
