package io.sluice.extractors.frames;

import org.jspecify.annotations.Nullable;

/**
 * Read a document.
 *
 * @param file the document, a file name inside the child's folder
 * @param unpack whether parts may become documents of their own at this depth
 */
public record ParseTask(
    String file,
    @Nullable String fileName,
    @Nullable String mediaTypeHint,
    boolean unpack,
    ParseLimits limits)
    implements ChildTask {

  /**
   * Limits that the child keeps by itself; the parent's clock stands behind them.
   *
   * @param pages a document with more is refused
   * @param parts a container with more is refused
   * @param unpackedBytes a container whose parts are larger together is refused
   * @param outputCharacters text is cut here
   * @param secondsPerDocument and {@code secondsPerPage}: no further page is begun after their sum
   * @param dpi of rendered pages
   * @param pixels of a rendered page, at most
   * @param imagePixels an image with more is refused
   */
  public record ParseLimits(
      int pages,
      int parts,
      long unpackedBytes,
      int outputCharacters,
      double secondsPerDocument,
      double secondsPerPage,
      int dpi,
      int pixels,
      int imagePixels) {}
}
