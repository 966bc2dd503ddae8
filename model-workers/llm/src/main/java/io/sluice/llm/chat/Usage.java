package io.sluice.llm.chat;

/**
 * What a call took, as the server counted it.
 *
 * @param tokensIn tokens sent, those read from the server's own cache included
 * @param tokensOut tokens written
 */
public record Usage(int tokensIn, int tokensOut) {
  /** Not counted, or nothing done. */
  public static final Usage NONE = new Usage(0, 0);

  public Usage plus(Usage other) {
    return new Usage(tokensIn + other.tokensIn, tokensOut + other.tokensOut);
  }
}
