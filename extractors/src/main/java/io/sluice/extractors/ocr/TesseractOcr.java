package io.sluice.extractors.ocr;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tesseract as a child process for each page: a page that crashes or hangs it harms nothing else.
 */
public final class TesseractOcr implements OcrEngine {
  /**
   * Height of letters that Tesseract reads best, in pixels (its documentation: x-height above 20).
   */
  private static final double WANTED_HEIGHT = 26;

  private static final double MOST_SCALE = 3;
  private static final int MOST_PIXELS = 16_000_000;
  private static final int UNEVEN = 40;
  private static final double SURE = 0.5;
  private static final int DEFAULT_MODE = 4;
  private static final Duration ASKING = Duration.ofSeconds(10);

  private final String executable;
  private final List<String> languages;
  private final int mode;
  private final Optional<String> missing;

  /** Uses the first {@code tesseract} on the PATH. */
  public TesseractOcr(List<String> languages) {
    this(onPath(), languages, DEFAULT_MODE);
  }

  TesseractOcr(Optional<Path> executable, List<String> languages, int mode) {
    this.executable = executable.map(Path::toString).orElse("tesseract");
    this.languages = List.copyOf(languages);
    this.mode = mode;
    this.missing =
        executable.isEmpty() ? Optional.of("tesseract is not on the PATH") : missingLanguage();
  }

  static Optional<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "tesseract"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public String name() {
    return "tesseract";
  }

  @Override
  public boolean available() {
    return missing.isEmpty();
  }

  /** Why it is not available, if so. */
  public Optional<String> missing() {
    return missing;
  }

  @Override
  public OcrPage read(BufferedImage page, double dpi, Duration limit)
      throws OcrException, InterruptedException {
    if (missing.isPresent()) {
      throw new OcrException.Unavailable(missing.get());
    }
    Deadline deadline = Deadline.in(limit);
    GrayImage gray = GrayImage.of(page);
    return read(gray, PrintTraits.of(gray), dpi, deadline);
  }

  OcrPage read(GrayImage gray, PrintTraits traits, double dpi, Deadline deadline)
      throws OcrException, InterruptedException {
    GrayImage clean = traits.noisy() ? Filters.median(gray) : gray;
    GrayImage flat =
        traits.unevenPaper() > UNEVEN ? Filters.flattened(clean, Filters.paper(clean)) : clean;
    double scale = scale(gray, traits);
    return AnyWayUp.read(
        traits,
        SURE,
        deadline,
        quarters -> {
          PreparedPage prepared =
              PreparedPage.of(flat, dpi, scale, quarters, traits.skew().degrees());
          List<OcrWord> words = TesseractTable.words(run(prepared, deadline), prepared.toPoints());
          return OcrPage.of(words, name(), 90.0 * quarters + traits.skew().degrees());
        });
  }

  private static double scale(GrayImage gray, PrintTraits traits) {
    double pixels = (double) gray.width() * gray.height();
    double wanted = traits.letterHeight() == 0 ? 1 : WANTED_HEIGHT / traits.letterHeight();
    // Well sized print stays as it is: resampling costs sharpness.
    double useful = wanted > 0.5 && wanted < 1.25 ? 1 : Math.clamp(wanted, 0.25, MOST_SCALE);
    return Math.min(useful, Math.sqrt(MOST_PIXELS / pixels));
  }

  private String run(PreparedPage prepared, Deadline deadline)
      throws OcrException, InterruptedException {
    deadline.check();
    List<String> command =
        List.of(
            executable,
            "stdin",
            "stdout",
            "-l",
            String.join("+", languages),
            "--psm",
            String.valueOf(mode),
            "--dpi",
            "300",
            "tsv");
    ChildProcess child =
        ChildProcess.run(
            command, Map.of("OMP_THREAD_LIMIT", "1"), pgm(prepared.image()), deadline.left());
    if (child.status() != 0) {
      throw new OcrException.Failed(
          "tesseract ended with " + child.status() + ": " + child.err().strip());
    }
    return child.out();
  }

  /** Binary PGM: no compression to pay for on either side of the pipe. */
  private static byte[] pgm(GrayImage image) {
    byte[] header =
        ("P5\n" + image.width() + " " + image.height() + "\n255\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] file = Arrays.copyOf(header, header.length + image.pixels().length);
    System.arraycopy(image.pixels(), 0, file, header.length, image.pixels().length);
    return file;
  }

  private Optional<String> missingLanguage() {
    try {
      ChildProcess child =
          ChildProcess.run(List.of(executable, "--list-langs"), Map.of(), new byte[0], ASKING);
      List<String> installed = child.out().lines().map(String::strip).toList();
      return languages.stream()
          .filter(language -> !installed.contains(language))
          .findFirst()
          .map(language ->
              "tesseract has no language "
                  + language
                  + " (Debian: tesseract-ocr-"
                  + language
                  + ")");
    } catch (OcrException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while asking tesseract for its languages");
    }
  }
}
