package io.sluice.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.events.Box;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A bundle whose model is simple enough to foretell. A token is a character. A word that begins
 * with a digit begins a {@code total}, one that begins with "x" begins a {@code company} and one
 * with "y" continues it; a "0" to "9" at the beginning of a word speaks for {@code receipt}, a "q"
 * for {@code contract}, anything a little for {@code other}.
 */
final class TinyBundle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CLASSES = List.of("receipt", "contract", "other");
  private static final int VOCABULARY = 256;

  private TinyBundle() {}

  /** Writes the bundle and returns its folder. */
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Integer> vocabulary = vocabulary();
    Files.write(folder.resolve("model.onnx"), model(vocabulary));
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer(vocabulary));
    json(
        folder.resolve("labels.json"),
        Map.of(
            "classes",
            CLASSES,
            "tags",
            List.of("total", "company", "parties"),
            "fields",
            Map.of(
                "receipt",
                Map.of(
                    "total", Map.of("kind", "price", "tags", List.of("total")),
                    "company", Map.of("kind", "name", "tags", List.of("company"))),
                "contract",
                Map.of("parties", Map.of("kind", "name*", "tags", List.of("company"))))));
    Map<String, Object> present =
        Map.of("receipt", Map.of("total", 0.5, "company", 0.5), "contract", Map.of("parties", 0.5));
    Map<String, Object> unbiased =
        Map.of("receipt", Map.of("total", 0, "company", 0), "contract", Map.of("parties", 0));
    json(
        folder.resolve("calibration.json"),
        Map.of(
            "temperature",
            1.0,
            "class",
            List.of(List.of(0.0, 0.0), List.of(1.0, 0.9)),
            "presence",
            present,
            // The log odds of the score alone: the confidence is the score.
            "present",
            Map.of("bias", 0, "weights", List.of(1, 0, 0, 0, 0, 0, 0), "fields", unbiased),
            "absent",
            Map.of("bias", 0, "weights", List.of(1, 0, 0), "fields", unbiased)));
    json(
        folder.resolve("windows.json"),
        Map.of(
            "maxTokens", 32,
            "overlapWords", 4,
            "maxWordTokens", 8,
            "maxWords", 500,
            "firstWindows", 2,
            "lastWindows", 1,
            "maxWindows", 4,
            "classWindows", 2,
            "cueWords", Map.of("cue", 2)));
    Files.writeString(folder.resolve("gate.yaml"), "confidence: 0.95\n");
    Files.writeString(folder.resolve("MODEL_CARD.md"), "# Tiny\n");
    json(
        folder.resolve("golden.json"),
        Map.of(
            "tolerance",
            0.001,
            "cases",
            List.of(
                Map.of(
                    "name",
                    "hand-computed",
                    "words",
                    List.of("a", "5b"),
                    "boxes",
                    List.of(List.of(60, 80, 120, 160), List.of(0, 0, 0, 0)),
                    "page",
                    Map.of("width", 600, "height", 800),
                    "input_ids",
                    List.of(
                        101, vocabulary.get("a"), vocabulary.get("5"), vocabulary.get("##b"), 102),
                    "bbox",
                    List.of(zeros(), List.of(100, 100, 200, 200), zeros(), zeros(), zeros()),
                    "marks",
                    List.of(
                        "0".repeat(Marks.COUNT),
                        "00000001000000" + "000000" + "101000",
                        "10000001100000" + "000000" + "101000",
                        "10000001100000" + "000000" + "101000",
                        "0".repeat(Marks.COUNT)),
                    "class_logits",
                    List.of(2.0, 0.0, 1.0),
                    "tag_logits",
                    List.of(
                        Map.of("token", 2, "tag", 0, "value", 6.0),
                        Map.of("token", 1, "tag", 0, "value", -5.9))))));
    return seal(folder);
  }

  /** Lists the files as they are now in bundle.yaml. */
  static Path seal(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(f -> !f.endsWith("bundle.yaml")).toList()) {
        files.put(file.getFileName().toString(), Ids.sha256(Files.readAllBytes(file)));
      }
    }
    new YAMLMapper()
        .writeValue(
            folder.resolve("bundle.yaml").toFile(),
            Map.of("name", "tiny", "version", "0.1", "files", files));
    return folder;
  }

  /** A document on one page of 600 by 800 points, ten words a line. */
  static ParsedContent document(String text) {
    List<Word> words = new ArrayList<>();
    int start = 0;
    for (String word : text.split(" ", -1)) {
      int i = words.size();
      float x = 10 + 50f * (i % 10);
      float y = 10 + 20f * (i / 10);
      words.add(new Word(word, 1, new Box(x, y, x + 40, y + 10), start, null));
      start += word.length() + 1;
    }
    Page page = new Page(1, 600f, 800f, PageSource.TEXT_LAYER, null, null, 0f);
    return new ParsedContent(
        text, List.of(page), text.isEmpty() ? List.of() : words, List.of(), Map.of());
  }

  private static List<Integer> zeros() {
    return List.of(0, 0, 0, 0);
  }

  private static Map<String, Integer> vocabulary() {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    vocabulary.put("[UNK]", 100);
    vocabulary.put("[CLS]", 101);
    vocabulary.put("[SEP]", 102);
    int next = 103;
    for (char c : "abcdefghijklmnopqrstuvwxyz0123456789".toCharArray()) {
      vocabulary.put(String.valueOf(c), next++);
      vocabulary.put("##" + c, next++);
    }
    vocabulary.put(".", next);
    return vocabulary;
  }

  /**
   * Hidden units: the token is a leading digit, a leading x, a leading y, a leading q; always 1; a
   * share of the box.
   */
  private static byte[] model(Map<String, Integer> vocabulary) {
    float[][] embeddings = new float[VOCABULARY][6];
    for (float[] row : embeddings) {
      row[4] = 1;
    }
    for (char digit = '0'; digit <= '9'; digit++) {
      embeddings[vocabulary.get(String.valueOf(digit))][0] = 1;
    }
    embeddings[vocabulary.get("x")][1] = 1;
    embeddings[vocabulary.get("y")][2] = 1;
    embeddings[vocabulary.get("q")][3] = 1;
    float[][] boxes = {
      {0, 0, 0, 0, 0, 0.001f}, {0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}
    };
    float[][] classes = {{2, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 4, 0}, {0, 0, 0.2f}, {0, 0, 0}};
    // B and I of total, company and parties.
    float[][] tags = {
      {12, 0, 0, 0, 0, 0},
      {0, 0, 12, 0, 0, 0},
      {0, 0, 0, 12, 0, 0},
      {0, 0, 0, 0, 0, 0},
      {-6, -6, -6, -6, -6, -6},
      {1, 0, 0, 0, 0, 0}
    };
    return TinyOnnx.model(embeddings, boxes, classes, tags);
  }

  private static String tokenizer(Map<String, Integer> vocabulary) throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "version", "1.0",
            "added_tokens", List.of(),
            "normalizer",
                Map.of(
                    "type", "BertNormalizer",
                    "clean_text", true,
                    "handle_chinese_chars", true,
                    "lowercase", true),
            "pre_tokenizer", Map.of("type", "BertPreTokenizer"),
            "model",
                Map.of(
                    "type", "WordPiece",
                    "unk_token", "[UNK]",
                    "continuing_subword_prefix", "##",
                    "max_input_chars_per_word", 100,
                    "vocab", vocabulary)));
  }

  private static void json(Path file, Object value) throws IOException {
    JSON.writeValue(file.toFile(), value);
  }
}
