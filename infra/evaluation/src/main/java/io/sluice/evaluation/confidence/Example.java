package io.sluice.evaluation.confidence;

import java.util.Map;

/**
 * A reading that a label judged.
 *
 * @param document its id
 * @param group of documents that one issuer made, as far as labels tell
 * @param type the class that was read
 * @param signals from what its confidence is made, by name; one that is not there is 0
 */
record Example(
    String document,
    String group,
    String type,
    String field,
    Map<String, Double> signals,
    boolean right) {

  /** The field by its class. */
  String name() {
    return type + "." + field;
  }
}
