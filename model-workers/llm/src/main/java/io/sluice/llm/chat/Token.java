package io.sluice.llm.chat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A token of an answer.
 *
 * @param bytes its UTF-8 bytes; a token may end within a character
 * @param logProbability natural logarithm of its probability, at most 0
 */
public record Token(byte[] bytes, double logProbability) {
  public Token {
    bytes = bytes.clone();
  }

  public static Token of(String text, double logProbability) {
    return new Token(text.getBytes(StandardCharsets.UTF_8), logProbability);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Number of its bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Token token
        && Arrays.equals(bytes, token.bytes)
        && Double.compare(logProbability, token.logProbability) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + Double.hashCode(logProbability);
  }
}
