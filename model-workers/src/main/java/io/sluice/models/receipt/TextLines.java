package io.sluice.models.receipt;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.List;

/** The words of a document by the lines of its text. */
final class TextLines {
  /** A line of more characters is running text, and patterns would cost too much on it. */
  static final int LONGEST = 200;

  private TextLines() {}

  static List<List<Word>> of(ParsedContent document) {
    List<List<Word>> lines = new ArrayList<>();
    for (Word word : document.getWords()) {
      int before = word.getStart() - 1;
      String text = document.getText();
      if (lines.isEmpty() || before >= 0 && before < text.length() && text.charAt(before) == '\n') {
        lines.add(new ArrayList<>());
      }
      lines.getLast().add(word);
    }
    return lines;
  }
}
