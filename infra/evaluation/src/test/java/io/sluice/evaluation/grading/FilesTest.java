package io.sluice.evaluation.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.types.FieldKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
  @TempDir Path folder;

  private final LabelSchema schema =
      new LabelSchema(Map.of("receipt", Map.of("total", FieldKind.PRICE)));

  @Test
  void everyBadLineOfAManifestIsNamed() throws Exception {
    Path file =
        write(
            """
            {"id": "a", "cls": "receipt", "file": "a.pdf", "fields": {}, "label_quality": "gold"}
            {"id": "a", "cls": "receipt", "file": null, "fields": {}, "label_quality": "gold"}
            {"id": "b", "cls": "letter", "file": null, "fields": {}, "label_quality": "gold"}
            {"id": "c", "cls": "receipt", "file": null, "fields": {}, "label_quality": "tin"}
            nonsense
            """);
    assertThatThrownBy(() -> LabelledDocument.readManifest(file, schema))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .anyMatch(p -> p.startsWith("line 2: 'a'"))
                    .anyMatch(p -> p.contains("'letter' is not in the schema"))
                    .anyMatch(p -> p.contains("one of gold, silver, derived"))
                    .anyMatch(p -> p.startsWith("line 5: not JSON")));
  }

  @Test
  void everyBadLineOfTheResultsIsNamed() throws Exception {
    Path file =
        write(
            """
            {"id": "a", "class": "receipt", "classConfidence": 1.5, "route": "review", "fields": {}}
            {"id": "x", "class": null, "classConfidence": 0, "route": "rejected", "fields": {}}
            {"id": "a", "class": null, "classConfidence": 0, "route": "lost", "fields": {}}
            {"id": "a", "class": null, "classConfidence": 0, "route": "review", "fields": {"total": {"value": "1"}}}
            {"id": "a"}
            """);
    assertThatThrownBy(() -> ResultLine.readAll(file, schema, Set.of("a")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(5)
                    .anyMatch(p -> p.contains("classConfidence 1.5"))
                    .anyMatch(p -> p.contains("x: the manifest has no such id"))
                    .anyMatch(p -> p.contains("route 'lost'"))
                    .anyMatch(p -> p.contains("total: a value without a confidence"))
                    .anyMatch(p -> p.contains("no 'class'")));
  }

  @Test
  void aSchemaWithAnUnknownKindIsRefused() throws Exception {
    Path file = write("{\"receipt\": {\"total\": \"money\", \"names\": \"name*\"}}");
    assertThatThrownBy(() -> LabelSchema.read(file))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .contains("receipt.total: money"));
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("file"), text);
  }
}
