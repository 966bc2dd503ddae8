package io.sluice.models.clause;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Made-up documents of one page, with lines and without geometry. */
final class Written {
  private static final Pattern WORD = Pattern.compile("\\S+");

  static {
    AvroTrust.grant();
  }

  private Written() {}

  static ParsedContent document(String text) {
    List<Word> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(new Word(word.group(), 1, null, word.start(), null));
    }
    return new ParsedContent(text, List.of(), words, List.of(), Map.of());
  }

  /** What the text says in a clause. */
  static Optional<String> said(Clause clause, String text) {
    return new ClauseReader(document(text)).find(clause).map(ClauseReader.Found::value);
  }
}
