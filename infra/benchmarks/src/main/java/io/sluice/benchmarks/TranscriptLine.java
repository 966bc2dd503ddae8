package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A line of a scanned receipt as its transcript has it; the box in pixels of the image. */
record TranscriptLine(int left, int top, int right, int bottom, String text) {

  /** Reads a file of eight corner coordinates and the text a line; other lines are left out. */
  static List<TranscriptLine> all(Path file) throws IOException {
    List<TranscriptLine> lines = new ArrayList<>();
    for (String row : Files.readAllLines(file)) {
      String[] cells = row.split(",", 9);
      if (cells.length == 9) {
        int[] at = Arrays.stream(cells).limit(8).mapToInt(Integer::parseInt).toArray();
        lines.add(
            new TranscriptLine(
                Math.min(at[0], at[6]),
                Math.min(at[1], at[3]),
                Math.max(at[2], at[4]),
                Math.max(at[5], at[7]),
                cells[8]));
      }
    }
    return lines;
  }

  int height() {
    return bottom - top;
  }
}
