package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.events.Box;
import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.Decoder.ModelReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped bundle, read in Java, against what the trainer's reference decoder makes of the same
 * documents: the model's reading, before patterns and signals.
 */
class ParityTest {
  private static final Path MODEL_WORKERS =
      Path.of(System.getProperty("sluice.root", "..")).resolve("model-workers");

  /** Two versions of ONNX Runtime round int8 differently; the trainer's README allows as much. */
  private static final double TOLERANCE = 0.05;

  @ParameterizedTest
  @ValueSource(strings = {"receipt", "contract"})
  void aDocumentIsReadAsTheTrainersDecoderReadsIt(String name) throws Exception {
    Path folder = MODEL_WORKERS.resolve("bundles/micro-1");
    Path file = MODEL_WORKERS.resolve("trainer/tests/parity/" + name + ".json");
    assumeTrue(Files.exists(folder.resolve("bundle.yaml")), "needs the bundle " + folder);
    assumeTrue(Files.exists(file), "needs the trainer's parity document " + file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    ParsedContent document = document(json.path("document"));
    JsonNode expected = json.path("expected");

    try (Bundle bundle = Bundle.open(folder)) {
      assertThat(bundle.windows().of(document))
          .extracting(window ->
              List.of(window.firstWord(), window.firstWord() + window.firstTokens().length))
          .isEqualTo(windowsRead(expected));

      List<Window> windows = bundle.windows().of(document);
      List<Logits> logits = bundle.encoder().run(windows);
      ClassProbability first = bundle.decoder().classes(logits).getFirst();
      List<ExtractedField> fields =
          bundle.decoder().fields(first.getName(), document, windows, logits).stream()
              .map(ModelReading::field)
              .toList();

      assertThat(first.getName()).isEqualTo(expected.path("class").asText());
      assertThat(first.getProbability())
          .isCloseTo(expected.path("classConfidence").asDouble(), within(TOLERANCE));
      for (ExtractedField field : fields) {
        JsonNode reference = expected.path("fields").path(field.getName());
        assertThat(field.getValue()).as(field.getName()).isEqualTo(value(reference));
        assertThat(field.getConfidence())
            .as(field.getName())
            .isCloseTo(reference.path("confidence").asDouble(), within(TOLERANCE));
      }
      assertThat(fields)
          .extracting(ExtractedField::getName)
          .containsAll(() -> expected.path("fields").fieldNames());
    }
  }

  private static List<List<Integer>> windowsRead(JsonNode expected) {
    return StreamSupport.stream(expected.path("read").spliterator(), false)
        .map(index -> expected.path("windows").path(index.asInt()))
        .map(span -> List.of(span.path(0).asInt(), span.path(1).asInt()))
        .toList();
  }

  private static String value(JsonNode field) {
    JsonNode value = field.path("value");
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining("; "));
    }
    return value.isNull() ? null : value.asText();
  }

  private static ParsedContent document(JsonNode json) {
    List<Page> pages = new ArrayList<>();
    for (JsonNode page : json.path("pages")) {
      pages.add(
          new Page(
              page.path("number").asInt(),
              (float) page.path("width").asDouble(),
              (float) page.path("height").asDouble(),
              PageSource.valueOf(page.path("source").asText()),
              null,
              null,
              0f));
    }
    List<Word> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (JsonNode word : json.path("words")) {
      JsonNode box = word.path("b");
      words.add(
          new Word(
              word.path("t").asText(),
              word.path("p").asInt(),
              box.isArray()
                  ? new Box(
                      (float) box.path(0).asDouble(),
                      (float) box.path(1).asDouble(),
                      (float) box.path(2).asDouble(),
                      (float) box.path(3).asDouble())
                  : null,
              text.length(),
              null));
      text.append(word.path("t").asText()).append(' ');
    }
    return new ParsedContent(text.toString(), pages, words, List.of(), Map.of());
  }
}
