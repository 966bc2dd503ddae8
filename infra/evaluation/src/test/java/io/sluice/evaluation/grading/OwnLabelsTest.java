package io.sluice.evaluation.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.config.ConfigException;
import io.sluice.evaluation.grading.LabelledDocument.Quality;
import io.sluice.types.FieldKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnLabelsTest {
  private static final LabelSchema SCHEMA =
      new LabelSchema(
          Map.of("nda", Map.of("jurisdiction", FieldKind.NAME, "term", FieldKind.DURATION)));

  @TempDir Path folder;

  /** Two agreements; the manifest says Ohio of both, and says nothing of their term. */
  private final Map<String, LabelledDocument> manifest = new LinkedHashMap<>();

  OwnLabelsTest() {
    for (String id : List.of("n1", "n2")) {
      var labels = JsonNodeFactory.instance.objectNode().put("jurisdiction", "Ohio");
      manifest.put(id, new LabelledDocument(id, "nda", Quality.GOLD, true, false, false, labels));
    }
  }

  private OwnLabels own(String... lines) throws Exception {
    Path file = folder.resolve("own.jsonl");
    Files.write(file, List.of(lines));
    return OwnLabels.read(file, SCHEMA, manifest);
  }

  /** Whether a document is right where Utah and two years were read; by field. */
  private Map<String, Boolean> judged(OwnLabels own, String id, String... closed) {
    LabelledDocument document =
        own.over(List.of(manifest.get(id)), SCHEMA, Set.of(closed)).getFirst();
    ResultLine result =
        new ResultLine(
            id,
            "nda",
            1,
            null,
            ResultLine.Route.REVIEW,
            Map.of(
                "jurisdiction",
                new ResultLine.Field(TextNode.valueOf("Utah"), (Double) 0.9, "pattern"),
                "term",
                new ResultLine.Field(TextNode.valueOf("two years"), (Double) 0.9, "pattern")),
            List.of());
    return GradedDocument.grade(List.of(document), Map.of(id, result), SCHEMA, false)
        .getFirst()
        .judged(SCHEMA);
  }

  @Test
  void theyTakeThePlaceOfTheManifestsFieldByField() throws Exception {
    OwnLabels own = own("{\"id\": \"n1\", \"fields\": {\"term\": \"24 months\"}, \"unsure\": []}");

    assertThat(judged(own, "n1"))
        .containsOnly(Map.entry("jurisdiction", false), Map.entry("term", true));
    assertThat(judged(own, "n2")).containsEntry("term", false);
    assertThat(judged(OwnLabels.NONE, "n1")).containsEntry("term", false);
  }

  @Test
  void aFieldThatIsUnsureJudgesNobodyThoughItsClassIsAbsentIfMissing() throws Exception {
    OwnLabels own =
        own(
            "{\"id\": \"n1\", \"fields\": {\"term\": null, \"jurisdiction\": \"Utah\"}, \"unsure\": [\"term\"]}");

    assertThat(judged(own, "n1")).containsExactly(Map.entry("jurisdiction", true));
  }

  @Test
  void ofAClosedClassOnlyOwnLabelsJudge() throws Exception {
    OwnLabels own = own("{\"id\": \"n1\", \"fields\": {\"jurisdiction\": \"Utah\"}}");

    assertThat(judged(own, "n1", "nda")).containsExactly(Map.entry("jurisdiction", true));
    assertThat(judged(own, "n2", "nda")).isEmpty();
    assertThat(own.speakOf("nda", List.copyOf(manifest.values()))).isTrue();
    assertThat(own.speakOf("nda", List.of(manifest.get("n2")))).isFalse();
  }

  @Test
  void everyBadLineIsNamed() {
    assertThatThrownBy(() ->
            own(
                "{\"id\": \"n3\", \"fields\": {}}",
                "{\"id\": \"n1\", \"fields\": {\"colour\": \"red\"}}",
                "{\"id\": \"n2\"}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'n3': the manifest has no such id")
        .hasMessageContaining("n1: no field of a nda: [colour]")
        .hasMessageContaining("n2: 'fields' must be an object");
  }
}
