package io.sluice.desk.lead;

import io.sluice.rules.SameValue;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.List;
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
