package io.sluice.extractors.ocr;

import io.sluice.config.ConfigNode;
import java.time.Duration;
import java.util.List;

/**
 * How scanned pages are read.
 *
 * @param engine which engine
 * @param languages Tesseract's three-letter codes, for instance {@code eng}, {@code deu}
 * @param pageLimit wall-clock time for one page, fallback included
 * @param dpi at which pages without a text layer are rendered
 */
public record OcrConfig(Engine engine, List<String> languages, Duration pageLimit, int dpi) {

  /**
   * AUTO is Tesseract where installed, with PP-OCR for what it reads badly and for slips such as
   * receipts in English.
   */
  public enum Engine {
    AUTO,
    TESSERACT,
    PP_OCR,
    NONE
  }

  public static final OcrConfig DEFAULT =
      new OcrConfig(Engine.AUTO, List.of("eng"), Duration.ofSeconds(60), 200);

  public OcrConfig {
    languages = List.copyOf(languages);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("ocr.languages: at least one, for instance eng");
    }
    if (!languages.stream().allMatch(code -> code.matches("[a-zA-Z_]{3,20}"))) {
      throw new IllegalArgumentException(
          "ocr.languages: codes like eng or chi_sim, not " + languages);
    }
    if (pageLimit.isNegative() || pageLimit.isZero()) {
      throw new IllegalArgumentException("ocr.pageLimit: more than nothing, not " + pageLimit);
    }
    if (dpi < 72 || dpi > 600) {
      throw new IllegalArgumentException("ocr.dpi: 72 to 600, not " + dpi);
    }
  }

  /** Reads the mapping {@code ocr}; problems are collected in the node. */
  public static OcrConfig from(ConfigNode node) {
    List<String> languages = node.strings("languages", DEFAULT.languages);
    if (languages.isEmpty()
        || !languages.stream().allMatch(code -> code.matches("[a-zA-Z_]{3,20}"))) {
      node.problem(
          "languages", languages, "Tesseract's codes, at least one", "languages: [eng, deu]");
      languages = DEFAULT.languages;
    }
    Duration pageLimit = node.duration("pageLimit", DEFAULT.pageLimit);
    if (pageLimit.isNegative() || pageLimit.isZero()) {
      node.problem("pageLimit", pageLimit, "more than nothing", "pageLimit: 30s");
      pageLimit = DEFAULT.pageLimit;
    }
    return new OcrConfig(
        node.choice("engine", DEFAULT.engine),
        languages,
        pageLimit,
        node.integer("dpi", DEFAULT.dpi, 72, 600));
  }
}
