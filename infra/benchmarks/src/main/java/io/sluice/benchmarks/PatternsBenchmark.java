package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.evaluation.normal.NormalForms;
import io.sluice.models.PatternReader;
import io.sluice.models.PatternReader.Found;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often what a pattern says is what the label says, alone and where a model that knows no
 * patterns says the same. Arguments: what {@code ./sluice parse} wrote, the manifest, results of
 * the model alone (the trainer's {@code evaluate}; of what it was not trained on), the trainer's
 * splits, and the splits to look at.
 */
public final class PatternsBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DocumentTypes TYPES = DocumentTypes.shipped();
  private static final JsonNode ABSENT = NullNode.getInstance();

  private static final class Counts {
    private int labelled;
    private int sure;
    private int sureRight;
    private int unsure;
    private int unsureRight;
    private int agreed;
    private int agreedRight;
  }

  private final Map<String, Counts> counts = new TreeMap<>();

  private PatternsBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    AvroTrust.grant();
    Map<String, JsonNode> manifest = byId(Path.of(arguments[1]));
    Map<String, JsonNode> results = byId(Path.of(arguments[2]));
    JsonNode splits = JSON.readTree(Path.of(arguments[3]).toFile()).get("documents");
    Set<String> wanted = Stream.of(arguments).skip(4).collect(Collectors.toSet());
    PatternsBenchmark benchmark = new PatternsBenchmark();
    try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode parsed = JSON.readTree(line);
        String id = parsed.get("id").asText();
        JsonNode entry = manifest.get(id);
        if (entry != null
            && entry.path("label_quality").asText("gold").equals("gold")
            && wanted.contains(splits.path(id).asText())) {
          benchmark.judge(parsed, entry, results.getOrDefault(id, ABSENT));
        }
      }
    }
    System.out.println("field: labelled; right of sure; right of unsure; right of agreed");
    benchmark.counts.forEach((field, c) ->
        System.out.printf(
            "%s: %d; %d of %d; %d of %d; %d of %d%n",
            field,
            c.labelled,
            c.sureRight,
            c.sure,
            c.unsureRight,
            c.unsure,
            c.agreedRight,
            c.agreed));
  }

  private void judge(JsonNode parsed, JsonNode entry, JsonNode result) {
    DocumentType type = TYPES.find(entry.get("cls").asText()).orElseThrow();
    if (type.fields().stream().noneMatch(PatternReader::reads)) {
      return;
    }
    PatternReader reader = new PatternReader(ParsedLine.content(parsed));
    for (FieldSpec field : type.fields()) {
      JsonNode label = entry.get("fields").path(field.name());
      boolean absent = label.isMissingNode() || label.isNull() || NormalForms.blank(label);
      if (!PatternReader.reads(field) || label.isMissingNode() && !type.name().equals("nda")) {
        continue; // a contract's field that nobody labelled
      }
      Optional<Set<String>> want = absent ? Optional.empty() : normal(field, label);
      if (!absent && want.isEmpty()) {
        continue; // a label that says no value, such as 05/[]/2000
      }
      Counts c = counts.computeIfAbsent(type.name() + "." + field.name(), f -> new Counts());
      c.labelled += absent ? 0 : 1;
      Optional<Found> found = reader.find(field);
      if (found.isEmpty()) {
        continue;
      }
      Optional<Set<String>> value = normal(field, TextNode.valueOf(found.get().value()));
      boolean right = want.isPresent() && want.equals(value);
      JsonNode read = result.path("fields").path(field.name()).path("value");
      boolean agrees =
          value.isPresent()
              && !read.isMissingNode()
              && !read.isNull()
              && value.equals(normal(field, read));
      if (found.get().sure()) {
        c.sure++;
        c.sureRight += right ? 1 : 0;
      } else {
        c.unsure++;
        c.unsureRight += right ? 1 : 0;
      }
      c.agreed += agrees ? 1 : 0;
      c.agreedRight += agrees && right ? 1 : 0;
      if (!right) {
        System.out.printf(
            "%s %s: %s, labelled %s%n",
            entry.get("id").asText(), field.name(), found.get().value(), label);
      }
    }
  }

  private static Optional<Set<String>> normal(FieldSpec field, JsonNode value) {
    return NormalForms.of(field.kind(), value, field.dayFirst());
  }

  private static Map<String, JsonNode> byId(Path file) throws IOException {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode entry = JSON.readTree(line);
      byId.put(entry.get("id").asText(), entry);
    }
    return byId;
  }
}
