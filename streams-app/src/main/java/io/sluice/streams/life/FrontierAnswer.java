package io.sluice.streams.life;

import io.sluice.events.ExtractedField;
import io.sluice.events.Prediction;
import java.util.LinkedHashMap;
import java.util.Map;

/** Joins what a frontier model says with what was read before. Pure. */
final class FrontierAnswer {
  private FrontierAnswer() {}

  /**
   * The answer's fields take the place of the earlier ones; the others, the line items and what a
   * second reader found stay, unless the class has changed. Times and costs add up.
   */
  static Prediction merge(Prediction before, Prediction answer) {
    Map<String, ExtractedField> fields = new LinkedHashMap<>();
    boolean sameClass =
        answer.getClasses().isEmpty() || bestClass(before).equals(bestClass(answer));
    if (sameClass) {
      before.getFields().forEach(field -> fields.put(field.getName(), field));
    }
    answer.getFields().forEach(field -> fields.put(field.getName(), field));
    return Prediction.newBuilder()
        .setClasses(answer.getClasses().isEmpty() ? before.getClasses() : answer.getClasses())
        .setFields(fields.values().stream().toList())
        .setLineItems(
            answer.getLineItems() != null || !sameClass
                ? answer.getLineItems()
                : before.getLineItems())
        .setSecondReadings(sameClass ? before.getSecondReadings() : answer.getSecondReadings())
        .setModel(answer.getModel())
        .setWallMillis(before.getWallMillis() + answer.getWallMillis())
        .setCpuMillis(before.getCpuMillis() + answer.getCpuMillis())
        .setCostMicros(before.getCostMicros() + answer.getCostMicros())
        .build();
  }

  private static String bestClass(Prediction prediction) {
    return prediction.getClasses().isEmpty() ? "" : prediction.getClasses().get(0).getName();
  }
}
