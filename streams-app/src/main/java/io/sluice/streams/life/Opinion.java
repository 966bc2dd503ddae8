package io.sluice.streams.life;

import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.rules.Decisions;
import io.sluice.rules.SameValue;
import io.sluice.schemas.Ids;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said of a document, kept to be compared and not to be read: hashes of its values.
 * Two that are equal in {@code said} agree.
 *
 * @param reviewer who
 * @param said what, by field name, and by {@link #VERDICT}, {@link #TYPE} and {@link #ROWS}; what
 *     is absent has no entry
 */
public record Opinion(String reviewer, Map<String, String> said) {
  // No field is called so: names are lower snake case.
  static final String VERDICT = ":verdict";
  static final String TYPE = ":type";
  static final String ROWS = ":rows";

  public Opinion {
    said = Map.copyOf(said);
  }

  static Opinion of(
      String reviewer, String documentId, Verdicts.Said applied, DocumentTypes types) {
    Map<String, String> said = new TreeMap<>();
    switch (applied) {
      case Verdicts.Vouched(Reading reading) -> {
        said.put(VERDICT, "vouched");
        said.put(TYPE, reading.documentType());
        put(said, documentId, ROWS, rows(reading.lineItems()));
        DocumentType type = types.find(reading.documentType()).orElse(null);
        reading
            .fields()
            .forEach(field ->
                put(
                    said,
                    documentId,
                    field.getName(),
                    SameValue.form(spec(type, field.getName()), field.getValue())));
      }
      case Verdicts.Refused refused -> said.put(VERDICT, "refused");
      case Verdicts.Replaced(var parts) -> {
        said.put(VERDICT, "replaced");
        put(
            said,
            documentId,
            ROWS,
            parts.stream()
                .map(part -> part.getContent().getSha256())
                .collect(Collectors.joining(" ")));
      }
    }
    return new Opinion(reviewer, said);
  }

  /** Whether somebody of this name said it. */
  boolean isOf(String name) {
    return folded(reviewer).equals(folded(name));
  }

  /** Where the two differ: names of fields, and the names that no field has. */
  SortedSet<String> differsFrom(Opinion other) {
    return Stream.concat(said.keySet().stream(), other.said.keySet().stream())
        .filter(what -> !Objects.equals(said.get(what), other.said.get(what)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean agreesWith(Opinion other) {
    return said.equals(other.said);
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** The document's id in it keeps equal values of two documents apart. */
  private static void put(
      Map<String, String> said, String documentId, String what, @Nullable String form) {
    if (form != null) {
      String all = documentId + "\0" + what + "\0" + form;
      said.put(what, Ids.sha256(all.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static FieldSpec spec(@Nullable DocumentType type, String name) {
    FieldSpec unknown = new FieldSpec(name, FieldKind.TEXT, false, false);
    return type == null ? unknown : type.field(name).orElse(unknown);
  }

  /** What the rows say, and not where they stand. */
  private static @Nullable String rows(@Nullable LineItems items) {
    if (items == null) {
      return null;
    }
    return Stream.concat(
            Stream.of(number(items.getCharges()) + "|" + number(items.getAllowances())),
            items.getRows().stream().map(Opinion::row))
        .collect(Collectors.joining("\n"));
  }

  private static String row(LineItem row) {
    String base = number(row.getPriceBase());
    return String.join(
        "|",
        text(row.getNumber()),
        text(row.getDescription()),
        number(row.getQuantity()),
        text(row.getUnit()),
        number(row.getUnitPrice()),
        base.isEmpty() ? "1" : base,
        number(row.getLineTotal()),
        number(row.getAdjustment()),
        number(row.getTaxRate()),
        text(row.getGtin()));
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(
        SameValue.form(new FieldSpec("cell", FieldKind.TEXT, false, false), text), "");
  }

  /** A figure of a person is a plain decimal; one that was read may be anything. */
  private static String number(@Nullable String number) {
    if (number == null || !Decisions.isDecimal(number)) {
      return text(number);
    }
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }
}
