package io.sluice.connectors.mapping;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Walks over values. */
public final class Values {
  private Values() {}

  /** For messages. */
  public static String inWords(Value value) {
    if (value instanceof Value.Text text) {
      return '"' + text.text() + '"';
    } else if (value instanceof Value.Decimal decimal) {
      return decimal.amount().toPlainString();
    } else if (value instanceof Value.Number number) {
      return number.number().toPlainString();
    } else if (value instanceof Value.Day day) {
      return day.date().toString();
    } else if (value instanceof Value.Raw raw) {
      return raw.json().toString();
    } else if (value instanceof Value.Reference reference) {
      return "(" + reference.lookup().inWords() + ")";
    } else if (value instanceof Value.Rows rows) {
      return rows.rows().size() + " rows";
    }
    return "nothing";
  }

  /** The lookups in these fields and their rows, each once, in order. */
  public static Set<Lookup> lookups(Map<String, Value> fields) {
    Set<Lookup> found = new LinkedHashSet<>();
    for (Value value : fields.values()) {
      if (value instanceof Value.Reference reference) {
        found.add(reference.lookup());
      } else if (value instanceof Value.Rows rows) {
        rows.rows().forEach(row -> found.addAll(lookups(row)));
      }
    }
    return found;
  }

  /** The same fields with every reference, in rows too, replaced. */
  public static Map<String, Value> resolved(
      Map<String, Value> fields, Function<Lookup, Value> found) {
    Map<String, Value> all = new LinkedHashMap<>();
    fields.forEach((name, value) -> all.put(name, resolved(value, found)));
    return all;
  }

  /** The value itself, or what its reference stands for. */
  public static Value resolved(Value value, Function<Lookup, Value> found) {
    if (value instanceof Value.Reference reference) {
      return found.apply(reference.lookup());
    } else if (value instanceof Value.Rows rows) {
      return new Value.Rows(rows.rows().stream().map(row -> resolved(row, found)).toList());
    }
    return value;
  }
}
