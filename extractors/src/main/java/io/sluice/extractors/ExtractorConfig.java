package io.sluice.extractors;

import io.sluice.config.ConfigNode;
import io.sluice.extractors.frames.ParseTask.ParseLimits;
import io.sluice.extractors.ocr.OcrConfig;
import java.time.Duration;

/** How documents are read. */
public record ExtractorConfig(Limits limits, Children children, OcrConfig ocr) {

  public static final ExtractorConfig DEFAULT =
      new ExtractorConfig(Limits.DEFAULT, Children.DEFAULT, OcrConfig.DEFAULT);

  /** Reads {@code limits}, {@code children} and {@code ocr}; problems are collected in the node. */
  public static ExtractorConfig from(ConfigNode node) {
    return new ExtractorConfig(
        Limits.from(node.child("limits")),
        Children.from(node.child("children")),
        OcrConfig.from(node.child("ocr")));
  }

  /** The same with another number of documents read at a time. */
  public ExtractorConfig withChildren(int count) {
    return new ExtractorConfig(
        limits,
        new Children(
            count,
            children.heap(),
            children.nativeMemory(),
            children.documentsPerChild(),
            children.folder()),
        ocr);
  }

  /**
   * Where reading stops. A document over bytes, pages, parts or unpackedBytes is rejected; text and
   * pages past the others are cut, with a warning.
   *
   * @param bytes of a document
   * @param pages of a document
   * @param ocrPages read by OCR in one document
   * @param parts of one container
   * @param depth of containers in containers
   * @param unpackedBytes of all parts of one container
   * @param outputCharacters of text
   * @param perDocument wall time for parsing, beside {@code perPage}
   * @param perPage wall time for parsing added for each page
   * @param ocrPerDocument wall time for OCR in one document
   * @param pixels of a page rendered for OCR
   * @param imagePixels of a page of an image file, before it is scaled down to {@code pixels}
   */
  public record Limits(
      long bytes,
      int pages,
      int ocrPages,
      int parts,
      int depth,
      long unpackedBytes,
      int outputCharacters,
      Duration perDocument,
      Duration perPage,
      Duration ocrPerDocument,
      int pixels,
      int imagePixels) {

    public static final Limits DEFAULT =
        new Limits(
            64L << 20,
            1_000,
            100,
            200,
            3,
            256L << 20,
            4_000_000,
            Duration.ofSeconds(30),
            Duration.ofMillis(500),
            Duration.ofMinutes(5),
            12_000_000,
            300_000_000);

    static Limits from(ConfigNode node) {
      return new Limits(
          node.size("bytes", DEFAULT.bytes),
          node.integer("pages", DEFAULT.pages, 1, 100_000),
          node.integer("ocrPages", DEFAULT.ocrPages, 0, 100_000),
          node.integer("parts", DEFAULT.parts, 1, 10_000),
          node.integer("depth", DEFAULT.depth, 0, 10),
          node.size("unpackedBytes", DEFAULT.unpackedBytes),
          node.integer("outputCharacters", DEFAULT.outputCharacters, 1_000, 50_000_000),
          node.duration("perDocument", DEFAULT.perDocument),
          node.duration("perPage", DEFAULT.perPage),
          node.duration("ocrPerDocument", DEFAULT.ocrPerDocument),
          node.integer("pixels", DEFAULT.pixels, 100_000, 50_000_000),
          node.integer("imagePixels", DEFAULT.imagePixels, 100_000, Integer.MAX_VALUE));
    }

    /** No document takes longer, its storing and the start of a process included. */
    Duration longest() {
      return perDocument
          .plus(perPage.multipliedBy(pages))
          .plus(ocrPerDocument)
          .plus(Duration.ofMinutes(2));
    }

    ParseLimits ofChild(OcrConfig ocr) {
      return new ParseLimits(
          pages,
          parts,
          unpackedBytes,
          outputCharacters,
          seconds(perDocument) * SOFT,
          seconds(perPage) * SOFT,
          ocr.dpi(),
          pixels,
          imagePixels);
    }

    /** The child stops by itself before it is killed, so that what it has read is kept. */
    private static final double SOFT = 0.8;

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }
  }

  /**
   * The processes that parse.
   *
   * @param count documents parsed at a time
   * @param heap bytes of each
   * @param nativeMemory bytes that each may hold beside its heap: code, threads, native decoders.
   *     On Linux the kernel keeps this limit (RLIMIT_DATA)
   * @param documentsPerChild after so many a child is replaced
   * @param folder for the children's private folders
   */
  public record Children(
      int count, long heap, long nativeMemory, int documentsPerChild, String folder) {

    public static final Children DEFAULT =
        new Children(
            Math.max(1, Runtime.getRuntime().availableProcessors()),
            512L << 20,
            768L << 20,
            1_000,
            System.getProperty("java.io.tmpdir"));

    static Children from(ConfigNode node) {
      return new Children(
          node.integer("count", DEFAULT.count, 1, 1_000),
          node.size("heap", DEFAULT.heap),
          node.size("nativeMemory", DEFAULT.nativeMemory),
          node.integer("documentsPerChild", DEFAULT.documentsPerChild, 1, 1_000_000),
          node.string("folder", DEFAULT.folder));
    }
  }
}
