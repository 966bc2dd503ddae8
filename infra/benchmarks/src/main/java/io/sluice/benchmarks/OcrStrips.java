package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.extractors.ocr.Box;
import io.sluice.extractors.ocr.LineStrips;
import io.sluice.extractors.ocr.LineStrips.Strip;
import io.sluice.extractors.ocr.PpOcr;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Cuts scanned receipts into the strips that the recognition network sees, each with what its
 * transcript says: what {@code sluice_trainer.ocr} learns from and is judged on. Arguments: the
 * manifest (its lines name an image {@code file} and a transcript {@code ocr}), the splits, a new
 * folder, and the splits to cut. It writes PNG files and {@code lines.jsonl}: {@code file}, {@code
 * text}, {@code split}, {@code shop}, and {@code found}: whether the detection network found the
 * strip; else it is the transcript's box with more or less paper around it.
 */
public final class OcrStrips {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A piece and a line belong together from this share of the line's length on. */
  private static final double WHOLE = 0.85;

  private static final double TOUCHED = 0.15;

  /** Paper around a transcript's box, in its heights: at the ends, above and below. */
  private static final double[][] MARGINS = {{0.1, 0.05}, {0.25, 0.2}};

  private final Path folder;
  private final PrintStream lines;
  private int written;

  private OcrStrips(Path folder, PrintStream lines) {
    this.folder = folder;
    this.lines = lines;
  }

  public static void main(String[] arguments) throws Exception {
    Path manifest = Path.of(arguments[0]);
    JsonNode splits = JSON.readTree(Path.of(arguments[1]).toFile()).get("documents");
    Path folder = Files.createDirectories(Path.of(arguments[2]));
    Set<String> wanted = Stream.of(arguments).skip(3).collect(Collectors.toSet());
    Path data = Objects.requireNonNull(manifest.toAbsolutePath().getParent());
    try (PpOcr engine = new PpOcr(List.of("eng"));
        PrintStream lines =
            new PrintStream(
                Files.newOutputStream(folder.resolve("lines.jsonl")),
                false,
                StandardCharsets.UTF_8)) {
      OcrStrips strips = new OcrStrips(folder, lines);
      for (String line : Files.readAllLines(manifest)) {
        JsonNode entry = JSON.readTree(line);
        String split = splits.path(entry.get("id").asText()).asText();
        if (entry.hasNonNull("ocr") && entry.hasNonNull("file") && wanted.contains(split)) {
          strips.cut(engine, data, entry, split);
        }
      }
      System.out.printf("%d strips in %s%n", strips.written, folder);
    }
  }

  private void cut(PpOcr engine, Path data, JsonNode entry, String split) throws Exception {
    LineStrips page =
        new LineStrips(ImageIO.read(data.resolve(entry.get("file").asText()).toFile()));
    List<TranscriptLine> transcript = TranscriptLine.all(data.resolve(entry.get("ocr").asText()));
    ObjectNode row =
        JSON.createObjectNode()
            .put("split", split)
            .put("shop", entry.path("fields").path("company").asText());
    for (Strip strip : page.detected(engine)) {
      List<TranscriptLine> touched =
          transcript.stream().filter(line -> along(line, strip.box()) > TOUCHED).toList();
      if (!touched.isEmpty()
          && touched.stream().allMatch(line -> along(line, strip.box()) > WHOLE)
          && sideBySide(touched)) {
        String text =
            touched.stream()
                .sorted(Comparator.comparingInt(TranscriptLine::left))
                .map(TranscriptLine::text)
                .collect(Collectors.joining(" "));
        write(row, strip.image(), text, true);
      }
    }
    for (TranscriptLine line : transcript) {
      if (line.right() > line.left() && line.bottom() > line.top()) {
        Box box = new Box(line.left(), line.top(), line.right(), line.bottom());
        for (double[] margin : MARGINS) {
          write(row, page.at(box, margin[0], margin[1]), line.text(), false);
        }
      }
    }
  }

  /** The share of the line's length that the box covers; 0 where they are not in one row. */
  private static double along(TranscriptLine line, Box box) {
    double width = Math.min(line.right(), box.right()) - Math.max(line.left(), box.left());
    double height = Math.min(line.bottom(), box.bottom()) - Math.max(line.top(), box.top());
    boolean inRow = height > 0.5 * Math.min(line.height(), box.height());
    return inRow && width > 0 ? width / (line.right() - line.left()) : 0;
  }

  private static boolean sideBySide(List<TranscriptLine> lines) {
    List<TranscriptLine> sorted =
        lines.stream().sorted(Comparator.comparingInt(TranscriptLine::left)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      TranscriptLine before = sorted.get(i - 1);
      if (before.right() > sorted.get(i).left() + before.height() / 2) {
        return false;
      }
    }
    return true;
  }

  private void write(ObjectNode row, BufferedImage image, String text, boolean found)
      throws IOException {
    String file = written++ + ".png";
    ImageIO.write(image, "png", folder.resolve(file).toFile());
    lines.println(row.deepCopy().put("file", file).put("text", text).put("found", found));
  }
}
