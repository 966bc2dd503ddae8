package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Tesseract's TSV: twelve columns, one row for each page, block, paragraph, line and word.
 */
final class TesseractTable {
  private static final int COLUMNS = 12;
  private static final String WORD_LEVEL = "5";

  private TesseractTable() {}

  static List<OcrWord> words(String tsv, AffineTransform toPoints) throws OcrException {
    List<OcrWord> words = new ArrayList<>();
    String lastLine = "";
    int line = -1;
    for (String row : tsv.split("\n", -1)) {
      String[] cells = row.split("\t", COLUMNS);
      if (cells.length < COLUMNS || !cells[0].equals(WORD_LEVEL) || cells[11].isBlank()) {
        continue;
      }
      // Block, paragraph and line number together name a line.
      String lineName = cells[2] + "/" + cells[3] + "/" + cells[4];
      line = lineName.equals(lastLine) ? line : line + 1;
      lastLine = lineName;
      words.add(word(cells, toPoints, line));
    }
    return words;
  }

  private static OcrWord word(String[] cells, AffineTransform toPoints, int line)
      throws OcrException {
    try {
      int left = Integer.parseInt(cells[6]);
      int top = Integer.parseInt(cells[7]);
      int right = left + Integer.parseInt(cells[8]);
      int bottom = top + Integer.parseInt(cells[9]);
      double confidence = Math.clamp(Double.parseDouble(cells[10]) / 100, 0.0, 1.0);
      return new OcrWord(
          cells[11].strip(), Box.mapped(left, top, right, bottom, toPoints), confidence, line);
    } catch (NumberFormatException e) {
      throw new OcrException.Failed(
          "tesseract wrote a row that is no word: " + String.join(" ", cells), e);
    }
  }
}
