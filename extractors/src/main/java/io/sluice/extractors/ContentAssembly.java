package io.sluice.extractors;

import io.sluice.events.Box;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.StructureKind;
import io.sluice.events.StructuredPart;
import io.sluice.events.Warning;
import io.sluice.events.Word;
import io.sluice.extractors.frames.PlacedWord;
import io.sluice.extractors.ocr.OcrPage;
import io.sluice.extractors.ocr.OcrWord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts pages and text together: one text in reading order (a space between words, a line feed
 * between lines, an empty line between pages), of which each word is a slice.
 */
final class ContentAssembly {
  /**
   * Longer ones are rules of dots or made to keep a reader busy; in pieces they cost no more than
   * others.
   */
  private static final int LONGEST_WORD = 200;

  private final int limit;
  private final StringBuilder text = new StringBuilder();
  private final Legible legible = new Legible(text);
  private final List<Page> pages = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final List<StructuredPart> structures = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<Warning> warnings = new ArrayList<>();
  private boolean cut;
  private int longWords;

  /**
   * @param limit characters of text
   */
  ContentAssembly(int limit) {
    this.limit = limit;
  }

  /** A page read from its text layer, or one with nothing on it. */
  void page(int number, float width, float height, List<PlacedWord> placed) {
    startPage();
    for (PlacedWord word : placed) {
      Box box = box(word.x0(), word.y0(), word.x1(), word.y1());
      add(word.text(), number, box, word.startsLine(), null);
    }
    PageSource source = placed.isEmpty() ? PageSource.NONE : PageSource.TEXT_LAYER;
    pages.add(new Page(number, width, height, source, null, null, 0f));
  }

  /** A page read by OCR. */
  void page(int number, float width, float height, OcrPage read) {
    startPage();
    int line = -1;
    for (OcrWord word : read.words()) {
      var at = word.box();
      Box box = box((float) at.left(), (float) at.top(), (float) at.right(), (float) at.bottom());
      add(word.text(), number, box, word.line() != line, (float) word.confidence());
      line = word.line();
    }
    boolean empty = read.words().isEmpty();
    pages.add(
        new Page(
            number,
            width,
            height,
            empty ? PageSource.NONE : PageSource.OCR,
            read.engine(),
            empty ? null : (float) read.meanConfidence(),
            (float) read.skewDegrees()));
  }

  /** Text of a format without pages: its line ends are kept, its words have no boxes. */
  void text(String piece) {
    int from = text.length();
    int room = limit - from;
    legible.text(piece, Math.min(piece.length(), room));
    cut |= piece.length() > room;
    int start = -1;
    for (int i = from; i <= text.length(); i++) {
      boolean inWord = i < text.length() && !Legible.isSpace(text.charAt(i));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        addWords(start, i, 0, null, null);
        start = -1;
      }
    }
  }

  void structure(StructureKind kind, @Nullable String name, String content) {
    structures.add(new StructuredPart(kind, name, content));
  }

  void property(String name, String value) {
    metadata.put(name, value);
  }

  void warn(String code, String message) {
    warnings.add(new Warning(code, message));
  }

  int wordCount() {
    return words.size();
  }

  int pageCount() {
    return pages.size();
  }

  boolean hasStructures() {
    return !structures.isEmpty();
  }

  List<Warning> warnings() {
    if (cut && warnings.stream().noneMatch(w -> w.getCode().equals("OUTPUT_TRUNCATED"))) {
      warn(
          "OUTPUT_TRUNCATED",
          "the text was cut after %,d characters, the limit extractor.limits.outputCharacters"
              .formatted(limit));
    }
    if (longWords > 0 && warnings.stream().noneMatch(w -> w.getCode().equals("WORDS_SPLIT"))) {
      warn(
          "WORDS_SPLIT",
          "%,d words of more than %d characters were split".formatted(longWords, LONGEST_WORD));
    }
    if (legible.leftOut() > 0
        && warnings.stream().noneMatch(w -> w.getCode().equals("INVISIBLE_CHARACTERS"))) {
      warn(
          "INVISIBLE_CHARACTERS",
          "%,d characters without a shape (zero-width, direction marks, tags) were left out of the text"
              .formatted(legible.leftOut()));
    }
    return warnings;
  }

  String text() {
    return text.toString();
  }

  ParsedContent content() {
    // Most telling first, as the enumeration lists them.
    structures.sort(Comparator.comparing(StructuredPart::getKind));
    return new ParsedContent(text.toString(), pages, words, structures, metadata);
  }

  private void startPage() {
    if (!text.isEmpty()) {
      text.append("\n\n");
    }
  }

  private void add(String word, int page, Box box, boolean startsLine, @Nullable Float confidence) {
    if (text.length() + word.length() + 1 > limit) {
      cut = true;
      return;
    }
    int before = text.length();
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append(startsLine ? '\n' : ' ');
    }
    int start = text.length();
    legible.word(word);
    if (text.length() == start) {
      text.setLength(before);
    } else {
      addWords(start, text.length(), page, box, confidence);
    }
  }

  /** One word of the text, or several where it is longer than any word. */
  private void addWords(
      int start, int end, int page, @Nullable Box box, @Nullable Float confidence) {
    for (int at = start; at < end; ) {
      int to = Math.min(end, at + LONGEST_WORD);
      if (to < end && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      words.add(new Word(text.substring(at, to), page, box, at, confidence));
      at = to;
    }
    longWords += end - start > LONGEST_WORD ? 1 : 0;
  }

  private static Box box(float x0, float y0, float x1, float y1) {
    return new Box(finite(x0), finite(y0), finite(Math.max(x0, x1)), finite(Math.max(y0, y1)));
  }

  private static float finite(float value) {
    return Float.isFinite(value) ? value : 0;
  }
}
