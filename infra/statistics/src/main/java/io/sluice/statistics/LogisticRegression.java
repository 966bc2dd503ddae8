package io.sluice.statistics;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Logistic regression with a quadratic penalty on each weight (ridge; le Cessie and van
 * Houwelingen, Applied Statistics 41, 1992) and, where wanted, a sign that a weight must not have.
 * By Newton's method; the function is strictly convex where every weight is penalised, so there is
 * one answer.
 */
public final class LogisticRegression {
  private static final int MOST_STEPS = 100;
  private static final double STILL = 1e-9;

  /** Keeps weights that nobody penalises from running away where the classes are separable. */
  private static final double LEAST_PENALTY = 1e-6;

  private LogisticRegression() {}

  /**
   * The weights of the features: the log odds of being right are their weighted sum.
   *
   * @param features {@code [rows][features]}; a column of ones makes an intercept
   * @param right {@code [rows]}
   * @param penalties of the square of each weight, {@code [features]}, each at least 0
   * @param signs {@code [features]}: 1 for a weight that must not be negative, -1 for one that must
   *     not be positive, 0 for any
   */
  public static double[] fit(
      double[][] features, boolean[] right, double[] penalties, int[] signs) {
    boolean[] free = new boolean[penalties.length];
    Arrays.fill(free, true);
    while (true) {
      double[] weights = fit(features, right, penalties, free);
      // The one that strays farthest is held at 0 first: the others may then come round.
      int worst = -1;
      for (int k = 0; k < weights.length; k++) {
        boolean strays = signs[k] * weights[k] < 0;
        if (strays && (worst < 0 || Math.abs(weights[k]) > Math.abs(weights[worst]))) {
          worst = k;
        }
      }
      if (worst < 0) {
        return weights;
      }
      free[worst] = false;
    }
  }

  /** The chance of being right, in [0, 1], of a row. */
  public static double probability(double[] weights, double[] row) {
    return 1 / (1 + Math.exp(-dot(weights, row)));
  }

  private static double[] fit(
      double[][] features, boolean[] right, double[] penalties, boolean[] free) {
    int size = penalties.length;
    double[] weights = new double[size];
    double loss = loss(features, right, penalties, weights);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] gradient = new double[size];
      double[][] hessian = new double[size][size];
      for (int i = 0; i < features.length; i++) {
        double[] row = features[i];
        double p = probability(weights, row);
        for (int j = 0; j < size; j++) {
          if (row[j] == 0 || !free[j]) {
            continue;
          }
          gradient[j] += (p - (right[i] ? 1 : 0)) * row[j];
          for (int k = 0; k <= j; k++) {
            hessian[j][k] += free[k] ? p * (1 - p) * row[j] * row[k] : 0;
          }
        }
      }
      for (int j = 0; j < size; j++) {
        double penalty = Math.max(penalties[j], LEAST_PENALTY);
        gradient[j] += penalty * weights[j];
        hessian[j][j] += penalty;
        for (int k = 0; k < j; k++) {
          hessian[k][j] = hessian[j][k];
        }
      }
      double[] direction =
          new CholeskyDecomposition(new Array2DRowRealMatrix(hessian, false))
              .getSolver()
              .solve(new ArrayRealVector(gradient, false))
              .toArray();
      double length = 1;
      double[] next = moved(weights, direction, length);
      double nextLoss = loss(features, right, penalties, next);
      while (nextLoss > loss && length > STILL) {
        length /= 2;
        next = moved(weights, direction, length);
        nextLoss = loss(features, right, penalties, next);
      }
      if (!(loss - nextLoss > STILL * (1 + Math.abs(loss)))) {
        return weights;
      }
      weights = next;
      loss = nextLoss;
    }
    return weights;
  }

  /** Half the penalties, less the log likelihood. */
  private static double loss(
      double[][] features, boolean[] right, double[] penalties, double[] weights) {
    double loss = 0;
    for (int i = 0; i < features.length; i++) {
      double z = dot(weights, features[i]);
      // log(1 + e^-z) of what is right, log(1 + e^z) of what is wrong, without overflow.
      double against = right[i] ? -z : z;
      loss += Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
    }
    for (int k = 0; k < weights.length; k++) {
      loss += Math.max(penalties[k], LEAST_PENALTY) * weights[k] * weights[k] / 2;
    }
    return loss;
  }

  private static double[] moved(double[] from, double[] against, double length) {
    double[] to = from.clone();
    for (int k = 0; k < to.length; k++) {
      to[k] -= length * against[k];
    }
    return to;
  }

  private static double dot(double[] weights, double[] row) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * row[k];
    }
    return sum;
  }
}
