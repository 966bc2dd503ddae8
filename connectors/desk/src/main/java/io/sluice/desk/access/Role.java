package io.sluice.desk.access;

import java.util.Locale;

/** What somebody does at the desk. */
public enum Role {
  /** Decides about documents in doubt. */
  REVIEWER,
  /** Reads accepted documents anew, without being told what was read. */
  AUDITOR,
  /** Sees the whole queue and the figures, and takes work from people who are away. */
  LEAD;

  /** As the API and the files spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
