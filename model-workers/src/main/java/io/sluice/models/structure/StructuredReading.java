package io.sluice.models.structure;

import io.sluice.events.StructureKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a machine-readable part says.
 *
 * @param kind the kind of part it was read from
 * @param documentType the class that the part declares, for instance {@code invoice}
 * @param values field name to value; a field that the part leaves out is missing. Dates are ISO
 *     where the part tells their format, amounts are decimal numbers with a point, white space is
 *     folded.
 * @param lines its line items; null where it has none
 */
public record StructuredReading(
    StructureKind kind,
    String documentType,
    Map<String, String> values,
    @Nullable StructuredLines lines) {
  public StructuredReading {
    values = Map.copyOf(values);
  }

  /** A part without line items. */
  StructuredReading(StructureKind kind, String documentType, Map<String, String> values) {
    this(kind, documentType, values, null);
  }
}
