package io.sluice.types;

import io.sluice.config.ConfigNode;
import io.sluice.events.DataClass;
import io.sluice.types.Printed.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one document type's file. */
final class TypeFile {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private final String file;

  TypeFile(String file) {
    this.file = file;
  }

  DocumentType read(ConfigNode root) {
    String name = root.string("name");
    if (!name.isEmpty() && !file.equals(name + ".yaml")) {
      root.problem(
          "name", name, "the file's name without .yaml", "name: " + file.replace(".yaml", ""));
    }
    List<FieldSpec> fields = fields(root.child("fields"), root.strings("printed", List.of()));
    LineItemsPolicy lineItems = root.choice("lineItems", LineItemsPolicy.NONE);
    ValidatorsSection validators = new ValidatorsSection(fields, lineItems);
    DocumentType type =
        new DocumentType(
            name,
            fields,
            validators.read(root.list("validators")),
            root.choice("pool", Pool.CPU),
            root.number("targetError", 0.01, 0.0001, 0.5),
            trustsStructure(root),
            root.bool("alwaysReview", false),
            escalation(root.child("escalation")),
            dataClass(root),
            lineItems,
            review(root.child("review"), fields));
    root.finish();
    return type;
  }

  private static boolean trustsStructure(ConfigNode root) {
    String trust = root.string("trust", "none");
    if (!trust.equals("structure") && !trust.equals("none")) {
      root.problem("trust", trust, "structure or none", "trust: structure");
    }
    return trust.equals("structure");
  }

  private static List<FieldSpec> fields(ConfigNode section, List<String> otherPhrases) {
    List<FieldSpec> fields = new ArrayList<>();
    Map<String, List<Place>> places = new LinkedHashMap<>();
    for (String name : section.keys()) {
      ConfigNode field = section.child(name);
      if (!NAME.matcher(name).matches()) {
        section.problem(name, name, "a name in lower snake case", "issue_date:");
      }
      if (!field.has("kind")) {
        field.problem("kind", "missing", "what the value is", "kind: date");
      }
      FieldKind kind = field.choice("kind", FieldKind.TEXT);
      boolean dayFirst = field.bool("dayFirst", false);
      if (dayFirst && kind != FieldKind.DATE) {
        field.problem("dayFirst", true, "only dates have an order of day and month", "kind: date");
      }
      List<String> labels = field.strings("labels", List.of());
      if (!labels.isEmpty() && kind != FieldKind.PRICE && kind != FieldKind.NAME) {
        field.problem(
            "labels", labels, "only amounts and names are looked for by label", "kind: price");
      }
      boolean onlyDay = field.bool("onlyDay", false);
      if (onlyDay && kind != FieldKind.DATE) {
        field.problem("onlyDay", true, "only dates are days", "kind: date");
      }
      places.put(name, PrintedSection.places(field, kind));
      fields.add(
          new FieldSpec(
              name,
              kind,
              field.bool("required", false),
              dayFirst,
              labels,
              onlyDay,
              cue(field, kind),
              clause(field, kind),
              invoicePart(field, kind),
              Printed.NONE,
              field.bool("personal", false)));
    }
    List<String> phrases = PrintedSection.phrases(List.copyOf(places.values()), otherPhrases);
    return fields.stream()
        .map(field -> {
          List<Place> own = places.getOrDefault(field.name(), List.of());
          return own.isEmpty() ? field : field.on(new Printed(own, phrases));
        })
        .toList();
  }

  private static @Nullable Cue cue(ConfigNode field, FieldKind kind) {
    if (!field.has("cue")) {
      return null;
    }
    Cue cue = field.choice("cue", Cue.LETTERHEAD);
    if (!cue.kinds().contains(kind)) {
      field.problem(
          "cue",
          cue.name().toLowerCase(Locale.ROOT),
          "this cue leads to values of the kinds " + cue.kinds(),
          "kind: " + cue.kinds().iterator().next().name().toLowerCase(Locale.ROOT));
    }
    return cue;
  }

  private static @Nullable Clause clause(ConfigNode field, FieldKind kind) {
    if (!field.has("clause")) {
      return null;
    }
    Clause clause = field.choice("clause", Clause.GOVERNING_LAW);
    if (clause.kind() != kind) {
      field.problem(
          "clause",
          clause.text(),
          "this clause holds a value of kind " + clause.kind().name().toLowerCase(Locale.ROOT),
          "kind: " + clause.kind().name().toLowerCase(Locale.ROOT));
    }
    return clause;
  }

  private static @Nullable InvoicePart invoicePart(ConfigNode field, FieldKind kind) {
    if (!field.has("invoice")) {
      return null;
    }
    InvoicePart part = field.choice("invoice", InvoicePart.NUMBER);
    if (part.kind() != kind) {
      field.problem(
          "invoice",
          part.text(),
          "this part of an invoice is of kind " + part.kind().name().toLowerCase(Locale.ROOT),
          "kind: " + part.kind().name().toLowerCase(Locale.ROOT));
    }
    return part;
  }

  private static ReviewPolicy review(ConfigNode section, List<FieldSpec> fields) {
    String value = section.optional("value");
    if (value != null
        && fields.stream().noneMatch(f -> f.name().equals(value) && f.kind() == FieldKind.PRICE)) {
      section.problem("value", value, "a field of kind price of this type", "value: grand_total");
    }
    return new ReviewPolicy(
        section.bool("fourEyes", false),
        section.number("audit", 0, 0, 1),
        section.optional("skill"),
        value);
  }

  private static EscalationPolicy escalation(ConfigNode section) {
    boolean frontier = section.bool("frontier", false);
    Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
    for (String name : section.strings("dataClasses", List.of())) {
      DataClass dataClass = dataClass(section, "dataClasses", name);
      if (dataClass == DataClass.RESTRICTED) {
        section.problem(
            "dataClasses",
            name,
            "restricted documents never leave the house",
            "dataClasses: [public]");
      } else if (dataClass != null) {
        classes.add(dataClass);
      }
    }
    return new EscalationPolicy(section.bool("llm", true), frontier, classes);
  }

  private static @Nullable DataClass dataClass(ConfigNode root) {
    String name = root.optional("dataClass");
    return name == null ? null : dataClass(root, "dataClass", name);
  }

  private static @Nullable DataClass dataClass(ConfigNode node, String key, String name) {
    for (DataClass dataClass : DataClass.values()) {
      if (dataClass.name().toLowerCase(Locale.ROOT).equals(name)) {
        return dataClass;
      }
    }
    node.problem(
        key, name, "one of public, internal, confidential, restricted", key + ": internal");
    return null;
  }
}
