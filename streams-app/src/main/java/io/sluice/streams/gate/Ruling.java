package io.sluice.streams.gate;

import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gate says of a reading. */
public sealed interface Ruling {

  /** The class in force. */
  String documentType();

  /**
   * Certain enough.
   *
   * @param classConfidence calibrated probability of the class, in [0, 1]
   * @param confidence the least of the class's and the fields' confidences, in [0, 1]
   * @param fields the fields of the type, as read
   * @param lineItems as read; null for none
   */
  record Accepted(
      String documentType,
      double classConfidence,
      double confidence,
      List<ExtractedField> fields,
      @Nullable LineItems lineItems)
      implements Ruling {
    public Accepted {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Not certain enough.
   *
   * @param doubts why; never empty
   */
  record InDoubt(String documentType, List<Doubt> doubts) implements Ruling {
    public InDoubt {
      doubts = List.copyOf(doubts);
    }
  }
}
