package io.sluice.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds where several readers have read one field. Pure.
 *
 * <p>Each reader says a value, or that there is none, with a calibrated probability of being right.
 * The readers are taken to err independently but for one thing: wrong readers say the same with a
 * chance called the echo, since they read the same smudge. Of every value that somebody said, and
 * of "none of them", this gives a weight: those who said it are right, all others wrong; of the
 * wrong ones each that repeats a wrong value counts as an echo, and each that brings up another one
 * as none. The weights, made to sum to one, are the probabilities. For two readers with confidences
 * p and q and the echo e:
 *
 * <pre>
 *   agree:   pq / (pq + (1-p)(1-q) e)
 *   differ:  p(1-q) / (p(1-q) + q(1-p) + (1-p)(1-q)(1-e))
 * </pre>
 *
 * With an echo of 1, agreement of wrong readers is no rarer than chance has it and still counts as
 * two witnesses; the echo is measured on labelled data ({@code ./sluice ladder}), never typed.
 */
public final class Arbitration {
  /**
   * No reader is ever quite certain, nor quite hopeless: else one word would silence all others.
   */
  private static final double LEAST = 1e-6;

  private Arbitration() {}

  /**
   * What a reader says.
   *
   * @param key its value in the normal form of the field's kind, so that spelling does not matter;
   *     the empty text says that the field is absent
   * @param confidence the calibrated probability that it is right, in [0, 1]
   */
  public record Opinion(String key, double confidence) {
    public Opinion {
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException("a probability lies in [0, 1], not " + confidence);
      }
    }
  }

  /**
   * What is believed.
   *
   * @param opinion the index of the first opinion that said it
   * @param confidence the probability that it is right, in [0, 1]
   */
  public record Believed(int opinion, double confidence) {}

  /**
   * The likeliest of the values that were said; of equals, the one that was said last, since later
   * readers are the larger ones.
   *
   * @param opinions at least one, in the order of the ladder
   * @param echo in [0, 1]
   */
  public static Believed decide(List<Opinion> opinions, double echo) {
    if (opinions.isEmpty()) {
      throw new IllegalArgumentException("nobody has said anything");
    }
    Map<String, List<Opinion>> camps = new LinkedHashMap<>();
    opinions.forEach(o -> camps.computeIfAbsent(o.key(), k -> new ArrayList<>()).add(o));
    double sum = weight(camps, null, echo);
    String best = opinions.get(0).key();
    double most = -1;
    for (String key : camps.keySet()) {
      double weight = weight(camps, key, echo);
      sum += weight;
      if (weight >= most) {
        most = weight;
        best = key;
      }
    }
    return new Believed(indexOf(opinions, best), most / sum);
  }

  /** How likely all of it is if this value is right; for null, if none is. */
  private static double weight(
      Map<String, List<Opinion>> camps, @Nullable String right, double echo) {
    double weight = 1;
    int wrongCamps = 0;
    for (Map.Entry<String, List<Opinion>> camp : camps.entrySet()) {
      if (camp.getKey().equals(right)) {
        for (Opinion opinion : camp.getValue()) {
          weight *= within(opinion.confidence());
        }
        continue;
      }
      for (Opinion opinion : camp.getValue()) {
        weight *= 1 - within(opinion.confidence());
      }
      weight *= Math.pow(within(echo), camp.getValue().size() - 1.0);
      weight *= Math.pow(1 - within(echo), wrongCamps);
      wrongCamps++;
    }
    return weight;
  }

  private static double within(double probability) {
    return Math.clamp(probability, LEAST, 1 - LEAST);
  }

  private static int indexOf(List<Opinion> opinions, String key) {
    for (int i = 0; i < opinions.size(); i++) {
      if (opinions.get(i).key().equals(key)) {
        return i;
      }
    }
    throw new IllegalStateException("nobody said " + key);
  }
}
