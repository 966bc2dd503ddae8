package io.sluice.models.invoice;

import io.sluice.events.Box;
import io.sluice.events.Word;
import io.sluice.models.table.Band;
import io.sluice.models.table.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words of one line without a gap between them.
 *
 * @param page from 1
 * @param line its number in the document, from 0
 * @param tokens from left to right, at least one
 * @param box around them, in points
 */
record Cell(int page, int line, List<Token> tokens, Box box) {
  /** A gap this much wider than a line is high parts two cells. */
  private static final float GAP = 1.1f;

  private static final float LEAST_GAP = 4;

  /** What stands between the parts of a sender's line, often with wide gaps. */
  private static final Pattern DOT = Pattern.compile("[·●•|∙▪*‧–-]");

  /** {@code Kundennummer:12}, {@code Nr.12} and {@code #12} are a label and a value. */
  private static final Pattern GLUED =
      Pattern.compile("(\\p{L}[\\p{L}.-]*:|(?i:nr\\.|no\\.|n[°º]\\.?|#))(?!//)([^:].*)");

  /**
   * A word, or the part of one that is a label or its value.
   *
   * @param folded as labels are compared; may be empty
   */
  record Token(Word word, String text, String folded) {
    private static Token of(Word word, String text) {
      return new Token(word, text, Texts.fold(text));
    }

    float left() {
      return Band.box(word).getX0();
    }

    float right() {
      return Band.box(word).getX1();
    }
  }

  static List<Cell> of(Band band, int line) {
    List<Cell> cells = new ArrayList<>();
    List<Word> run = new ArrayList<>();
    for (Word word : band.words()) {
      if (!run.isEmpty() && apart(run.getLast(), word)) {
        cells.add(cell(band.page(), line, run));
        run.clear();
      }
      run.add(word);
    }
    cells.add(cell(band.page(), line, run));
    return cells;
  }

  private static boolean apart(Word left, Word right) {
    Box box = Band.box(left);
    float height = box.getY1() - box.getY0();
    boolean dotted = DOT.matcher(left.getText()).matches() || DOT.matcher(right.getText()).matches();
    float gap = dotted ? 2 * GAP * height : GAP * height;
    return Band.box(right).getX0() - box.getX1() > Math.max(LEAST_GAP, gap);
  }

  private static Cell cell(int page, int line, List<Word> words) {
    List<Token> tokens = new ArrayList<>();
    for (Word word : words) {
      Matcher glued = GLUED.matcher(word.getText());
      if (glued.matches()) {
        tokens.add(Token.of(word, glued.group(1)));
        tokens.add(Token.of(word, glued.group(2)));
      } else {
        tokens.add(Token.of(word, word.getText()));
      }
    }
    return new Cell(page, line, List.copyOf(tokens), Band.around(words));
  }

  float height() {
    return box.getY1() - box.getY0();
  }

  String text() {
    return text(tokens);
  }

  /** All its words as labels are compared. */
  String folded() {
    return tokens.stream()
        .map(Token::folded)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Words joined by single spaces. */
  static String text(List<Token> tokens) {
    return tokens.stream().map(Token::text).collect(Collectors.joining(" "));
  }

  /** The words of some tokens, each once. */
  static List<Word> words(List<Token> tokens) {
    return tokens.stream().map(Token::word).distinct().toList();
  }

  /** Whether it stands below the other, one above the other. */
  boolean under(Box other) {
    return box.getX0() <= other.getX1() && box.getX1() >= other.getX0();
  }
}
