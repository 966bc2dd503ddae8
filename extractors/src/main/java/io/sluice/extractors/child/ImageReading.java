package io.sluice.extractors.child;

import io.sluice.extractors.frames.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Images: each frame is a page to be read by OCR. */
final class ImageReading {
  private static final Set<String> TYPES =
      Set.of("image/png", "image/jpeg", "image/tiff", "image/gif", "image/bmp", "image/x-ms-bmp");

  private ImageReading() {}

  static boolean reads(String mediaType) {
    return TYPES.contains(mediaType);
  }

  static void read(Path file, Report report) throws IOException {
    try (ImageFile image = ImageFile.open(file, report)) {
      int pages = image.pages();
      report.send(new Frame.PageCount(pages));
      for (int i = 0; i < pages; i++) {
        if (Pages.outOfTime(i, pages, report)) {
          return;
        }
        page(image, i, report);
      }
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  /** The platform's decoders answer damaged files with any unchecked exception. */
  static IOException damaged(RuntimeException e) {
    return new IOException("damaged image: " + e, e);
  }

  private static void page(ImageFile file, int index, Report report) throws IOException {
    ImageFile.Decoded page = file.page(index, false);
    if (Gray.isBlank(page.image())) {
      Pages.Size size = Pages.Size.of(page.image(), page.dpi());
      report.send(new Frame.TextPage(index + 1, size.width(), size.height(), List.of()));
      return;
    }
    report.send(Pages.scanned(index + 1, page.image(), page.dpi(), List.of(), false));
  }
}
