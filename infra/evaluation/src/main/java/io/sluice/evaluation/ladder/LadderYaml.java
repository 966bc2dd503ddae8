package io.sluice.evaluation.ladder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The ladder file: for each type the cheapest ladder and its figures, as the streams app reads it.
 */
public final class LadderYaml {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();
  private static final String HEAD =
      """
      # Made by 'sluice ladder' from labelled results; do not edit.
      """;

  private LadderYaml() {}

  /**
   * The text of the file.
   *
   * @param bundle name, version and fingerprint of the lowest rung's bundle, by key; empty if
   *     nobody named it
   */
  public static String of(
      LadderReport report,
      List<LabelledDocument> documents,
      List<Rung> rungs,
      LabelSchema schema,
      Map<String, String> bundle) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", 1).put("targetError", report.target());
    root.put("confidence", report.confidence());
    if (!bundle.isEmpty()) {
      bundle.forEach(root.putObject("bundle")::put);
    }
    ObjectNode types = root.putObject("types");
    report
        .rows()
        .forEach((type, worths) -> {
          Worth best = LadderReport.cheapest(worths);
          List<Rung> ladder =
              rungs.stream().filter(rung -> best.ladder().contains(rung.name())).toList();
          List<LabelledDocument> own =
              documents.stream().filter(d -> d.type().equals(type)).toList();
          Reliability reliability = Reliability.of(ladder, own, schema);
          ObjectNode node = types.putObject(type);
          worth(node, best);
          node.put("askBelow", report.sureEnough()).put("echo", reliability.echo());
          ObjectNode above = node.putObject("rungs");
          ladder.forEach(rung -> rung(above, rung, reliability, type));
        });
    try {
      return HEAD + YAML.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void worth(ObjectNode node, Worth best) {
    node.put("documents", best.documents()).put("fields", best.fields());
    if (best.certified().isPresent()) {
      node.put("threshold", best.certified().get().threshold());
    } else {
      node.put("infeasible", true);
      best.further().ifPresent(needed -> node.put("needed", needed));
    }
  }

  private static void rung(ObjectNode above, Rung rung, Reliability reliability, String type) {
    if (rung.pool().isEmpty()) {
      return; // The lowest: it has read everything already.
    }
    ObjectNode node = above.putObject(rung.name()).put("pool", rung.pool().get().label());
    if (!statesConfidence(rung)) {
      ObjectNode fields = node.putObject("reliability");
      reliability
          .of(rung.name(), type)
          .forEach((field, shares) -> shares.forEach(fields.putObject(field)::put));
    }
  }

  private static boolean statesConfidence(Rung rung) {
    return rung.lines().values().stream()
        .flatMap(line -> line.fields().values().stream())
        .anyMatch(field -> field.confidence() != null);
  }
}
