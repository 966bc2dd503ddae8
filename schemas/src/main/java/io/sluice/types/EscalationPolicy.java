package io.sluice.types;

import io.sluice.events.DataClass;
import java.util.Set;

/**
 * Whether a document in doubt may rise to a frontier model before it goes to people.
 *
 * @param frontier whether it may at all
 * @param dataClasses the data classes that may; never RESTRICTED
 */
public record EscalationPolicy(boolean frontier, Set<DataClass> dataClasses) {
  /** Straight to people. */
  public static final EscalationPolicy PEOPLE_ONLY = new EscalationPolicy(false, Set.of());

  public EscalationPolicy {
    dataClasses = Set.copyOf(dataClasses);
    if (dataClasses.contains(DataClass.RESTRICTED)) {
      throw new IllegalArgumentException("restricted documents never leave the house");
    }
  }

  /** Whether a document of this data class may rise to a frontier model. */
  public boolean allows(DataClass dataClass) {
    return frontier && dataClasses.contains(dataClass);
  }
}
