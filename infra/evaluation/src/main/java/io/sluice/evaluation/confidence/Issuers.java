package io.sluice.evaluation.confidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import io.sluice.types.FieldKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which documents belong together: those of a class that share a name in some label (the shop, the
 * seller, the advertiser, a party), directly or through others. What was learnt from one of them
 * says too much of the next.
 */
final class Issuers {
  private static final int SHORTEST = 4;
  private static final int LONGEST = 20;

  private final Map<String, String> parents = new HashMap<>();

  private Issuers() {}

  /** The group of each document, named by one of its keys. */
  static Map<String, String> of(List<GradedDocument> graded, LabelSchema schema) {
    Issuers issuers = new Issuers();
    for (GradedDocument one : graded) {
      LabelledDocument document = one.document();
      schema
          .fields(document.type())
          .forEach((field, kind) -> {
            if (kind == FieldKind.NAME || kind == FieldKind.NAMES) {
              issuers.tie(document, document.labels().path(field));
            }
          });
    }
    Map<String, String> groups = new HashMap<>();
    graded.forEach(g -> groups.put(g.document().id(), issuers.root("id " + g.document().id())));
    return groups;
  }

  private void tie(LabelledDocument document, JsonNode label) {
    for (JsonNode value : label.isArray() ? label : List.of(label)) {
      String letters = value.asText().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
      if (!value.isNull() && letters.length() >= SHORTEST) {
        String name = letters.substring(0, Math.min(LONGEST, letters.length()));
        String one = root("id " + document.id());
        String other = root(document.type() + " " + name);
        // The lesser one, so that the order of the documents does not matter.
        parents.put(one.compareTo(other) < 0 ? other : one, one.compareTo(other) < 0 ? one : other);
      }
    }
  }

  private String root(String key) {
    String at = key;
    while (!parents.computeIfAbsent(at, k -> k).equals(at)) {
      at = parents.getOrDefault(at, at);
    }
    return at;
  }
}
