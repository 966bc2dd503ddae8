package io.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.evaluation.normal.NormalForms;
import io.sluice.events.ClassProbability;
import io.sluice.events.DataClass;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lines of results, turned back into the readings that the gate judges. */
final class Readings {
  private Readings() {}

  /** Whether the gate lets such a reading through. */
  static boolean accepts(Gate gate, ResultLine line) {
    return line.type() != null
        && gate.judge(reading(line, line.type()), DataClass.RESTRICTED) instanceof Ruling.Accepted;
  }

  private static Prediction reading(ResultLine line, String type) {
    List<ExtractedField> fields = new ArrayList<>();
    line.fields()
        .forEach((name, field) -> {
          Double confidence = field.confidence();
          // A field that the line does not speak of is not in the reading either.
          if (confidence != null) {
            fields.add(
                ExtractedField.newBuilder()
                    .setName(name)
                    .setValue(value(field.value()))
                    .setRawConfidence(confidence)
                    .setConfidence(confidence)
                    .setReader(reader(field.reader()))
                    .build());
          }
        });
    return new Prediction(
        List.of(new ClassProbability(type, line.classConfidence())),
        fields,
        new ModelInfo("results", "0", ""),
        0L,
        0L,
        0L);
  }

  private static @Nullable String value(JsonNode value) {
    if (NormalForms.blank(value)) {
      return null;
    }
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> values = new ArrayList<>();
    value.forEach(one -> values.add(one.asText()));
    return String.join("; ", values);
  }

  private static Reader reader(@Nullable String name) {
    for (Reader reader : Reader.values()) {
      if (name != null && reader.name().equals(name.toUpperCase(Locale.ROOT))) {
        return reader;
      }
    }
    return Reader.UNKNOWN;
  }
}
