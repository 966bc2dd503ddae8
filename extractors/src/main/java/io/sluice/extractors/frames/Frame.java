package io.sluice.extractors.frames;

import io.sluice.events.Reason;
import io.sluice.events.StructureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a parser child says about a document, in this order: Detected, PageCount if the format has
 * pages, any number of the others, then exactly one Done or Failed.
 */
public sealed interface Frame {

  /** The media type, told by content. */
  record Detected(String mediaType, String parser) implements Frame {}

  /** The number of pages; the time limit grows with it. */
  record PageCount(int pages) implements Frame {}

  /** A page whose text layer is good, or that has nothing on it. Sizes in points, as shown. */
  record TextPage(int number, float width, float height, List<PlacedWord> words) implements Frame {}

  /**
   * A page to be read by OCR.
   *
   * @param width in points, as shown
   * @param height in points, as shown
   * @param dpi of the raster
   * @param gray row by row, {@code pixelWidth * pixelHeight} bytes, 0 is black
   * @param textLayer the words of a text layer, the fallback if OCR reads less
   * @param layered whether the layer stands where the scan shows ink, as OCR stores its words: it
   *     may be as good as a reading of ours
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost megabytes
  record ScannedPage(
      int number,
      float width,
      float height,
      double dpi,
      int pixelWidth,
      int pixelHeight,
      byte[] gray,
      List<PlacedWord> textLayer,
      boolean layered)
      implements Frame {}

  /** A piece of the text of a format without pages. */
  record Text(String text) implements Frame {}

  /** Machine-readable data. */
  record Structure(StructureKind kind, @Nullable String name, String content) implements Frame {}

  /** One pair of the metadata. */
  record Property(String name, String value) implements Frame {}

  /** A warning. */
  record Notice(String code, String message) implements Frame {}

  /**
   * A part of a container.
   *
   * @param file its bytes, a file name inside the child's folder
   */
  record Part(@Nullable String name, @Nullable String mediaType, String file) implements Frame {}

  /**
   * A page that was drawn.
   *
   * @param width in points, as shown
   * @param height in points, as shown
   * @param file its PNG, a file name inside the child's folder
   */
  record Drawn(int number, float width, float height, String file) implements Frame {}

  /** The document is refused. */
  record Failed(Reason reason, String message) implements Frame {}

  /** All is said. Also the first thing that a child says: it is ready. */
  record Done() implements Frame {}
}
