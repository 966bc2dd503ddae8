package io.sluice.types;

import java.util.Objects;

/**
 * A field of a document type.
 *
 * @param name in lower snake case, unique within the type
 * @param kind what its value is
 * @param required whether a document without it goes to people
 * @param dayFirst for dates: whether 03/04/2026 is the third of April
 */
public record FieldSpec(String name, FieldKind kind, boolean required, boolean dayFirst) {
  public FieldSpec {
    Objects.requireNonNull(name, "a field needs a name");
    Objects.requireNonNull(kind, () -> "field " + name + " needs a kind");
  }
}
