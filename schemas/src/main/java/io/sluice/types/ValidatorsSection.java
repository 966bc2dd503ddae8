package io.sluice.types;

import io.sluice.config.ConfigNode;
import io.sluice.types.ValidatorSpec.Algorithm;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Reads the {@code validators} of a type and checks that they speak of its fields, of the right
 * kind.
 */
final class ValidatorsSection {
  private final List<FieldSpec> known;
  private final LineItemsPolicy lineItems;

  ValidatorsSection(List<FieldSpec> known, LineItemsPolicy lineItems) {
    this.known = known;
    this.lineItems = lineItems;
  }

  List<ValidatorSpec> read(List<ConfigNode> nodes) {
    return nodes.stream().map(this::one).toList();
  }

  private ValidatorSpec one(ConfigNode node) {
    if (!node.has("rule")) {
      node.problem("rule", "missing", "which rule", "rule: date-order");
    }
    Rule rule = node.choice("rule", Rule.ANY_OF);
    if (rule.ofRows && lineItems == LineItemsPolicy.NONE) {
      node.problem("rule", rule, "a rule about rows needs a type with rows", "lineItems: expected");
    }
    return switch (rule) {
      case DATE_ORDER ->
          new ValidatorSpec.DateOrder(
              field(node, "first", FieldKind.DATE), field(node, "second", FieldKind.DATE));
      case SUM ->
          new ValidatorSpec.Sum(
              fields(node, "parts", EnumSet.of(FieldKind.PRICE)),
              field(node, "total", FieldKind.PRICE),
              BigDecimal.valueOf(node.number("tolerance", 0.01, 0, 1_000_000)));
      case AT_MOST ->
          new ValidatorSpec.AtMost(
              field(node, "lesser", FieldKind.PRICE), field(node, "greater", FieldKind.PRICE));
      case MATCHES -> new ValidatorSpec.Matches(anyField(node), pattern(node));
      case CHECKSUM ->
          new ValidatorSpec.Checksum(
              field(node, "field", FieldKind.ID), node.choice("algorithm", Algorithm.IBAN));
      case ONE_OF -> oneOf(node);
      case ANY_OF ->
          new ValidatorSpec.AnyOf(fields(node, "fields", EnumSet.allOf(FieldKind.class)));
      case EQUAL -> equal(node);
      case ROWS_SUM ->
          new ValidatorSpec.RowsSum(
              field(node, "total", FieldKind.PRICE),
              node.has("tax") ? field(node, "tax", FieldKind.PRICE) : null,
              BigDecimal.valueOf(node.number("tolerance", 0.005, 0, 1_000_000)));
      case ROWS_COMPLETE -> new ValidatorSpec.RowsComplete();
      case ROW_ARITHMETIC -> new ValidatorSpec.RowArithmetic();
      case ROW_GTINS -> new ValidatorSpec.RowGtins();
      case READERS_AGREE -> readersAgree(node);
      case COUNT ->
          new ValidatorSpec.Count(
              field(node, "field", FieldKind.NAMES),
              node.integer("least", 1, 0, 10_000),
              node.integer("most", 10_000, 1, 10_000));
    };
  }

  private ValidatorSpec equal(ConfigNode node) {
    String first = checked(node, "first", node.string("first"), EnumSet.allOf(FieldKind.class));
    String second = checked(node, "second", node.string("second"), EnumSet.allOf(FieldKind.class));
    if (!kindOf(first).equals(kindOf(second))) {
      node.problem("second", second, "a field of the same kind as " + first, "second: " + first);
    }
    return new ValidatorSpec.Equal(first, second);
  }

  private Optional<FieldKind> kindOf(String name) {
    return known.stream().filter(f -> f.name().equals(name)).map(FieldSpec::kind).findFirst();
  }

  /** A second reader exists for fields with labels; rows need none. */
  private ValidatorSpec readersAgree(ConfigNode node) {
    List<String> names = node.strings("fields", List.of());
    for (String name : names) {
      checked(node, "fields", name, EnumSet.allOf(FieldKind.class));
      if (known.stream()
          .anyMatch(f ->
              f.name().equals(name) && (f.labels().isEmpty() || f.kind() != FieldKind.PRICE))) {
        node.problem(
            "fields", name, "a field that a second reader looks for", "labels: [grand total]");
      }
    }
    if (names.isEmpty() && lineItems == LineItemsPolicy.NONE) {
      node.problem("fields", names, "at least one field", "fields: [grand_total]");
    }
    return new ValidatorSpec.ReadersAgree(names);
  }

  private ValidatorSpec oneOf(ConfigNode node) {
    String field = anyField(node);
    String list = node.optional("list");
    List<String> values = node.strings("values", List.of());
    if (list != null && !list.equals("iso-4217") || (list == null) == values.isEmpty()) {
      node.problem(
          "list", String.valueOf(list), "either list: iso-4217 or values: […]", "list: iso-4217");
    }
    return list == null
        ? new ValidatorSpec.OneOf(field, Set.copyOf(values), String.join(", ", values))
        : new ValidatorSpec.OneOf(field, currencies(), "ISO 4217");
  }

  private static Set<String> currencies() {
    return Currency.getAvailableCurrencies().stream()
        .map(Currency::getCurrencyCode)
        .collect(Collectors.toSet());
  }

  private static Pattern pattern(ConfigNode node) {
    String regex = node.string("pattern");
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      node.problem("pattern", regex, e.getDescription(), "pattern: '[0-9]{10}'");
      return Pattern.compile("");
    }
  }

  private String anyField(ConfigNode node) {
    return checked(node, "field", node.string("field"), EnumSet.allOf(FieldKind.class));
  }

  private String field(ConfigNode node, String key, FieldKind kind) {
    return checked(node, key, node.string(key), EnumSet.of(kind));
  }

  private List<String> fields(ConfigNode node, String key, Set<FieldKind> kinds) {
    List<String> names = node.strings(key, List.of());
    if (names.size() < 2) {
      node.problem(key, names, "at least two fields", key + ": [net_total, tax_total]");
    }
    names.forEach(name -> checked(node, key, name, kinds));
    return names;
  }

  private String checked(ConfigNode node, String key, String name, Set<FieldKind> kinds) {
    List<String> possible =
        known.stream().filter(f -> kinds.contains(f.kind())).map(FieldSpec::name).toList();
    if (!name.isEmpty() && !possible.contains(name)) {
      node.problem(
          key,
          name,
          "one of this type's fields" + (kinds.size() == 1 ? " of kind " + kinds : ""),
          key + ": " + (possible.isEmpty() ? "…" : possible.get(0)));
    }
    return name;
  }

  private enum Rule {
    DATE_ORDER,
    SUM,
    AT_MOST,
    MATCHES,
    CHECKSUM,
    ONE_OF,
    ANY_OF,
    COUNT,
    EQUAL,
    READERS_AGREE,
    ROWS_SUM(true),
    ROWS_COMPLETE(true),
    ROW_ARITHMETIC(true),
    ROW_GTINS(true);

    private final boolean ofRows;

    Rule() {
      this(false);
    }

    Rule(boolean ofRows) {
      this.ofRows = ofRows;
    }
  }
}
