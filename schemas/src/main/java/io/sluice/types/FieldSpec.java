package io.sluice.types;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a document type.
 *
 * @param name in lower snake case, unique within the type
 * @param kind what its value is
 * @param required whether a document without it goes to people
 * @param dayFirst for dates: whether 03/04/2026 is the third of April
 * @param labels for prices and names: what stands before the value on a page, letter case and
 *     punctuation aside; a second reader looks for it
 * @param onlyDay for dates: whether a day that is the only one in the document is the value
 * @param cue what gives the value away on a short page, where a reader of patterns looks for it
 * @param clause the clause of a contract that says it, where a reader of clauses looks for it
 * @param invoicePart what it is on a commercial invoice, where a reader of invoices looks for it
 * @param printed where printed forms show it
 * @param personal whether it speaks of a person: hidden from who may not see such
 */
public record FieldSpec(
    String name,
    FieldKind kind,
    boolean required,
    boolean dayFirst,
    List<String> labels,
    boolean onlyDay,
    @Nullable Cue cue,
    @Nullable Clause clause,
    @Nullable InvoicePart invoicePart,
    Printed printed,
    boolean personal) {
  public FieldSpec {
    labels = List.copyOf(labels);
    Objects.requireNonNull(name, "a field needs a name");
    Objects.requireNonNull(kind, () -> "field " + name + " needs a kind");
  }

  /** A field that no second reader looks for. */
  public FieldSpec(String name, FieldKind kind, boolean required, boolean dayFirst) {
    this(name, kind, required, dayFirst, List.of(), false, null, null, null, Printed.NONE, false);
  }

  /** This field, on these printed forms. */
  FieldSpec on(Printed forms) {
    return new FieldSpec(
        name, kind, required, dayFirst, labels, onlyDay, cue, clause, invoicePart, forms, personal);
  }
}
