package io.sluice.models;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run of words stands.
 *
 * @param text the words, joined by single spaces
 * @param start offset in {@link ParsedContent#getText()}, in UTF-16 units
 * @param end offset behind it
 * @param page number of its first word's page; null where the format has no pages
 * @param box around the words on that page, in points; null where the format has no geometry
 */
record Located(String text, int start, int end, @Nullable Integer page, @Nullable Box box) {

  /** The place of the words {@code [first, end)} of a document; at least one. */
  static Located of(ParsedContent document, int first, int end) {
    return of(document.getWords().subList(first, end));
  }

  /** The place of some words of a document; at least one. */
  static Located of(List<Word> words) {
    Word head = words.getFirst();
    Word tail = words.getLast();
    StringBuilder text = new StringBuilder(head.getText());
    Box box = head.getBox();
    for (Word word : words.subList(1, words.size())) {
      text.append(' ').append(word.getText());
      if (word.getPage() == head.getPage()) {
        box = around(box, word.getBox());
      }
    }
    return new Located(
        text.toString(),
        head.getStart(),
        tail.getStart() + tail.getText().length(),
        head.getPage() > 0 ? head.getPage() : null,
        box);
  }

  /**
   * The first run of words whose letters and digits are those of the value, whatever the spacing
   * and punctuation.
   */
  static Optional<Located> find(ParsedContent document, String value) {
    String target = squeeze(value);
    List<Word> words = document.getWords();
    if (target.length() < 3) {
      return Optional.empty(); // Two characters stand anywhere.
    }
    for (int first = 0; first < words.size(); first++) {
      int at = 0;
      int next = first;
      while (next < words.size() && at < target.length()) {
        String piece = squeeze(words.get(next).getText());
        if (!target.startsWith(piece, at) || next == first && piece.isEmpty()) {
          break;
        }
        at += piece.length();
        next++;
      }
      if (at == target.length()) {
        return Optional.of(of(document, first, next));
      }
    }
    return Optional.empty();
  }

  private static String squeeze(String text) {
    StringBuilder squeezed = new StringBuilder(text.length());
    text.codePoints().filter(Character::isLetterOrDigit).forEach(squeezed::appendCodePoint);
    return squeezed.toString().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Box around(@Nullable Box a, @Nullable Box b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return new Box(
        Math.min(a.getX0(), b.getX0()),
        Math.min(a.getY0(), b.getY0()),
        Math.max(a.getX1(), b.getX1()),
        Math.max(a.getY1(), b.getY1()));
  }
}
