package io.sluice.connectors.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ConfigNode;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expressions of a mapping. A text alone is the name of a field of the document;
 * otherwise exactly one of {@code from, row, record, constant, template, difference, same, lookup}
 * says where the value comes from.
 */
final class ExpressionReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SOURCES =
      List.of("from", "row", "record", "constant", "template", "difference", "same", "lookup");

  private final @Nullable DocumentType type;

  /** For a type; null where the type is unknown, and thus its fields are not checked. */
  ExpressionReader(@Nullable DocumentType type) {
    this.type = type;
  }

  /** The expressions of a mapping's section, in order. */
  Map<String, Expression> fields(ConfigNode section, boolean inRow) {
    Map<String, Expression> all = new LinkedHashMap<>();
    for (String name : section.keys()) {
      all.put(name, one(section, name, inRow));
    }
    if (all.isEmpty()) {
      section.problem("fields", "missing", "at least one field", "total: {from: grand_total}");
    }
    return all;
  }

  /** A text that says which field of the document is meant. */
  void checkField(ConfigNode section, String key, String name) {
    if (type != null && type.field(name).isEmpty()) {
      section.problem(
          key,
          name,
          "a field of "
              + type.name()
              + ": "
              + String.join(", ", type.fields().stream().map(FieldSpec::name).toList()),
          key + ": " + type.fields().stream().map(FieldSpec::name).findFirst().orElse("…"));
    }
  }

  /** Every place of a template must be known. */
  void checkPlaces(ConfigNode section, String key, String template) {
    Matcher matcher = Expression.Template.PLACE.matcher(template);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!DocumentView.ENVELOPE.contains(name)) {
        checkField(section, key, name);
      }
    }
  }

  private Expression one(ConfigNode section, String name, boolean inRow) {
    if (section.any(name) instanceof String field) {
      checkField(section, name, field);
      return read(section, Expression.Place.FIELD, field, ConfigNode.empty());
    }
    return expression(section.child(name), inRow);
  }

  private Expression expression(ConfigNode node, boolean inRow) {
    List<String> set = SOURCES.stream().filter(node::has).toList();
    if (set.size() != 1) {
      node.problem(
          "value",
          set.isEmpty() ? "missing" : String.join(" and ", set),
          "exactly one of " + String.join(", ", SOURCES),
          "{from: grand_total}");
      SOURCES.forEach(node::any);
      return new Expression.Constant(JSON.nullNode());
    }
    String source = set.get(0);
    return switch (source) {
      case "from" -> {
        String field = node.string(source);
        checkField(node, source, field);
        yield read(node, Expression.Place.FIELD, field, node);
      }
      case "row" -> {
        if (!inRow) {
          node.problem(source, "set", "only in the fields of rows: lineItems", "from: …");
        }
        String column = known(node, source, DocumentView.COLUMNS);
        yield read(node, Expression.Place.COLUMN, column, node);
      }
      case "record" ->
          read(node, Expression.Place.ENVELOPE, known(node, source, DocumentView.ENVELOPE), node);
      case "constant" -> new Expression.Constant(JSON.valueToTree(node.any(source)));
      case "template" -> {
        String template = node.string(source);
        checkPlaces(node, source, template);
        yield new Expression.Template(template);
      }
      case "difference" -> difference(node);
      case "same" -> new Expression.Same(node.string(source));
      default -> lookup(node.child(source), inRow);
    };
  }

  private static String known(ConfigNode node, String key, Set<String> names) {
    String name = node.string(key);
    if (!names.contains(name)) {
      node.problem(
          key, name, "one of " + String.join(", ", new TreeSet<>(names)), key + ": description");
    }
    return name;
  }

  private Expression.Read read(
      ConfigNode section, Expression.Place place, String name, ConfigNode node) {
    boolean required = node.bool("required", false);
    Expression fallback =
        node.has("default") ? new Expression.Constant(JSON.valueToTree(node.any("default"))) : null;
    if (required && fallback != null) {
      section.problem("default", "set", "not together with required", "remove one of them");
    }
    return new Expression.Read(
        place, name, format(place, name, node), required, fallback, node.map("values"));
  }

  private Format format(Expression.Place place, String name, ConfigNode node) {
    FieldSpec spec = type == null ? null : type.field(name).orElse(null);
    boolean ofField = place == Expression.Place.FIELD && spec != null;
    Format.Kind usual = Format.Kind.TEXT;
    if (ofField && spec != null && spec.kind() == FieldKind.DATE) {
      usual = Format.Kind.DATE;
    } else if (ofField && spec != null && spec.kind() == FieldKind.PRICE) {
      usual = Format.Kind.DECIMAL;
    }
    return new Format(
        node.choice("format", usual),
        ofField && spec != null && spec.dayFirst(),
        place == Expression.Place.COLUMN,
        BigDecimal.valueOf(node.number("times", 1, -1e9, 1e9)).stripTrailingZeros());
  }

  private Expression difference(ConfigNode node) {
    List<String> names = node.strings("difference", List.of());
    if (names.size() < 2) {
      node.problem(
          "difference", names, "two fields or more", "difference: [grand_total, tax_total]");
    }
    List<Expression.Read> amounts = new ArrayList<>();
    for (String name : names) {
      checkField(node, "difference", name);
      amounts.add(
          new Expression.Read(
              Expression.Place.FIELD,
              name,
              new Format(Format.Kind.DECIMAL, false, false, BigDecimal.ONE),
              amounts.isEmpty() && node.bool("required", false),
              null,
              Map.of()));
    }
    return new Expression.Difference(amounts);
  }

  private Expression lookup(ConfigNode node, boolean inRow) {
    List<Expression.Criterion> criteria = new ArrayList<>();
    for (ConfigNode one : node.list("by")) {
      criteria.add(
          new Expression.Criterion(
              one.string("field"), expression(one, inRow), one.bool("ignoreCase", false)));
    }
    if (criteria.isEmpty()) {
      node.problem(
          "by", "missing", "at least one way to find it", "by: [{field: name, from: seller}]");
    }
    Lookup.Missing missing = node.choice("missing", Lookup.Missing.REJECT);
    Map<String, Expression> create =
        node.has("create") ? fields(node.child("create"), inRow) : Map.of();
    if ((missing == Lookup.Missing.CREATE) == create.isEmpty()) {
      node.problem(
          "create",
          create.isEmpty() ? "missing" : "set",
          "the fields of a new object, together with missing: create",
          "create: {name: {from: seller}}");
    }
    if (Stream.concat(create.values().stream(), criteria.stream().map(Expression.Criterion::value))
        .anyMatch(ExpressionReader::looksUp)) {
      node.problem("lookup", "nested", "no lookup inside of a lookup; use same", "same: party");
    }
    return new Expression.Find(
        node.string("object"),
        criteria,
        node.optional("take"),
        node.choice("several", Lookup.Several.REJECT),
        missing,
        create);
  }

  private static boolean looksUp(Expression expression) {
    return expression instanceof Expression.Find;
  }
}
