package io.sluice.evaluation.confidence;

import io.sluice.statistics.LogisticRegression;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The logistic function of signals: the log odds of being right are the bias, plus that of the
 * field, plus the weighted signals. A signal whose name begins with {@code +} has no negative
 * weight, one that begins with {@code -} no positive one.
 *
 * @param weights by signal
 * @param fields biases by {@code class.field}; 0 for one that is not there
 */
record Weights(double bias, SortedMap<String, Double> weights, SortedMap<String, Double> fields) {
  /** Of a signal that is scaled to a mean square of 1, in the unit of one reading. */
  static final double PENALTY = 10;

  /** Of a field's bias: a field with few labels is taken to be like others of its kind. */
  static final double FIELD_PENALTY = 10;

  /** In [0, 1]. */
  double confidence(String type, String field, Map<String, Double> signals) {
    double sum = bias + fields.getOrDefault(type + "." + field, 0.0);
    for (Map.Entry<String, Double> signal : signals.entrySet()) {
      sum += weights.getOrDefault(signal.getKey(), 0.0) * signal.getValue();
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /** Those under which the examples are likeliest, less the penalties; at least one example. */
  static Weights fit(List<Example> examples) {
    List<String> signals =
        List.copyOf(
            examples.stream()
                .flatMap(example -> example.signals().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    List<String> fields =
        List.copyOf(
            examples.stream().map(Example::name).collect(Collectors.toCollection(TreeSet::new)));
    double[] scales = scales(examples, signals);
    double[][] rows =
        examples.stream()
            .map(example -> row(example, signals, scales, fields))
            .toArray(double[][]::new);
    boolean[] right = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      right[i] = examples.get(i).right();
    }
    double[] penalties = new double[1 + signals.size() + fields.size()];
    Arrays.fill(penalties, 1, 1 + signals.size(), PENALTY);
    Arrays.fill(penalties, 1 + signals.size(), penalties.length, FIELD_PENALTY);
    int[] signs = new int[penalties.length];
    for (int k = 0; k < signals.size(); k++) {
      signs[1 + k] = signals.get(k).startsWith("+") ? 1 : signals.get(k).startsWith("-") ? -1 : 0;
    }
    double[] fitted = LogisticRegression.fit(rows, right, penalties, signs);
    SortedMap<String, Double> weights = new TreeMap<>();
    for (int k = 0; k < signals.size(); k++) {
      weights.put(signals.get(k), fitted[1 + k] / scales[k]);
    }
    SortedMap<String, Double> biases = new TreeMap<>();
    for (int k = 0; k < fields.size(); k++) {
      biases.put(fields.get(k), fitted[1 + signals.size() + k]);
    }
    return new Weights(fitted[0], weights, biases);
  }

  /** The root mean square of each signal, so that one penalty fits all. */
  private static double[] scales(List<Example> examples, List<String> signals) {
    double[] scales = new double[signals.size()];
    for (int k = 0; k < scales.length; k++) {
      double squares = 0;
      for (Example example : examples) {
        double value = example.signals().getOrDefault(signals.get(k), 0.0);
        squares += value * value;
      }
      scales[k] = squares == 0 ? 1 : Math.sqrt(squares / examples.size());
    }
    return scales;
  }

  private static double[] row(
      Example example, List<String> signals, double[] scales, List<String> fields) {
    double[] row = new double[1 + signals.size() + fields.size()];
    row[0] = 1;
    for (int k = 0; k < scales.length; k++) {
      row[1 + k] = example.signals().getOrDefault(signals.get(k), 0.0) / scales[k];
    }
    row[1 + signals.size() + fields.indexOf(example.name())] = 1;
    return row;
  }
}
