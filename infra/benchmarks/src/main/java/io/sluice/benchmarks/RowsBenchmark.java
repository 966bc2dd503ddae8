package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.models.LineItemReading;
import io.sluice.models.SecondReadings;
import io.sluice.models.structure.StructureReader;
import io.sluice.models.structure.StructuredReading;
import io.sluice.schemas.AvroTrust;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.streams.gate.Ruling;
import io.sluice.streams.gate.Threshold;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How well line items are read off pages, and whom the rules about them stop, on invoices and
 * orders whose fields are known: rows of e-invoices against their XML, sums of others against their
 * total. Arguments: what {@code ./sluice parse} wrote, the manifest, the trainer's splits, and the
 * splits to look at.
 */
public final class RowsBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DocumentTypes TYPES = DocumentTypes.shipped();
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

  private RowsBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    AvroTrust.grant();
    Map<String, JsonNode> manifest = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      JsonNode entry = JSON.readTree(line);
      manifest.put(entry.get("id").asText(), entry);
    }
    JsonNode splits = JSON.readTree(Path.of(arguments[2]).toFile()).get("documents");
    Set<String> wanted = Stream.of(arguments).skip(3).collect(Collectors.toSet());
    RowsBenchmark benchmark = new RowsBenchmark();
    try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode parsed = JSON.readTree(line);
        JsonNode entry = manifest.get(parsed.get("id").asText());
        if (entry != null
            && Set.of("invoice", "order").contains(entry.get("cls").asText())
            && wanted.contains(splits.path(entry.get("id").asText()).asText())) {
          benchmark.judge(parsed, entry);
        }
      }
    }
    benchmark.counts.forEach((group, of) -> System.out.println(group + " " + of));
  }

  private void judge(JsonNode parsed, JsonNode entry) {
    DocumentType type = TYPES.find(entry.get("cls").asText()).orElseThrow();
    String sub = entry.get("sub").asText();
    String group = sub.startsWith("tv_") ? sub : "e-invoices and e-orders";
    ParsedContent content = ParsedLine.content(parsed);
    Optional<StructuredReading> structure =
        StructureReader.read(content.getStructures(), content.getText());
    LineItems items =
        LineItemReading.read(type, structure.map(StructuredReading::lines).orElse(null), content);
    LineItems page = LineItemReading.read(type, null, content);
    count(group, "documents", 1);
    count(group, "page proven", page != null && page.getPageProven() ? 1 : 0);
    if (items != null && items.getReader() == Reader.STRUCTURE) {
      List<String> xml = amounts(items);
      List<String> read = page == null ? List.of() : amounts(page);
      List<String> common = new ArrayList<>(xml);
      List<String> rest = new ArrayList<>(read);
      common.removeIf(amount -> !rest.remove(amount));
      count(group, "with XML rows", 1);
      count(group, "page rows are the XML's", xml.equals(read) ? 1 : 0);
      count(group, "XML rows", xml.size());
      count(group, "page rows", read.size());
      count(group, "rows in both", common.size());
    }
    JsonNode gross = entry.get("fields").get("gross_amount");
    if (page != null && gross != null && !gross.isNull()) {
      BigDecimal total = new BigDecimal(gross.asText().replaceAll("[^0-9.-]", ""));
      BigDecimal sum =
          amounts(page).stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      count(group, "rows make the gross amount", sum.compareTo(total) == 0 ? 1 : 0);
      if (page.getPageProven()) {
        count(group, "proven gross amounts that are wrong", sum.compareTo(total) == 0 ? 0 : 1);
      }
    }
    List<String> broken = broken(type, items, content, structure, entry.get("fields"));
    count(group, "stopped by rules", broken.isEmpty() ? 0 : 1);
    broken.forEach(message -> System.out.println(entry.get("id").asText() + ": " + message));
  }

  /** What the gate has against the document when every field is as it should be. */
  private static List<String> broken(
      DocumentType type,
      @Nullable LineItems items,
      ParsedContent content,
      Optional<StructuredReading> structure,
      JsonNode labels) {
    Threshold zero = new Threshold.AtLeast(0);
    List<ExtractedField> fields = new ArrayList<>();
    for (FieldSpec field : type.fields()) {
      JsonNode label = labels.path(field.name());
      String given = label.isTextual() ? label.asText() : null;
      fields.add(
          ExtractedField.newBuilder()
              .setName(field.name())
              .setValue(structure.isPresent() ? structure.get().values().get(field.name()) : given)
              .setRawConfidence(1)
              .setConfidence(1)
              .setReader(structure.isPresent() ? Reader.STRUCTURE : Reader.MODEL)
              .build());
    }
    Map<String, Threshold> pass =
        type.fields().stream().collect(Collectors.toMap(FieldSpec::name, field -> zero));
    GateThresholds thresholds =
        new GateThresholds(
            0.01, Map.of(), Map.of(type.name(), new GateThresholds.OfClass(zero, pass)));
    Prediction prediction =
        Prediction.newBuilder()
            .setClasses(List.of(new ClassProbability(type.name(), 1d)))
            .setFields(fields)
            .setModel(new ModelInfo("labels", "0", ""))
            .setWallMillis(0)
            .setLineItems(items)
            .setSecondReadings(SecondReadings.read(type, content))
            .build();
    return new Gate(TYPES, thresholds).judge(prediction) instanceof Ruling.InDoubt doubt
        ? doubt.doubts().stream()
            .filter(d -> d.getCode().equals("VALIDATOR_FAILED"))
            .map(d -> d.getMessage())
            .filter(message -> !message.contains("' is no "))
            .toList()
        : List.of();
  }

  private static List<String> amounts(LineItems items) {
    return items.getRows().stream()
        .map(LineItem::getLineTotal)
        .filter(amount -> amount != null)
        .map(amount -> new BigDecimal(amount).setScale(4).toPlainString())
        .toList();
  }

  private void count(String group, String what, int by) {
    counts.computeIfAbsent(group, g -> new LinkedHashMap<>()).merge(what, by, Integer::sum);
  }
}
