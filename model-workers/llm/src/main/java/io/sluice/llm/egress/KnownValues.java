package io.sluice.llm.egress;

import io.sluice.events.ExtractedField;
import io.sluice.events.Prediction;
import io.sluice.llm.egress.redaction.Kind;
import io.sluice.llm.egress.redaction.Known;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lower rungs read already: names, ids and what speaks of a person are known to be such. */
final class KnownValues {
  private KnownValues() {}

  static List<Known> of(DocumentType type, Prediction prediction) {
    Map<String, FieldSpec> fields =
        type.fields().stream().collect(Collectors.toMap(FieldSpec::name, Function.identity()));
    return Stream.concat(prediction.getFields().stream(), prediction.getSecondReadings().stream())
        .filter(field -> field.getValue() != null && fields.containsKey(field.getName()))
        .flatMap(field -> known(Objects.requireNonNull(fields.get(field.getName())), field))
        .toList();
  }

  private static Stream<Known> known(FieldSpec spec, ExtractedField field) {
    Kind kind = kind(spec);
    return kind == null
        ? Stream.empty()
        : Stream.of(String.valueOf(field.getValue()).split(";\\s"))
            .map(String::strip)
            .filter(value -> !value.isEmpty())
            .map(value -> new Known(kind, value));
  }

  private static @Nullable Kind kind(FieldSpec spec) {
    if (spec.kind() == FieldKind.ID) {
      return Kind.ID;
    }
    if (spec.name().toLowerCase(Locale.ROOT).contains("address")) {
      return Kind.ADDRESS;
    }
    if (spec.kind() == FieldKind.NAME || spec.kind() == FieldKind.NAMES) {
      return spec.personal() ? Kind.PERSON : Kind.ORGANISATION;
    }
    return spec.personal() ? Kind.NAME : null;
  }
}
