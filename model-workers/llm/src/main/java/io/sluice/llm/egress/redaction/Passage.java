package io.sluice.llm.egress.redaction;

/**
 * A piece of what is to be sent.
 *
 * @param ours our own words, such as the question: only values found in the document's are hidden
 *     in it
 */
public record Passage(String text, boolean ours) {
  /** Our own words. */
  public static Passage ours(String text) {
    return new Passage(text, true);
  }

  /** Text out of a document. */
  public static Passage document(String text) {
    return new Passage(text, false);
  }
}
