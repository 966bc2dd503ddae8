package io.sluice.desk.lead;

import java.time.LocalDate;

/**
 * Where something is counted.
 *
 * @param day in the desk's time zone
 * @param tenant whose document it is
 * @param type its class, or {@link #NO_TYPE}
 */
record Cell(LocalDate day, String tenant, String type) {
  /** No model could read it, and no person has named its class. */
  static final String NO_TYPE = "none";
}
