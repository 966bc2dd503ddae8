package io.sluice.evaluation.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.evaluation.dataset.Entry.Label;
import io.sluice.evaluation.dataset.Entry.Spot;
import io.sluice.evaluation.dataset.Version.Member;
import io.sluice.evaluation.dataset.Version.Standing;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldKind;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A version as a labelled set: the files that the trainer, {@code evaluate} and {@code calibrate}
 * read. Only documents that are used are in it.
 */
public final class LabelledLines {
  private LabelledLines() {}

  /** The documents that are used, with the entry whose labels hold. */
  public static Map<String, Entry> used(Version version, Map<String, Entry> entries) {
    Map<String, Entry> used = new TreeMap<>();
    version
        .documents()
        .forEach((id, member) -> {
          if (member.standing() == Standing.USED) {
            used.put(id, Objects.requireNonNull(entries.get(member.label())));
          }
        });
    return used;
  }

  /** A line of {@code manifest.jsonl}; {@code file} is relative to it. */
  public static String line(Entry entry, String file) {
    ObjectNode line = Entry.JSON.createObjectNode();
    line.put("id", entry.documentId());
    line.put("cls", entry.documentType());
    line.put("sub", sub(entry));
    line.put("file", file);
    ObjectNode fields = line.putObject("fields");
    ObjectNode places = line.putObject("places");
    new TreeMap<>(entry.labels())
        .forEach((name, label) -> {
          fields.put(name, label.value());
          Spot place = label.place();
          if (place != null) {
            places.set(name, Entry.JSON.valueToTree(place));
          }
        });
    line.put("label_quality", "gold");
    line.put("licence", entry.licence());
    line.putObject("source").put("path", entry.tenant() + "/" + entry.source());
    return line.toString();
  }

  /** The graders read the dates of broadcasters' invoices month first, and know them by this. */
  private static String sub(Entry entry) {
    Label flight = entry.labels().get("flight_from");
    return entry.documentType().equals("invoice") && flight != null && flight.value() != null
        ? "tv_ad_invoice"
        : entry.documentType();
  }

  /** {@code schema.json}: class → field → kind. */
  public static String schema(DocumentTypes types) {
    ObjectNode schema = Entry.JSON.createObjectNode();
    types
        .all()
        .forEach(type -> {
          ObjectNode fields = schema.putObject(type.name());
          type.fields()
              .forEach(field ->
                  fields.put(
                      field.name(),
                      field.kind() == FieldKind.NAMES
                          ? "name*"
                          : field.kind().name().toLowerCase(Locale.ROOT)));
        });
    return schema.toPrettyString() + "\n";
  }

  /** {@code splits.json}: the side of every document that is used. */
  public static String splits(Version version) {
    ObjectNode root = Entry.JSON.createObjectNode();
    ObjectNode documents = root.putObject("documents");
    version
        .documents()
        .forEach((id, member) -> {
          if (member.standing() == Standing.USED) {
            documents.put(id, member.split().name().toLowerCase(Locale.ROOT));
          }
        });
    return root.toPrettyString() + "\n";
  }

  /** {@code dataset.json}: what a model card says of the data. */
  public static String card(Version version, String sha256) {
    ObjectNode root = Entry.JSON.createObjectNode();
    root.put("version", version.version());
    root.put("sha256", sha256);
    root.put("until", version.until());
    Map<String, Integer> counts = new TreeMap<>();
    for (Member member : version.documents().values()) {
      if (member.standing() == Standing.USED) {
        counts.merge(
            member.documentType()
                + "\t"
                + member.licence()
                + "\t"
                + member.split().name().toLowerCase(Locale.ROOT),
            1,
            Integer::sum);
      }
    }
    var sources = root.putArray("sources");
    counts.forEach((key, n) -> {
      String[] parts = key.split("\t", -1);
      sources
          .addObject()
          .put("class", parts[0])
          .put("licence", parts[1])
          .put("split", parts[2])
          .put("documents", n);
    });
    return root.toPrettyString() + "\n";
  }
}
