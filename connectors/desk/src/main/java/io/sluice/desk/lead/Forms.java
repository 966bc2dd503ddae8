package io.sluice.desk.lead;

import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.rules.SameValue;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import io.sluice.types.values.Prices;
import io.sluice.types.values.Text;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values as hashes of their normal forms: equal where the life cycle holds two values for one. */
final class Forms {
  private final DocumentTypes types;

  Forms(DocumentTypes types) {
    this.types = types;
  }

  /** 0 for an absent value, never for another. */
  long hash(String type, String field, @Nullable String value) {
    FieldSpec spec = types.find(type).flatMap(found -> found.field(field)).orElse(null);
    String form = spec == null ? value : SameValue.form(spec, value);
    return form == null ? 0 : hash(form);
  }

  /** 0 for no rows; places and spelling of the figures aside. */
  long rows(@Nullable LineItems items) {
    if (items == null || items.getRows().isEmpty()) {
      return 0;
    }
    StringBuilder text = new StringBuilder();
    for (LineItem row : items.getRows()) {
      Stream.of(
              row.getNumber(),
              row.getDescription(),
              row.getUnit(),
              row.getGtin(),
              row.getQuantity(),
              row.getUnitPrice(),
              row.getLineTotal(),
              row.getTaxRate())
          .forEach(cell -> text.append(cell == null ? "" : plain(cell)).append('\t'));
      text.append('\n');
    }
    return hash(text.toString());
  }

  /** 19.00 is 19. */
  private static String plain(String cell) {
    return Prices.read(cell)
        .map(number -> number.stripTrailingZeros().toPlainString())
        .orElseGet(() -> Text.fold(cell));
  }

  /** The fields of a type, in its order; none of a type that is not known here. */
  List<String> fields(String type) {
    return types
        .find(type)
        .map(found -> found.fields().stream().map(FieldSpec::name).toList())
        .orElse(List.of());
  }

  /** Fowler, Noll and Vo's FNV-1a, 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }
}
