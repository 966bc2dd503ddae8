package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.BundleVersion;
import io.sluice.schemas.Ids;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.streams.gate.Ladders;
import io.sluice.streams.gate.Threshold;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * evaluate and calibrate over invented receipts, of which every 40th total is read wrongly and one
 * breaks a rule of its type.
 */
class EvaluationCommandsTest {
  private static final int DOCUMENTS = 600;

  @TempDir Path folder;

  private record Outcome(int status, String out, String err) {}

  @BeforeEach
  void aLabelledSetAndItsResults() throws Exception {
    StringBuilder manifest = new StringBuilder();
    StringBuilder results = new StringBuilder();
    StringBuilder splits = new StringBuilder("{\"documents\": {");
    for (int i = 0; i < DOCUMENTS; i++) {
      boolean wrong = i % 40 == 0;
      double sure = wrong ? 0.3 : 0.9 + (i % 10) / 100.0;
      manifest.append(
          """
          {"id": "r%d", "cls": "receipt", "sub": "shop", "file": "r%d.pdf", "label_quality": "gold", "fields": {"company": "Elm Ltd", "date": "2026-03-04", "address": null, "total": "%d.00"}}
          """
              .formatted(i, i, i));
      results.append(
          String.format(
              Locale.ROOT,
              """
              {"id": "r%d", "class": "receipt", "classConfidence": 0.99, "route": "review", "doubts": [{"code": "%s"}], "fields": {\
              "company": {"value": "Elm Limited", "confidence": 0.95, "reader": "model"},\
               "date": {"value": "4 March 2026", "confidence": 0.95, "reader": "model"},\
               "address": {"value": null, "confidence": 0.95, "reader": "model"},\
               "total": {"value": "%d.00", "confidence": %.3f, "reader": "model"}}}
              """,
              i,
              i == 1 ? "VALIDATOR_FAILED" : "NO_THRESHOLD",
              wrong ? i + 1 : i,
              sure));
      splits.append(i == 0 ? "" : ", ").append("\"r%d\": \"calibration\"".formatted(i));
    }
    Files.writeString(folder.resolve("manifest.jsonl"), manifest);
    Files.writeString(folder.resolve("results.jsonl"), results);
    Files.writeString(folder.resolve("splits.json"), splits + "}}");
    Files.writeString(
        folder.resolve("schema.json"),
        """
        {"receipt": {"company": "name", "date": "date", "address": "text", "total": "price"}}
        """);
  }

  @Test
  void resultsAreGradedWithoutRunningAnything() {
    Outcome outcome = run("evaluate", "--results", "results.jsonl");
    assertThat(outcome.status).as(outcome.err).isZero();
    assertThat(outcome.out)
        .contains("600 documents, 600 of them with 2,400 graded fields")
        .contains("accuracy 1.0000")
        .contains("receipt.total");
  }

  @Test
  void aBaselineIsKeptAndARegressionEndsWithStatusOne() throws Exception {
    Outcome keeping =
        run(
            "evaluate",
            "--results",
            "results.jsonl",
            "--keep-baseline",
            "baseline.json",
            "--history",
            "history.jsonl",
            "--json",
            "report.json");
    assertThat(keeping.status).as(keeping.err).isZero();
    assertThat(Files.readAllLines(folder.resolve("history.jsonl")))
        .singleElement()
        .asString()
        .contains("\"class.accuracy\":1.0");
    assertThat(folder.resolve("report.json")).content().contains("\"graded_fields\" : 2400");

    String worse =
        Files.readString(folder.resolve("results.jsonl")).replace("Elm Limited", "Oak Limited");
    Files.writeString(folder.resolve("worse.jsonl"), worse);
    Outcome same = run("evaluate", "--results", "results.jsonl", "--baseline", "baseline.json");
    Outcome regressed =
        run(
            "evaluate",
            "--results",
            "worse.jsonl",
            "--baseline",
            "baseline.json",
            "--against",
            "results.jsonl");
    assertThat(same.status).isZero();
    assertThat(same.out).contains("nothing regressed");
    assertThat(regressed.status).isEqualTo(1);
    assertThat(regressed.out)
        .contains("REGRESSED")
        .contains("class: no difference that these documents can show")
        .contains("fields: B is better");
  }

  @Test
  void aLadderIsReplayedAndWhatIsWrittenIsWhatTheStreamsAppReads() throws Exception {
    Files.writeString(
        folder.resolve("prices.yaml"),
        """
        people: 1
        rungs:
          micro: {cost: 0.001, latency: 300ms}
          large: {pool: llm, cost: 0.01, latency: 4s}
          unused: {pool: frontier, cost: 1}
        """);
    Files.writeString(
        folder.resolve("large.jsonl"),
        Files.readString(folder.resolve("results.jsonl"))
            .replaceAll("\"confidence\": 0.9[0-9]*", "\"confidence\": 0.995"));
    Outcome outcome =
        run(
            "ladder",
            "--prices",
            "prices.yaml",
            "--rung",
            "micro=" + folder.resolve("results.jsonl"),
            "--rung",
            "large=" + folder.resolve("large.jsonl"),
            "--target-error",
            "0.05",
            "--out",
            "ladder.yaml");
    assertThat(outcome.status).as(outcome.err).isZero();
    assertThat(outcome.out).contains("receipt: 600 documents").contains("micro → large");
    Ladders ladders = Ladders.parse("ladder.yaml", Files.readString(folder.resolve("ladder.yaml")));
    assertThat(ladders.targetError()).isEqualTo(0.05);
    assertThat(ladders.of("receipt").threshold()).isInstanceOf(Threshold.AtLeast.class);
  }

  @Test
  void aRungWithoutAPriceOrAPoolIsNamed() throws Exception {
    Files.writeString(
        folder.resolve("prices.yaml"), "{people: 1, rungs: {micro: {cost: 0}, large: {cost: 1}}}");
    Outcome outcome =
        run(
            "ladder",
            "--prices",
            "prices.yaml",
            "--rung",
            "micro=" + folder.resolve("results.jsonl"),
            "--rung",
            "large=" + folder.resolve("results.jsonl"),
            "--rung",
            "third=" + folder.resolve("results.jsonl"));
    assertThat(outcome.status).isNotZero();
    assertThat(outcome.err).contains("rungs.large.pool").contains("rungs.third: missing");
  }

  @Test
  void labelledResultsBecomeAGateFileThatTheStreamsAppReads() throws Exception {
    Path bundle = bundle();
    String before = Files.readString(bundle.resolve("bundle.yaml"));
    Outcome outcome =
        run(
            "calibrate",
            "--results",
            "results.jsonl",
            "--split",
            folder.resolve("splits.json") + ":calibration",
            "--target-error",
            "0.02",
            "--bundle",
            bundle.toString(),
            "--install",
            "--out",
            "gate.yaml");
    assertThat(outcome.status).as(outcome.err).isZero();
    assertThat(outcome.out).contains("documents straight through").contains("584 │  600");

    String yaml = Files.readString(folder.resolve("gate.yaml"));
    GateThresholds thresholds = GateThresholds.parse("gate.yaml", yaml);
    assertThat(thresholds.targetError()).isEqualTo(0.02);
    assertThat(thresholds.bundle()).isEqualTo(BundleVersion.of(bundle).fingerprint());
    assertThat(thresholds.classes()).containsOnlyKeys("receipt");
    assertThat(yaml).contains("split: calibration").contains("from: own labels");

    assertThat(bundle.resolve("gate.yaml")).hasContent(yaml);
    assertThat(Files.readString(bundle.resolve("bundle.yaml")))
        .isEqualTo(
            before.replace("0".repeat(64), Ids.sha256(yaml.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void resultsWithSignalsGiveTheBundleItsConfidencesAndAGateThatGoesWithThem() throws Exception {
    Path bundle = bundle();
    Files.writeString(
        folder.resolve("manifest.jsonl"),
        numbered(Files.readString(folder.resolve("manifest.jsonl")), "Elm Ltd", "Elm %d Ltd"));
    String results = Files.readString(folder.resolve("results.jsonl"));
    Files.writeString(
        folder.resolve("results.jsonl"),
        numbered(results, "Elm Limited", "Elm %d Limited")
            .replaceAll(
                "\"confidence\": (0\\.[3-9]\\d+), \"reader\": \"model\"",
                "\"confidence\": 0.5, \"reader\": \"model\", \"signals\": {\"+score\": $1}"));
    // As many wrong readings as a fit asks for.
    Files.writeString(
        folder.resolve("results.jsonl"),
        Files.readString(folder.resolve("results.jsonl"))
            .replaceAll("4 March 2026(?=.*\"value\": \"\\d*7\\.00)", "5 March 2026"));

    Outcome outcome =
        run(
            "calibrate",
            "--results",
            "results.jsonl",
            "--target-error",
            "0.05",
            "--bundle",
            bundle.toString(),
            "--install",
            "--out",
            "gate.yaml");

    assertThat(outcome.status).as(outcome.err).isZero();
    assertThat(outcome.out).contains("Confidence: fitted on 2400 readings", "600 issuers");
    String confidence = Files.readString(bundle.resolve("confidence.json"));
    assertThat(confidence).contains("+score", "\"total\"");
    assertThat(Files.readString(bundle.resolve("bundle.yaml")))
        .contains(
            "  confidence.json: " + Ids.sha256(confidence.getBytes(StandardCharsets.UTF_8)) + "\n");
    GateThresholds thresholds =
        GateThresholds.parse("gate.yaml", Files.readString(bundle.resolve("gate.yaml")));
    assertThat(thresholds.bundle()).isEqualTo(BundleVersion.of(bundle).fingerprint());

    String installed = Files.readString(bundle.resolve("bundle.yaml"));
    Outcome kept =
        run("calibrate", "--results", "results.jsonl", "--keep-confidences", "--out", "kept.yaml");
    assertThat(kept.status).as(kept.err).isZero();
    assertThat(kept.out).doesNotContain("Confidence:");
    assertThat(bundle.resolve("bundle.yaml")).hasContent(installed);
  }

  /** Each line's own number in the place of a text. */
  private static String numbered(String lines, String what, String with) {
    StringBuilder numbered = new StringBuilder();
    int number = 0;
    for (String line : lines.lines().toList()) {
      numbered.append(line.replace(what, with.formatted(number++))).append('\n');
    }
    return numbered.toString();
  }

  @Test
  void fieldLabelsWithoutALicenceDoNotCalibrate() throws Exception {
    Outcome outcome =
        run(
            "calibrate",
            "--results",
            "results.jsonl",
            "--exclude-fields-of",
            "receipt",
            "--out",
            "gate.yaml");
    assertThat(outcome.status).as(outcome.err).isZero();
    assertThat(Files.readString(folder.resolve("gate.yaml")))
        .contains("fieldsNotUsedOf")
        .contains("the labels of a receipt's fields were not used");
    assertThat(outcome.out).contains("Field labels not used: receipt");
  }

  @Test
  void labelsOfOnesOwnCalibrateWhereTheManifestsMayNot() throws Exception {
    StringBuilder own = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      own.append(
          """
          {"id": "r%d", "fields": {"company": "Elm Ltd", "total": "%d.00"}, "unsure": ["company"]}
          """
              .formatted(i, i));
    }
    Files.writeString(folder.resolve("own.jsonl"), own);

    Outcome outcome =
        run(
            "calibrate",
            "--results",
            "results.jsonl",
            "--exclude-fields-of",
            "receipt",
            "--labels",
            folder.resolve("own.jsonl").toString(),
            "--target-error",
            "0.02",
            "--out",
            "gate.yaml");

    assertThat(outcome.status).as(outcome.err).isZero();
    assertThat(Files.readString(folder.resolve("gate.yaml")))
        .doesNotContain("fieldsNotUsedOf")
        .containsPattern("total:\\s+threshold: 0\\.9")
        .containsPattern("company:\\s+infeasible: true")
        .contains("no label spoke of it");
  }

  @Test
  void whatTeachesDoesNotMakeTheGateToo() {
    assertThat(
            run(
                    "calibrate",
                    "--results",
                    "results.jsonl",
                    "--teach",
                    folder.resolve("results.jsonl").toString(),
                    "--out",
                    "gate.yaml")
                .err)
        .contains("--teach: the gate is made of these already");
  }

  @Test
  void argumentsThatCannotBeAreRefusedWithTheRemedy() {
    assertThat(run("calibrate", "--results", "results.jsonl", "--target-error", "2", "--out", "g"))
        .satisfies(o -> assertThat(o.status).isEqualTo(2))
        .satisfies(o -> assertThat(o.err).contains("--target-error 2.0: in (0, 1), such as 0.01"));
    assertThat(run("calibrate", "--results", "results.jsonl", "--install", "--out", "g").err)
        .contains("name it with --bundle");
    assertThat(run("evaluate", "--results", "results.jsonl", "--split", "splits.json").err)
        .contains("FILE:NAME is expected");
    assertThat(
            run(
                    "evaluate",
                    "--results",
                    "results.jsonl",
                    "--split",
                    folder.resolve("splits.json") + ":test")
                .err)
        .contains("has no split 'test', only [calibration]");
  }

  private Path bundle() throws Exception {
    Path bundle = Files.createDirectories(folder.resolve("bundle"));
    Files.writeString(bundle.resolve("gate.yaml"), "version: 1\n");
    Files.writeString(
        bundle.resolve("bundle.yaml"),
        "name: tiny\nversion: 2.0.0\nfiles:\n  model.onnx: "
            + "a".repeat(64)
            + "\n  gate.yaml: "
            + "0".repeat(64)
            + "\n");
    return bundle;
  }

  /** Runs a command on the set; file names are in the folder. */
  private Outcome run(String command, String... arguments) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of(
                command,
                "--manifest",
                folder.resolve("manifest.jsonl").toString(),
                "--schema",
                folder.resolve("schema.json").toString()));
    for (String argument : arguments) {
      all.add(
          argument.matches("[a-z]+\\.(jsonl|json|yaml)")
              ? folder.resolve(argument).toString()
              : argument);
    }
    StringWriter err = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      int status =
          Main.commandLine().setErr(new PrintWriter(err, true)).execute(all.toArray(String[]::new));
      return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }
}
