package io.sluice.evaluation.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.evaluation.gate.Family.Member;
import io.sluice.evaluation.gate.GateFit.Expected;
import io.sluice.evaluation.gate.GateFit.Selected;
import io.sluice.evaluation.gate.GateFit.Structure;
import io.sluice.statistics.Binomial;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The gate file, as the streams app reads it. */
public final class GateYaml {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();
  private static final String HEAD =
      """
      # Made by 'sluice calibrate' from labelled results; do not edit. Labels make thresholds, people make labels.
      """;

  /**
   * Where a gate file comes from.
   *
   * @param bundle name, version and fingerprint of the model bundle, by key; null if none was named
   * @param split what the labelled documents were called
   * @param date ISO 8601
   */
  public record Origin(@Nullable Map<String, String> bundle, String split, String date) {}

  private GateYaml() {}

  /** The text of the file; {@code expected} is left out where it is not known yet. */
  public static String of(GateFit fit, Origin origin, Optional<Expected> expected) {
    ObjectNode root = node();
    root.put("version", 1);
    root.put("targetError", fit.target());
    root.put("confidence", fit.confidence());
    root.put(
        "bound",
        "fixed-sequence testing (Learn then Test, arXiv:2110.01052) with exact binomial p-values;"
            + " the confidence holds for all classes together, and for all fields together");
    if (origin.bundle() != null) {
      ObjectNode bundle = root.putObject("bundle");
      origin.bundle().forEach(bundle::put);
    }
    ObjectNode from = root.putObject("calibration");
    from.put("date", origin.date()).put("split", origin.split());
    from.put("documents", fit.set().documents());
    Selected classes = fit.selectedClasses();
    Selected fields = fit.selectedFields();
    from.put("classes", classes.of()).put("fields", fields.of());
    from.put("classTests", fit.classes().tests()).put("fieldTests", fit.fields().tests());
    if (!fit.unlicensed().isEmpty()) {
      var array = from.putArray("fieldsNotUsedOf");
      fit.unlicensed().keySet().forEach(array::add);
    }
    expected.ifPresent(e -> root.set("expected", expected(fit, e)));
    structure(fit, root);
    ObjectNode pools = root.putObject("pools");
    int classesOf = fit.set().classesFromStructure().size();
    int fieldsOf = fit.set().fieldsFromStructure().size();
    fit.classes()
        .ofAll()
        .ifPresent(r -> pools.set("classes", rule(r).put("fromStructure", classesOf)));
    fit.fields()
        .ofAll()
        .ifPresent(r -> pools.set("fields", rule(r).put("fromStructure", fieldsOf)));
    ObjectNode ofClasses = node();
    fit.fields().ofClasses().forEach((type, rule) -> ofClasses.set(type, rule(rule)));
    if (!ofClasses.isEmpty()) {
      pools.set("fieldsOf", ofClasses);
    }
    classes(fit, root.putObject("classes"));
    try {
      return HEAD + YAML.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode expected(GateFit fit, Expected e) {
    ObjectNode node = node();
    double tail = (1 + fit.confidence()) / 2;
    node.putObject("straightThrough")
        .put("accepted", e.accepted())
        .put("of", e.documents())
        .put("rate", share(e.accepted(), e.documents()))
        .put("low", rounded(Binomial.lower(e.accepted(), e.documents(), tail)))
        .put("high", rounded(Binomial.upper(e.accepted(), e.documents(), tail)));
    node.putObject("wrongDocuments")
        .put("wrong", e.wrong())
        .put("of", e.accepted())
        .put("upper", rounded(Binomial.upper(e.wrong(), e.accepted(), fit.confidence())));
    node.set("fields", selected(fit, fit.selectedFields()));
    node.set("classes", selected(fit, fit.selectedClasses()));
    return node;
  }

  private static ObjectNode selected(GateFit fit, Selected s) {
    return node()
        .put("accepted", s.accepted())
        .put("of", s.of())
        .put("rate", share(s.accepted(), s.of()))
        .put("wrong", s.wrong())
        .put("error", share(s.wrong(), s.accepted()))
        .put("upper", rounded(Binomial.upper(s.wrong(), s.accepted(), fit.confidence())));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : rounded((double) part / whole);
  }

  private static double rounded(double rate) {
    return Math.round(1e4 * rate) / 1e4;
  }

  private static void structure(GateFit fit, ObjectNode root) {
    Rule rule = fit.fields().besides().orElse(null);
    if (rule == null) {
      return;
    }
    if (fit.structure() == Structure.OPEN) {
      root.set(
          "structure",
          rule(rule)
              .put(
                  "says",
                  "its labels neither confirm nor refute it: the document type's trust holds"));
      return;
    }
    ObjectNode node =
        fit.structure() == Structure.CERTIFIED
            ? rule(rule)
            : node()
                .put("infeasible", true)
                .put("observed", rule.observed())
                .put("errors", rule.errors())
                .put("reason", "its errors contradict the target");
    root.putObject("readers").set("STRUCTURE", node);
  }

  private static void classes(GateFit fit, ObjectNode classes) {
    for (Map.Entry<Member, Rule> entry : fit.classes().rules().entrySet()) {
      String type = entry.getKey().type();
      ObjectNode of = classes.putObject(type);
      of.set("classThreshold", rule(entry.getValue()));
      ObjectNode fields = of.putObject("fields");
      fit.fields()
          .rules()
          .forEach((member, rule) -> {
            if (member.type().equals(type)) {
              fields.set(member.name(), rule(rule));
            }
          });
      for (String field : fit.unlicensed().getOrDefault(type, Set.of())) {
        fields
            .putObject(field)
            .put("infeasible", true)
            .put("reason", "the labels of a " + type + "'s fields were not used");
      }
    }
  }

  private static ObjectNode rule(Rule rule) {
    ObjectNode node = node();
    switch (rule) {
      case Rule.Threshold t ->
          node.put("threshold", t.threshold())
              .put("from", t.pool().text())
              .put("accepted", t.accepted())
              .put("wrong", t.wrong())
              .put("observed", t.observed())
              .put("errors", t.errors());
      case Rule.Infeasible i -> {
        node.put("infeasible", true).put("observed", i.observed()).put("errors", i.errors());
        if (i.needed() != null) {
          node.put("needed", i.needed());
        }
        if (i.reason() != null) {
          node.put("reason", i.reason());
        }
      }
    }
    return node;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
