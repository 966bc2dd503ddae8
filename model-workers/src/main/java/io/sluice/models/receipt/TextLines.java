package io.sluice.models.receipt;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The words of a document by the lines of its text. */
final class TextLines {
  private TextLines() {}

  static List<List<Word>> of(ParsedContent document) {
    List<List<Word>> lines = new ArrayList<>();
    for (Word word : document.getWords()) {
      int before = word.getStart() - 1;
      if (lines.isEmpty() || before >= 0 && document.getText().charAt(before) == '\n') {
        lines.add(new ArrayList<>());
      }
      lines.getLast().add(word);
    }
    return lines;
  }

  /** Words joined by single spaces. */
  static String joined(List<Word> words) {
    return words.stream().map(Word::getText).collect(Collectors.joining(" "));
  }
}
