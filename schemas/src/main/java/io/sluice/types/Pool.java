package io.sluice.types;

import java.util.Locale;

/** A pool of model workers. */
public enum Pool {
  CPU,
  GPU;

  /** The name as records carry it: {@code cpu}, {@code gpu}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
