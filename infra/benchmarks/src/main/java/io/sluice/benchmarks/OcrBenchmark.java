package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.extractors.ocr.OcrConfig;
import io.sluice.extractors.ocr.OcrConfig.Engine;
import io.sluice.extractors.ocr.OcrEngine;
import io.sluice.extractors.ocr.OcrEngines;
import io.sluice.extractors.ocr.OcrWord;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * How well the OCR engines read scanned receipts, held against their transcripts: lines that are
 * the same but for letter case, words in any order without punctuation, CPU seconds of one core
 * (Linux). Arguments: the manifest (its lines name an image {@code file} and a transcript {@code
 * ocr}: eight corner coordinates and the text a line), the splits, how many receipts of one shop at
 * most, and the splits to look at.
 */
public final class OcrBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TICKS = 100;

  private static final class Counts {
    private int lines;
    private int exactLines;
    private int words;
    private int readWords;
    private int rightWords;
    private double cpu;
    private int pages;
  }

  private OcrBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path manifest = Path.of(arguments[0]);
    JsonNode splits = JSON.readTree(Path.of(arguments[1]).toFile()).get("documents");
    int most = Integer.parseInt(arguments[2]);
    Set<String> wanted = Stream.of(arguments).skip(3).collect(Collectors.toSet());
    Path folder = Objects.requireNonNull(manifest.toAbsolutePath().getParent());
    List<JsonNode> receipts = receipts(manifest, splits, wanted, most);
    for (Engine kind : List.of(Engine.TESSERACT, Engine.PP_OCR, Engine.AUTO)) {
      OcrConfig config =
          new OcrConfig(kind, OcrConfig.DEFAULT.languages(), Duration.ofMinutes(2), 200);
      Counts counts = new Counts();
      try (OcrEngine engine = OcrEngines.best(config)) {
        for (JsonNode receipt : receipts) {
          read(engine, folder, receipt, counts);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d pages, exact lines %.3f, words recall %.3f precision %.3f, CPU s a page %.2f%n",
          kind,
          counts.pages,
          share(counts.exactLines, counts.lines),
          share(counts.rightWords, counts.words),
          share(counts.rightWords, counts.readWords),
          counts.cpu / counts.pages);
    }
  }

  private static List<JsonNode> receipts(
      Path manifest, JsonNode splits, Set<String> wanted, int most) throws IOException {
    Map<String, Integer> ofShop = new HashMap<>();
    List<JsonNode> receipts = new ArrayList<>();
    for (String line : Files.readAllLines(manifest)) {
      JsonNode entry = JSON.readTree(line);
      String shop = entry.path("fields").path("company").asText();
      if (entry.hasNonNull("ocr")
          && entry.hasNonNull("file")
          && wanted.contains(splits.path(entry.get("id").asText()).asText())
          && ofShop.merge(shop, 1, Integer::sum) <= most) {
        receipts.add(entry);
      }
    }
    return receipts;
  }

  private static void read(OcrEngine engine, Path folder, JsonNode receipt, Counts counts)
      throws Exception {
    BufferedImage page = ImageIO.read(folder.resolve(receipt.get("file").asText()).toFile());
    double before = cpuSeconds();
    List<OcrWord> words = engine.read(page, 72, Duration.ofMinutes(2)).words();
    counts.cpu += cpuSeconds() - before;
    counts.pages++;
    List<TranscriptLine> transcript =
        TranscriptLine.all(folder.resolve(receipt.get("ocr").asText()));
    for (TranscriptLine line : transcript) {
      counts.lines++;
      counts.exactLines += folded(line.text()).equals(folded(within(line, words))) ? 1 : 0;
    }
    Map<String, Integer> right = new HashMap<>();
    transcript.forEach(
        line -> pieces(line.text()).forEach(piece -> right.merge(piece, 1, Integer::sum)));
    counts.words += right.values().stream().mapToInt(Integer::intValue).sum();
    for (OcrWord word : words) {
      for (String piece : pieces(word.text()).toList()) {
        counts.readWords++;
        counts.rightWords += right.merge(piece, -1, Integer::sum) >= 0 ? 1 : 0;
      }
    }
  }

  /** The words whose middle lies in the box of a line, and that share most of its height. */
  private static String within(TranscriptLine line, List<OcrWord> words) {
    return words.stream()
        .filter(word -> {
          double height = word.box().bottom() - word.box().top();
          double shared =
              Math.min(line.bottom(), word.box().bottom()) - Math.max(line.top(), word.box().top());
          double middle = (word.box().left() + word.box().right()) / 2;
          return shared > 0.5 * Math.min(line.bottom() - line.top(), height)
              && middle > line.left() - 3
              && middle < line.right() + 3;
        })
        .sorted(
            Comparator.comparingInt(OcrWord::line).thenComparingDouble(word -> word.box().left()))
        .map(OcrWord::text)
        .collect(Collectors.joining(" "));
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }

  private static Stream<String> pieces(String text) {
    return Stream.of(folded(text).split("[^\\p{L}\\p{N}]+")).filter(piece -> !piece.isEmpty());
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Of this thread and of ended children. */
  private static double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double children = (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS;
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9 + children;
  }
}
