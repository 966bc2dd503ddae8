package io.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.evaluation.normal.NormalForms;
import io.sluice.events.ClassProbability;
import io.sluice.events.DataClass;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.rules.DoubtCode;
import io.sluice.schemas.AvroTrust;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lines of results, turned back into the readings that the gate judges. */
final class Readings {
  /** The doubts that other thresholds may dispel. */
  private static final Set<String> OF_THRESHOLDS =
      Set.of(
          DoubtCode.CLASS_BELOW_THRESHOLD.name(),
          DoubtCode.FIELD_BELOW_THRESHOLD.name(),
          DoubtCode.NO_THRESHOLD.name());

  static {
    AvroTrust.grant();
  }

  private Readings() {}

  /**
   * Whether this gate lets such a reading through. Its thresholds judge anew; for the rules of the
   * type, which look at rows and second readings too, the line's own doubts count, if it has some.
   */
  static boolean accepts(Gate gate, ResultLine line) {
    if (line.type() == null) {
      return false;
    }
    Ruling ruling = gate.judge(reading(line, line.type()), DataClass.RESTRICTED);
    List<String> now =
        ruling instanceof Ruling.InDoubt inDoubt
            ? inDoubt.doubts().stream().map(Doubt::getCode).toList()
            : List.of();
    List<String> rules = line.doubts() == null ? now : line.doubts();
    return now.stream().noneMatch(OF_THRESHOLDS::contains) && OF_THRESHOLDS.containsAll(rules);
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
    return Prediction.newBuilder()
        .setClasses(List.of(new ClassProbability(type, line.classConfidence())))
        .setFields(fields)
        .setModel(new ModelInfo("results", "0", ""))
        .setWallMillis(0)
        .build();
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
