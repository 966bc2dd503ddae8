package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.extractors.frames.PlacedWord;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ContentAssemblyTest {

  @Property(tries = 200)
  void everyWordIsASliceOfTheTextWithoutWhiteSpace(
      @ForAll @Size(max = 5) List<@Size(max = 20) List<String>> pages, @ForAll String rest) {
    ContentAssembly assembly = new ContentAssembly(200);
    int number = 1;
    for (List<String> page : pages) {
      assembly.page(
          number++, 10, 10, page.stream().map(t -> new PlacedWord(t, 0, 0, 1, 1, false)).toList());
    }
    assembly.text(rest);
    ParsedContent content = assembly.content();
    int end = 0;
    for (Word word : content.getWords()) {
      int start = word.getStart();
      assertThat(start).isGreaterThanOrEqualTo(end);
      end = start + word.getText().length();
      assertThat(content.getText().substring(start, end)).isEqualTo(word.getText());
      assertThat(word.getText()).isNotEmpty().doesNotContainAnyWhitespaces();
    }
  }

  @Test
  void linesAndPagesAreKeptApart() {
    ContentAssembly assembly = new ContentAssembly(1_000);
    assembly.page(
        1,
        10,
        10,
        List.of(
            new PlacedWord("Total", 0, 0, 1, 1, true),
            new PlacedWord("118.00", 2, 0, 3, 1, false),
            new PlacedWord("Thanks", 0, 2, 1, 3, true)));
    assembly.page(2, 10, 10, List.of(new PlacedWord("Terms", 0, 0, 1, 1, true)));
    assertThat(assembly.text()).isEqualTo("Total 118.00\nThanks\n\nTerms");
  }
}
