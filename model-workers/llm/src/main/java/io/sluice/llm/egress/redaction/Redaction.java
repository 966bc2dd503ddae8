package io.sluice.llm.egress.redaction;

import java.util.List;

/** What came of hiding. */
public sealed interface Redaction {

  /**
   * All that was to be hidden is.
   *
   * @param passages in the order in which they were given
   * @param placeholders what stands for what
   */
  record Done(List<String> passages, Placeholders placeholders) implements Redaction {
    public Done {
      passages = List.copyOf(passages);
    }
  }

  /**
   * It is not sure that all is hidden.
   *
   * @param why in words, with figures and without a word of the document
   */
  record Unsure(String why) implements Redaction {}
}
