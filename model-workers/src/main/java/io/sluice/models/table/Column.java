package io.sluice.models.table;

/**
 * A column as its heading shows it.
 *
 * @param role what it holds
 * @param x0 left edge of the heading, in points
 * @param x1 right edge of the heading, in points
 * @param heading the heading, folded
 */
record Column(Role role, float x0, float x1, String heading) {

  boolean overlaps(float from, float to) {
    return from < x1 && x0 < to;
  }

  /** Points between the heading and a span; negative by their overlap. */
  float gap(float from, float to) {
    return Math.max(from, x0) - Math.min(to, x1);
  }

  /** Whether headings run into each other here, so that its edges say little. */
  boolean glued() {
    return role != Role.OTHER && Headings.role(heading).isEmpty();
  }

  Column as(Role other) {
    return new Column(other, x0, x1, heading);
  }
}
