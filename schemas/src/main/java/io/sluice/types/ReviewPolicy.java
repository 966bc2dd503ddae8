package io.sluice.types;

import org.jspecify.annotations.Nullable;

/**
 * How people look at documents of a type.
 *
 * @param fourEyes whether two people must decide, each without the other
 * @param auditShare the share of accepted documents that people read anew, in [0, 1]; which ones is
 *     chance, but the same for everybody
 * @param skill what a reviewer must be able to do; null for the type's own name
 * @param valueField the price field that says how much is at stake; null for none
 */
public record ReviewPolicy(
    boolean fourEyes, double auditShare, @Nullable String skill, @Nullable String valueField) {
  /** One person, no audit. */
  public static final ReviewPolicy PLAIN = new ReviewPolicy(false, 0, null, null);

  public ReviewPolicy {
    if (!(auditShare >= 0 && auditShare <= 1)) {
      throw new IllegalArgumentException("a share lies in [0, 1], not " + auditShare);
    }
  }
}
