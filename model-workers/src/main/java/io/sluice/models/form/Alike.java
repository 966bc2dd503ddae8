package io.sluice.models.form;

/** How alike two short texts are. */
public final class Alike {
  private Alike() {}

  /** One less the Levenshtein distance as a share of the longer text, in [0, 1]. */
  public static double ratio(String one, String other) {
    int longer = Math.max(one.length(), other.length());
    return longer == 0 ? 1 : 1 - distance(one, other) / (double) longer;
  }

  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int i = 0; i < above.length; i++) {
      above[i] = i;
    }
    for (int i = 0; i < one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i + 1;
      for (int j = 1; j < row.length; j++) {
        int change = above[j - 1] + (one.charAt(i) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[other.length()];
  }
}
