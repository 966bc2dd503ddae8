package io.sluice.extractors;

/**
 * Characters as a person can tell them. What has no shape (zero-width characters, direction
 * overrides, tags) carries messages for machines, reverses what is read, or splits words that look
 * whole; it is left out and counted. Controls and halves of characters become U+FFFD.
 */
final class Legible {
  private final StringBuilder to;
  private int leftOut;

  Legible(StringBuilder to) {
    this.to = to;
  }

  /** How many characters were left out. */
  int leftOut() {
    return leftOut;
  }

  /** Appends text with its line ends and tabs; other space becomes a space. */
  void text(CharSequence piece, int length) {
    for (int i = 0; i < length; ) {
      int c = codePoint(piece, i, length);
      i += Character.charCount(c);
      if (c == '\n' || c == '\t' || c == '\r') {
        to.append((char) c);
      } else {
        add(c, isSpace(c) ? ' ' : c);
      }
    }
  }

  /** Appends one word, without its spaces. */
  void word(CharSequence word) {
    for (int i = 0; i < word.length(); ) {
      int c = codePoint(word, i, word.length());
      i += Character.charCount(c);
      if (!isSpace(c)) {
        add(c, c);
      }
    }
  }

  private void add(int c, int shown) {
    if (isShapeless(c)) {
      leftOut++;
    } else {
      boolean control = shown < ' ' || shown == 0x7f || isHalf(shown);
      to.appendCodePoint(control ? 0xfffd : shown);
    }
  }

  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static int codePoint(CharSequence text, int at, int end) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
            && at + 1 < end
            && Character.isLowSurrogate(text.charAt(at + 1))
        ? Character.toCodePoint(c, text.charAt(at + 1))
        : c;
  }

  private static boolean isHalf(int c) {
    return c >= 0xd800 && c <= 0xdfff;
  }

  private boolean isShapeless(int c) {
    if (c == 0x200c || c == 0x200d) {
      // They join letters in Persian, Hindi and others; after Latin ones they do nothing.
      return to.isEmpty() || to.charAt(to.length() - 1) < 0x300;
    }
    return c == 0x034f
        || c == 0x061c
        || c == 0x115f
        || c == 0x1160
        || c == 0x180e
        || c == 0x200b
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0x3164
        || (c >= 0xfe00 && c <= 0xfe0f)
        || c == 0xfeff
        || c == 0xffa0
        || (c >= 0xfff9 && c <= 0xfffb)
        || (c >= 0xe0000 && c <= 0xe0fff);
  }
}
