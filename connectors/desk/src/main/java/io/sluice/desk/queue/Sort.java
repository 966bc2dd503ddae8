package io.sluice.desk.queue;

import io.sluice.events.ReviewPurpose;
import java.math.BigDecimal;
import java.util.Comparator;

/** In which order people get their work. Every order is total: equal ones go by age, then by id. */
public enum Sort {
  /**
   * Tie breaks and second opinions first (a colleague's work waits for them), then doubts, then
   * audits; within these the document that arrived first.
   */
  AGE,
  /** The highest value first, without a value last. */
  VALUE,
  /** The most doubts first. */
  DOUBT;

  private static final Comparator<Review> BY_AGE =
      Comparator.<Review>comparingInt(review -> rank(review.task().purpose()))
          .thenComparing(review -> review.task().receivedAt())
          .thenComparing(review -> review.task().documentId());

  private static final Comparator<Review> BY_VALUE =
      Comparator.<Review, BigDecimal>comparing(
              review -> review.task().value(), Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(BY_AGE);

  private static final Comparator<Review> BY_DOUBT =
      Comparator.<Review>comparingInt(review -> -review.task().doubts()).thenComparing(BY_AGE);

  /** The best first. */
  public Comparator<Review> order() {
    return switch (this) {
      case AGE -> BY_AGE;
      case VALUE -> BY_VALUE;
      case DOUBT -> BY_DOUBT;
    };
  }

  private static int rank(ReviewPurpose purpose) {
    return switch (purpose) {
      case TIE_BREAK -> 0;
      case SECOND_OPINION -> 1;
      case DOUBT, UNKNOWN -> 2;
      case AUDIT -> 3;
    };
  }
}
