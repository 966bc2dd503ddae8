package io.sluice.types;

import io.sluice.schemas.Ids;
import java.nio.charset.StandardCharsets;
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
  /** Hexadecimal digits of the draw: as many as a double counts exactly. */
  private static final int DRAW_DIGITS = 13;

  /** One person, no audit. */
  public static final ReviewPolicy PLAIN = new ReviewPolicy(false, 0, null, null);

  public ReviewPolicy {
    if (!(auditShare >= 0 && auditShare <= 1)) {
      throw new IllegalArgumentException("a share lies in [0, 1], not " + auditShare);
    }
  }

  /**
   * Whether an accepted document is read anew by people. Chance, but the same for everybody who
   * asks; what a share picks, a larger share picks too.
   */
  public boolean picks(String documentId) {
    byte[] name = ("audit/" + documentId).getBytes(StandardCharsets.UTF_8);
    long draw = Long.parseLong(Ids.sha256(name).substring(0, DRAW_DIGITS), 16);
    return draw < auditShare * (1L << (4 * DRAW_DIGITS));
  }
}
