package io.sluice.models.clause;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds what searching may cost: a text can be written so that a pattern which tries again at
 * every place takes hours. Counted in characters looked at, so that the same document ends the same
 * way on every machine.
 */
final class Effort {
  /** A contract of twenty thousand words takes a tenth of it. */
  private static final long MOST = 300_000_000;

  private long spent;

  /** A text asks for more than it is worth; what it says stays unread. */
  static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuch() {
      super("a clause was looked for in more than " + MOST + " characters", null, false, false);
    }
  }

  /** A matcher that counts; its methods throw {@link TooMuch}. */
  Matcher matcher(Pattern pattern, String text) {
    return pattern.matcher(new Counted(text, 0, text.length()));
  }

  private final class Counted implements CharSequence {
    private final String text;
    private final int start;
    private final int end;

    Counted(String text, int start, int end) {
      this.text = text;
      this.start = start;
      this.end = end;
    }

    @Override
    public char charAt(int index) {
      if (++spent > MOST) {
        throw new TooMuch();
      }
      return text.charAt(start + index);
    }

    @Override
    public int length() {
      return end - start;
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new Counted(text, start + from, start + to);
    }

    @Override
    public String toString() {
      return text.substring(start, end);
    }
  }
}
