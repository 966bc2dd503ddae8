package io.sluice.connectors.mapping;

import java.util.List;

/** What came of mapping a record. */
public sealed interface Mapped {
  /** It can be written. */
  record Ready(MappedRecord record) implements Mapped {}

  /** It lacks something, or holds something that is not what the mapping says. */
  record Unusable(List<String> problems) implements Mapped {
    public Unusable {
      problems = List.copyOf(problems);
    }
  }
}
