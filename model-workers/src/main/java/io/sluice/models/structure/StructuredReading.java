package io.sluice.models.structure;

import io.sluice.events.StructureKind;
import java.util.Map;

/**
 * What a machine-readable part says.
 *
 * @param kind the kind of part it was read from
 * @param documentType the class that the part declares, for instance {@code invoice}
 * @param values field name to value; a field that the part leaves out is missing. Dates are ISO
 *     where the part tells their format, amounts are decimal numbers with a point, white space is
 *     folded.
 */
public record StructuredReading(
    StructureKind kind, String documentType, Map<String, String> values) {
  public StructuredReading {
    values = Map.copyOf(values);
  }
}
