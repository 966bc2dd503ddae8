package io.sluice.extractors.child;

import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;

/** Pixels per inch of an image: its metadata where they are credible, else an assumption. */
final class ImageResolution {
  /** What cameras and screenshots write without meaning it lies below. */
  private static final double CREDIBLE_FROM = 100;

  private static final double CREDIBLE_TO = 1_200;
  private static final double ASSUMED = 150;

  private ImageResolution() {}

  static double of(ImageReader reader, int index) throws IOException {
    IIOMetadata metadata = reader.getImageMetadata(index);
    if (metadata == null || !metadata.isStandardMetadataFormatSupported()) {
      return ASSUMED;
    }
    var root = metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
    var sizes = ((IIOMetadataNode) root).getElementsByTagName("HorizontalPixelSize");
    if (sizes.getLength() == 0) {
      return ASSUMED;
    }
    try {
      double millimetres =
          Double.parseDouble(((IIOMetadataNode) sizes.item(0)).getAttribute("value"));
      double dpi = 25.4 / millimetres;
      return dpi >= CREDIBLE_FROM && dpi <= CREDIBLE_TO ? dpi : ASSUMED;
    } catch (NumberFormatException e) {
      return ASSUMED;
    }
  }
}
