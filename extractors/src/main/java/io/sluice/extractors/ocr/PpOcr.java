package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PP-OCR on ONNX Runtime, in this process: needs no installation. Slower than Tesseract, steadier
 * on noise and photos. The limit is checked between the detection and each line, so a page may
 * overrun it by one run of a network.
 */
public final class PpOcr implements OcrEngine {
  private static final PinnedFile DETECTION =
      new PinnedFile(
          "/models/ch_PP-OCRv4_det_infer.onnx",
          "d2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9");

  /** Chinese, Japanese and English, as it comes. */
  static final Recognition EAST_ASIAN =
      new Recognition(
          new PinnedFile(
              "/models/ch_PP-OCRv4_rec_infer.onnx",
              "01963c554a1a00203c5746bca5306fc05a1278a014495383ddd935d0d2ac0415"),
          new PinnedFile(
              "/models/ppocr_keys_v1.txt",
              "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7"),
          // Fitted on the transcripts of 1,927 lines of training receipts.
          new WordSplitter.Spaces(-4.69, 1.0, 10.2, 4.04, -2.75));

  /** The same network, trained on by Sluice for Latin script (decision 0312). */
  static final Recognition LATIN =
      new Recognition(
          new PinnedFile(
              "/io/sluice/extractors/ocr/latin.onnx",
              "6121cd3ac5cee76c490b1f6b2c609b6681c6324a6055236e877962efaeb5b187"),
          new PinnedFile(
              "/io/sluice/extractors/ocr/latin.txt",
              "915cf91328c236bbbea4f6bca785360aaf675acd5b702445d2fe9a5d37fbf93a"),
          // Fitted on 40,622 gaps in lines of training and calibration receipts.
          new WordSplitter.Spaces(-1.99, 0.78, 1.59, 1.13, -0.61));

  private static final Set<String> EAST_ASIAN_LANGUAGES =
      Set.of("chi_sim", "chi_tra", "jpn", "kor");

  /** Height of letters at which detection works well, in pixels. */
  private static final double WANTED_HEIGHT = 14;

  private static final double SURE = 0.85;
  private static final int MOST_PIXELS = 1_600_000;

  /** Lines below this are pictures or dirt taken for text. */
  private static final double LEAST_LINE_CONFIDENCE = 0.5;

  private final PinnedFile detection;
  private final Recognition recognition;
  private final boolean accents;
  // Loaded when first asked for: a second look needs no detection.
  private @Nullable TextDetector detector;
  private @Nullable TextRecognizer recognizer;

  /** A network that reads lines, the characters that it knows, and how its words are parted. */
  record Recognition(PinnedFile network, PinnedFile dictionary, WordSplitter.Spaces spaces) {}

  public PpOcr(List<String> languages) {
    this(
        DETECTION,
        languages.stream().anyMatch(EAST_ASIAN_LANGUAGES::contains) ? EAST_ASIAN : LATIN,
        !languages.equals(List.of("eng")));
  }

  /** With the network as it comes: of all, it has seen handwriting. */
  static PpOcr asItComes() {
    return new PpOcr(DETECTION, EAST_ASIAN, true);
  }

  private PpOcr(PinnedFile detection, Recognition recognition, boolean accents) {
    this.accents = accents;
    this.detection = detection;
    this.recognition = recognition;
  }

  @Override
  public String name() {
    return "pp-ocr";
  }

  @Override
  public boolean available() {
    return PpOcr.class.getResource(detection.path()) != null
        && PpOcr.class.getResource(recognition.network.path()) != null;
  }

  @Override
  public OcrPage read(BufferedImage page, double dpi, Duration limit)
      throws OcrException, InterruptedException {
    Deadline deadline = Deadline.in(limit);
    GrayImage gray = GrayImage.of(page);
    return read(gray, PrintTraits.of(gray), dpi, deadline);
  }

  OcrPage read(GrayImage gray, PrintTraits traits, double dpi, Deadline deadline)
      throws OcrException, InterruptedException {
    double tilt = traits.skew().degrees();
    return AnyWayUp.read(
        traits,
        SURE,
        deadline,
        quarters -> {
          PreparedPage prepared = PreparedPage.of(gray, dpi, scale(gray, traits), quarters, tilt);
          return OcrPage.of(words(gray, dpi, prepared, deadline), name(), 90.0 * quarters + tilt);
        });
  }

  /**
   * The words of one line of a page; none if it is no text.
   *
   * @param region in pixels of the page
   */
  List<OcrWord> line(Pyramid page, double dpi, TextRegion region) throws OcrException {
    AffineTransform toPoints = AffineTransform.getScaleInstance(72 / dpi, 72 / dpi);
    PageStrip strip = strip(recognizer(), page, dpi, region, toPoints);
    List<OcrWord> words = new ArrayList<>();
    add(strip.read, strip.toPoints, 0, words);
    return words;
  }

  static double scale(GrayImage gray, PrintTraits traits) {
    double pixels = (double) gray.width() * gray.height();
    double wanted = traits.letterHeight() == 0 ? 1 : WANTED_HEIGHT / traits.letterHeight();
    return Math.min(Math.clamp(wanted, 0.05, 2.0), Math.sqrt(MOST_PIXELS / pixels));
  }

  private List<OcrWord> words(GrayImage gray, double dpi, PreparedPage prepared, Deadline deadline)
      throws OcrException, InterruptedException {
    List<OcrWord> words = new ArrayList<>();
    int index = 0;
    for (List<PageStrip> line : strips(gray, dpi, prepared, deadline)) {
      int before = words.size();
      for (PageStrip strip : line) {
        add(strip.read, strip.toPoints, index, words);
      }
      index += words.size() > before ? 1 : 0;
    }
    return words;
  }

  /**
   * What is read of a piece of a line.
   *
   * @param toPoints takes pixels of the strip to points on the page
   */
  record PageStrip(ReadLine read, AffineTransform toPoints) {}

  /** The pieces of text, line by line from top to bottom, each from left to right. */
  List<List<PageStrip>> strips(GrayImage gray, double dpi, PreparedPage prepared, Deadline deadline)
      throws OcrException, InterruptedException {
    TextDetector find = detector();
    TextRecognizer reader = recognizer();
    deadline.check();
    List<List<PageStrip>> lines = new ArrayList<>();
    // Recognition reads the page itself: the prepared image is scaled for detection.
    Pyramid pyramid = new Pyramid(gray);
    for (List<TextRegion> line : LineOrder.lines(find.regions(prepared.image()))) {
      List<PageStrip> strips = new ArrayList<>();
      for (TextRegion region : line) {
        deadline.check();
        strips.add(strip(reader, pyramid, dpi, region, prepared.toPoints()));
      }
      lines.add(strips);
    }
    return lines;
  }

  /**
   * Reads a region.
   *
   * @param toPoints takes coordinates of the region to points on the page
   */
  private static PageStrip strip(
      TextRecognizer reader, Pyramid page, double dpi, TextRegion region, AffineTransform toPoints)
      throws OcrException {
    int width = TextRecognizer.width(region);
    AffineTransform stripToPoints = new AffineTransform(toPoints);
    stripToPoints.concatenate(region.fromStrip(width, TextRecognizer.HEIGHT));
    AffineTransform stripToPage = AffineTransform.getScaleInstance(dpi / 72, dpi / 72);
    stripToPage.concatenate(stripToPoints);
    Pyramid.Level level = page.levelFor(stripToPage);
    ReadLine read = reader.read(level.image(), level.toLevel(stripToPage), width);
    return new PageStrip(read, stripToPoints);
  }

  private void add(ReadLine read, AffineTransform toPoints, int line, List<OcrWord> words) {
    if (read.meanConfidence() < LEAST_LINE_CONFIDENCE) {
      return;
    }
    // The grown region has about a sixth of its height of paper above and below the letters.
    double margin = TextRecognizer.HEIGHT / 6.0;
    for (WordSplitter.Span span : WordSplitter.split(read, recognition.spaces)) {
      Box box =
          Box.mapped(span.left(), margin, span.right(), TextRecognizer.HEIGHT - margin, toPoints);
      words.add(new OcrWord(span.text(), box, span.confidence(), line));
    }
  }

  private synchronized TextDetector detector() throws OcrException.Unavailable {
    TextDetector loaded = detector;
    if (loaded == null) {
      loaded = new TextDetector(OnnxModel.load(detection));
      detector = loaded;
    }
    return loaded;
  }

  private synchronized TextRecognizer recognizer() throws OcrException.Unavailable {
    TextRecognizer loaded = recognizer;
    if (loaded == null) {
      Alphabet alphabet = Alphabet.load(recognition.dictionary, accents);
      loaded = new TextRecognizer(OnnxModel.load(recognition.network), alphabet);
      recognizer = loaded;
    }
    return loaded;
  }

  /** Frees the networks; no read may be under way. */
  @Override
  public synchronized void close() {
    Optional.ofNullable(detector).ifPresent(TextDetector::close);
    Optional.ofNullable(recognizer).ifPresent(TextRecognizer::close);
    detector = null;
    recognizer = null;
  }
}
