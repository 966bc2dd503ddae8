package io.sluice.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one field of the target comes by its value. */
sealed interface Expression {
  /** The value for this document or row; what is wrong goes to {@code problems}. */
  Value evaluate(Scope scope, List<String> problems);

  /**
   * What an expression may read.
   *
   * @param document the document
   * @param row the row that is mapped; null outside of rows
   * @param mapped the target's fields that are mapped already, by name
   */
  record Scope(
      DocumentView document, @Nullable Map<String, String> row, Map<String, Value> mapped) {}

  /** The same for every document. */
  record Constant(JsonNode json) implements Expression {
    @Override
    public Value evaluate(Scope scope, List<String> problems) {
      return json.isTextual() ? new Value.Text(json.textValue()) : new Value.Raw(json);
    }
  }

  /** Where a text is read from. */
  enum Place {
    FIELD,
    COLUMN,
    ENVELOPE
  }

  /**
   * A text of the document, read as its format says.
   *
   * @param values replaces texts, for instance € by EUR; others stay as they are
   */
  record Read(
      Place place,
      String name,
      Format format,
      boolean required,
      @Nullable Expression fallback,
      Map<String, String> values)
      implements Expression {
    @Override
    public Value evaluate(Scope scope, List<String> problems) {
      String text = text(scope);
      if (text == null && fallback != null) {
        return fallback.evaluate(scope, problems);
      } else if (text == null) {
        if (required) {
          problems.add(name + " is missing, and the mapping requires it");
        }
        return Value.EMPTY;
      }
      Value value = format.read(values.getOrDefault(text, text));
      if (value == null) {
        problems.add("%s is \"%s\", wanted is %s".formatted(name, text, format.wanted()));
        return Value.EMPTY;
      }
      return value;
    }

    private @Nullable String text(Scope scope) {
      return switch (place) {
        case FIELD -> scope.document().fields().get(name);
        case COLUMN -> Objects.requireNonNull(scope.row(), "only rows have columns").get(name);
        case ENVELOPE -> scope.document().envelope().get(name);
      };
    }
  }

  /** Text with {@code {documentId}}, other parts of the envelope, or fields in it. */
  record Template(String text) implements Expression {
    static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_]+)}");

    @Override
    public Value evaluate(Scope scope, List<String> problems) {
      return new Value.Text(fill(scope.document()));
    }

    String fill(DocumentView document) {
      return PLACE
          .matcher(text)
          .replaceAll(match -> {
            String name = match.group(1);
            String value =
                document.envelope().getOrDefault(name, document.fields().getOrDefault(name, ""));
            return Matcher.quoteReplacement(value);
          });
    }
  }

  /** The first amount less the others; one of the others that is absent counts as 0. */
  record Difference(List<Read> amounts) implements Expression {
    @Override
    public Value evaluate(Scope scope, List<String> problems) {
      BigDecimal rest = null;
      for (Read amount : amounts) {
        Value value = amount.evaluate(scope, problems);
        if (value instanceof Value.Decimal decimal) {
          rest = rest == null ? decimal.amount() : rest.subtract(decimal.amount());
        } else if (rest == null) {
          return Value.EMPTY;
        }
      }
      return rest == null ? Value.EMPTY : new Value.Decimal(rest);
    }
  }

  /** What another field of the target was mapped to. */
  record Same(String field) implements Expression {
    @Override
    public Value evaluate(Scope scope, List<String> problems) {
      return scope.mapped().getOrDefault(field, Value.EMPTY);
    }
  }

  /** One way to find an object. */
  record Criterion(String field, Expression value, boolean ignoreCase) {}

  /** An object of the target that is looked up. */
  record Find(
      String object,
      List<Criterion> criteria,
      @Nullable String take,
      Lookup.Several several,
      Lookup.Missing missing,
      Map<String, Expression> create)
      implements Expression {
    @Override
    public Value evaluate(Scope scope, List<String> problems) {
      List<Lookup.Criterion> there =
          criteria.stream()
              .map(one ->
                  new Lookup.Criterion(
                      one.field(), one.value().evaluate(scope, problems), one.ignoreCase()))
              .filter(one -> !(one.value() instanceof Value.Empty))
              .toList();
      if (there.isEmpty() && missing == Lookup.Missing.EMPTY) {
        return Value.EMPTY;
      }
      Map<String, Value> fresh = new LinkedHashMap<>();
      create.forEach((field, value) -> fresh.put(field, value.evaluate(scope, problems)));
      return new Value.Reference(new Lookup(object, there, take, several, missing, fresh));
    }
  }
}
