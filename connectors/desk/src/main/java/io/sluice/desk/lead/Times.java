package io.sluice.desk.lead;

import java.util.Map;
import java.util.TreeMap;

/**
 * How long things took, in buckets that grow by an eighth of a doubling: a quantile is at most 4.5
 * % beside the truth, whatever the number of things, and two of these add up in any order.
 */
final class Times {
  private static final double A_DOUBLING = 8;

  private final TreeMap<Integer, Long> buckets = new TreeMap<>();
  private long count;
  private long sum;

  /** One more. @param millis 0 or more */
  void add(long millis) {
    buckets.merge((int) Math.round(A_DOUBLING * log2(Math.max(1, millis))), 1L, Long::sum);
    count++;
    sum += Math.max(0, millis);
  }

  void add(Times other) {
    other.buckets.forEach((bucket, n) -> buckets.merge(bucket, n, Long::sum));
    count += other.count;
    sum += other.sum;
  }

  long count() {
    return count;
  }

  /** All of them together, in milliseconds. */
  long sum() {
    return sum;
  }

  /**
   * The time that this share of them did not exceed, in milliseconds; 0 of none.
   *
   * @param share in (0, 1]
   */
  long quantile(double share) {
    long wanted = (long) Math.ceil(share * count);
    long seen = 0;
    for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
      seen += bucket.getValue();
      if (seen >= wanted) {
        return Math.round(Math.pow(2, bucket.getKey() / A_DOUBLING));
      }
    }
    return 0;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
