package io.sluice.llm.answer;

import io.sluice.llm.answer.Claims.Span;
import io.sluice.llm.chat.Token;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How probable the model itself found a part of its answer: the product of the probabilities of the
 * tokens that reach into it. Pure.
 */
final class Certainty {
  private final List<Token> tokens;
  private final String text;
  private final int offset;

  /** The tokens' bytes must hold the text; else they say nothing about it. */
  Certainty(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tokens.forEach(token -> bytes.writeBytes(token.bytes()));
    // As Latin-1, so that places are places of bytes.
    String all = bytes.toString(StandardCharsets.ISO_8859_1);
    this.offset =
        tokens.isEmpty()
            ? -1
            : all.indexOf(
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  /** The probability in [0, 1] of the spans together; empty where the server gave none. */
  OptionalDouble of(List<Span> spans) {
    if (offset < 0 || spans.isEmpty()) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    int at = 0;
    for (Token token : tokens) {
      int end = at + token.size();
      int from = at;
      if (spans.stream().anyMatch(span -> from < bytes(span.end()) && bytes(span.start()) < end)) {
        sum += token.logProbability();
      }
      at = end;
    }
    return OptionalDouble.of(Math.min(1, Math.exp(sum)));
  }

  private int bytes(int character) {
    return offset + text.substring(0, character).getBytes(StandardCharsets.UTF_8).length;
  }
}
