package io.sluice.types;

import java.util.Locale;

/** Where larger models are asked about fields in doubt, lowest first. */
public enum LargerPool {
  /** Language models on the house's own machines. */
  LLM,
  /** Models of providers outside; only where policy lets the data travel. */
  FRONTIER;

  /** As configuration spells it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
