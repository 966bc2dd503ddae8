package io.sluice.models.clause;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document's words as running text, so that a phrase may go on over a line or a page. Between two
 * words stands a line feed where the second begins a line, a tab where a wide gap parts them, else
 * a space.
 *
 * @param text the first {@link #LONGEST} characters at most
 * @param starts where each word begins in it, rising
 * @param effort what its patterns may still cost
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read once, never compared.
record Prose(String text, int[] starts, Effort effort) {
  /** No contract is longer; what is keeps its patterns from taking minutes. */
  private static final int LONGEST = 600_000;

  /** A gap that parts columns, in heights of a word. */
  private static final float WIDE = 2.5f;

  private static final Pattern RAISED = Pattern.compile("st|nd|rd|th");

  static Prose of(ParsedContent document) {
    List<Word> words = document.getWords();
    StringBuilder text = new StringBuilder();
    int[] starts = new int[words.size()];
    int count = 0;
    for (Word word : words) {
      if (text.length() + word.getText().length() > LONGEST) {
        break;
      }
      if (count > 0 && isRaised(document.getText(), words, count)) {
        starts[count++] = text.length();
        continue;
      }
      if (count > 0) {
        text.append(between(document.getText(), words.get(count - 1), word));
      }
      starts[count++] = text.length();
      text.append(word.getText());
    }
    return new Prose(text.append(' ').toString(), Arrays.copyOf(starts, count), new Effort());
  }

  /** An ending of "15th" that was printed higher and so came to stand on a line of its own. */
  private static boolean isRaised(String text, List<Word> words, int index) {
    return RAISED.matcher(words.get(index).getText()).matches()
        && beginsLine(text, words.get(index))
        && index + 1 < words.size()
        && beginsLine(text, words.get(index + 1));
  }

  private static boolean beginsLine(String text, Word word) {
    int start = word.getStart();
    return start > 0 && start <= text.length() && text.charAt(start - 1) == '\n';
  }

  private static char between(String text, Word left, Word right) {
    if (beginsLine(text, right)) {
      return '\n';
    }
    Box before = left.getBox();
    Box after = right.getBox();
    return before != null
            && after != null
            && after.getX0() - before.getX1() > WIDE * (after.getY1() - after.getY0())
        ? '\t'
        : ' ';
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
    return all(pattern, 0, text.length());
  }

  /** All matches within {@code [from, to)}, in order. */
  List<MatchResult> all(Pattern pattern, int from, int to) {
    List<MatchResult> found = new ArrayList<>();
    Matcher matcher = within(pattern, from, to);
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
