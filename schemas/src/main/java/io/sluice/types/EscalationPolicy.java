package io.sluice.types;

import io.sluice.events.DataClass;
import java.util.Set;

/**
 * How far a document in doubt may rise before it goes to people.
 *
 * @param llm whether to a language model on the house's own machines
 * @param frontier whether to a provider outside
 * @param dataClasses the data classes that may leave the house; never RESTRICTED
 */
public record EscalationPolicy(boolean llm, boolean frontier, Set<DataClass> dataClasses) {
  /** Straight to people. */
  public static final EscalationPolicy PEOPLE_ONLY = new EscalationPolicy(false, false, Set.of());

  public EscalationPolicy {
    dataClasses = Set.copyOf(dataClasses);
    if (dataClasses.contains(DataClass.RESTRICTED)) {
      throw new IllegalArgumentException("restricted documents never leave the house");
    }
  }

  /** Whether a document of this data class may rise to such a model. */
  public boolean allows(LargerPool pool, DataClass dataClass) {
    return switch (pool) {
      case LLM -> llm;
      case FRONTIER -> frontier && dataClasses.contains(dataClass);
    };
  }
}
