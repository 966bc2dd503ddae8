package io.sluice.models.clause;

import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document's words as running text, joined by single spaces, so that a phrase may go on over a
 * line or a page.
 *
 * @param text the first {@link #LONGEST} characters at most
 * @param starts where each word begins in it, rising
 * @param effort what its patterns may still cost
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read once, never compared.
record Prose(String text, int[] starts, Effort effort) {
  /** No contract is longer; what is keeps its patterns from taking minutes. */
  private static final int LONGEST = 600_000;

  static Prose of(List<Word> words) {
    StringBuilder text = new StringBuilder();
    int[] starts = new int[words.size()];
    int count = 0;
    for (Word word : words) {
      if (text.length() + word.getText().length() > LONGEST) {
        break;
      }
      starts[count++] = text.length();
      text.append(word.getText()).append(' ');
    }
    return new Prose(text.toString(), Arrays.copyOf(starts, count), new Effort());
  }

  /** The part of it that the first words make. */
  int head(int words) {
    return words < starts.length ? starts[words] : text.length();
  }

  /** Where the last words begin. */
  int tail(int words) {
    return words < starts.length ? starts[starts.length - words] : 0;
  }

  /** The first match within {@code [from, to)}; what stands around it is seen by look-arounds. */
  Optional<MatchResult> first(Pattern pattern, int from, int to) {
    Matcher matcher = within(pattern, from, to);
    return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
  }

  /** All matches, in order. */
  List<MatchResult> all(Pattern pattern) {
    List<MatchResult> found = new ArrayList<>();
    Matcher matcher = within(pattern, 0, text.length());
    while (matcher.find()) {
      found.add(matcher.toMatchResult());
    }
    return found;
  }

  /** At most {@code length} characters from there. */
  String after(int offset, int length) {
    return text.substring(offset, Math.min(text.length(), offset + length));
  }

  /** At most {@code length} characters up to there. */
  String before(int offset, int length) {
    return text.substring(Math.max(0, offset - length), offset);
  }

  /** The word at an offset. */
  int word(int offset) {
    int at = Arrays.binarySearch(starts, offset);
    return at >= 0 ? at : -at - 2;
  }

  private Matcher within(Pattern pattern, int from, int to) {
    return effort
        .matcher(pattern, text)
        .region(from, to)
        .useTransparentBounds(true)
        .useAnchoringBounds(false);
  }
}
