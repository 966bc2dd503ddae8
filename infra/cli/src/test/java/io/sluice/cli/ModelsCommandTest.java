package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.BundleVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promotion over results that are there already: of 200 invented receipts the serving bundle reads
 * 40 totals wrongly, the better candidate 5, the worse one 80. The candidates are the shipped
 * bundle under other versions.
 */
class ModelsCommandTest {
  private static final Path SHIPPED = Path.of("../../model-workers/bundles/micro-1");
  private static final int DOCUMENTS = 200;

  @TempDir Path folder;

  private record Outcome(int status, String out, String err) {}

  @BeforeEach
  void labelsAndResults() throws Exception {
    StringBuilder manifest = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      manifest.append(
          """
          {"id": "r%d", "cls": "receipt", "sub": "shop", "file": "r%d.pdf", "label_quality": "gold", "fields": {"total": "%d.00"}}
          """
              .formatted(i, i, i));
    }
    Files.writeString(folder.resolve("manifest.jsonl"), manifest);
    Files.writeString(folder.resolve("schema.json"), "{\"receipt\": {\"total\": \"price\"}}");
    results("serving.jsonl", 40);
    results("better.jsonl", 5);
    results("worse.jsonl", 80);
  }

  @Test
  void theBetterOneServesTheFormerOneIsKeptAndCanComeBack() throws Exception {
    Outcome promoted = promote(candidate("2.0.0"), "better.jsonl");
    assertThat(promoted.status).as(promoted.err + promoted.out).isZero();
    assertThat(promoted.out).contains("fields: B is better").contains("granted").contains("serves");
    assertThat(serving()).isEqualTo("2.0.0");
    ModelsFolder models = ModelsFolder.at(folder.resolve("models"));
    assertThat(models.bundles()).hasSize(2);

    assertThat(run("models", "list", "--models", models.folder().toString()).out)
        .containsPattern("micro-1-2\\.0\\.0-\\w+ │ serves");
    assertThat(run("models", "show", "--models", models.folder().toString()).out)
        .contains("promote  micro-1-2.0.0")
        .contains("by otto")
        .contains("COMPARISON");
    Outcome back = run("models", "rollback", "--models", models.folder().toString(), "--by", "ute");
    assertThat(back.status).as(back.err).isZero();
    assertThat(serving()).isEqualTo(BundleVersion.of(SHIPPED).version());
    assertThat(run("models", "rollback", "--models", models.folder().toString(), "--by", "ute").err)
        .contains("nothing was promoted");
  }

  @Test
  void theWorseOneIsRefusedAndNothingIsChanged() throws Exception {
    Outcome refused = promote(candidate("2.0.0"), "worse.jsonl");
    assertThat(refused.status).isEqualTo(1);
    assertThat(refused.out).contains("fields: A is better").contains("refused: field F1");
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void aGateThatWasMadeForAnotherBundleIsRefusedWithTheRemedy() throws Exception {
    Path candidate = candidate("2.0.0");
    Path gate = candidate.resolve(BundleVersion.GATE);
    String own = BundleVersion.of(candidate).fingerprint();
    InBundle.install(
        candidate, Map.of("gate.yaml", Files.readString(gate).replace(own, "0".repeat(64))));
    Outcome refused = promote(candidate, "better.jsonl");
    assertThat(refused.status).isEqualTo(2);
    assertThat(refused.err).contains("made for another bundle").contains("sluice calibrate");
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void aBundleThatWasTamperedWithIsRefused() throws Exception {
    Path candidate = candidate("2.0.0");
    Files.writeString(candidate.resolve("labels.json"), "{}");
    assertThat(promote(candidate, "better.jsonl").err).contains("labels.json");
  }

  private String serving() {
    return BundleVersion.of(ModelsFolder.at(folder.resolve("models")).serving().orElseThrow())
        .version();
  }

  private Outcome promote(Path candidate, String results) {
    return run(
        "models",
        "promote",
        candidate.toString(),
        "--models",
        folder.resolve("models").toString(),
        "--serving",
        SHIPPED.toString(),
        "--manifest",
        folder.resolve("manifest.jsonl").toString(),
        "--schema",
        folder.resolve("schema.json").toString(),
        "--serving-results",
        folder.resolve("serving.jsonl").toString(),
        "--candidate-results",
        folder.resolve(results).toString(),
        "--by",
        "otto");
  }

  private Path candidate(String version) throws Exception {
    Path candidate = Files.createDirectories(folder.resolve("candidate"));
    try (Stream<Path> files = Files.list(SHIPPED)) {
      for (Path file : files.toList()) {
        Files.copy(file, candidate.resolve(file.getFileName()));
      }
    }
    Path manifest = candidate.resolve(BundleVersion.MANIFEST);
    String shipped = BundleVersion.of(SHIPPED).version();
    Files.writeString(
        manifest, Files.readString(manifest).replace("version: " + shipped, "version: " + version));
    return candidate;
  }

  private void results(String name, int wrong) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      lines.append(
          """
          {"id": "r%d", "class": "receipt", "classConfidence": 0.99, "route": "review", "fields": {"total": {"value": "%d.00", "confidence": 0.9, "reader": "model"}}}
          """
              .formatted(i, i < wrong ? i + 1 : i));
    }
    Files.writeString(folder.resolve(name), lines);
  }

  private static Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int status =
          Main.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute(new ArrayList<>(List.of(arguments)).toArray(String[]::new));
      return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }
}
