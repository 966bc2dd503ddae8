package io.sluice.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Which earlier versions of a subject a new schema must get along with, and in which direction. */
enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOld;
  private final boolean readByOld;
  private final boolean all;

  CompatibilityLevel(boolean readsOld, boolean readByOld, boolean all) {
    this.readsOld = readsOld;
    this.readByOld = readByOld;
    this.all = all;
  }

  static CompatibilityLevel parse(String text) {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RegistryError.invalidLevel(text);
    }
  }

  /**
   * What is wrong with the candidate, in words; empty if it fits. {@code earlier} is oldest first.
   */
  List<String> problems(Schema candidate, List<Schema> earlier) {
    List<String> problems = new ArrayList<>();
    int first = all ? 0 : Math.max(0, earlier.size() - 1);
    for (Schema old : earlier.subList(first, earlier.size())) {
      if (readsOld) {
        collect("the new schema cannot read the old one: ", candidate, old, problems);
      }
      if (readByOld) {
        collect("the old schema cannot read the new one: ", old, candidate, problems);
      }
    }
    return problems;
  }

  private static void collect(String prefix, Schema reader, Schema writer, List<String> problems) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() == SchemaCompatibilityType.INCOMPATIBLE) {
      result
          .getIncompatibilities()
          .forEach(one ->
              problems.add(
                  "%s%s at %s: %s"
                      .formatted(prefix, one.getType(), one.getLocation(), one.getMessage())));
    }
  }
}
