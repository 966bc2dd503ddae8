package io.sluice.llm.answer;

import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.llm.answer.Squeezed.Range;
import io.sluice.types.FieldSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds claims against the words of a document. Not thread-safe; one a document. */
final class Evidence {
  private final Map<Integer, List<Word>> pages;
  private final Set<Integer> scanned;
  private final Map<Integer, Squeezed> squeezed = new HashMap<>();

  /** What the check says. */
  sealed interface Finding {}

  /**
   * The page bears it out.
   *
   * @param value as it goes into the record
   * @param words those that say it; at least one
   * @param form equal for values that mean the same
   */
  record Borne(String value, List<Word> words, String form) implements Finding {}

  /** It is not to be believed. */
  record Unborne(Why why) implements Finding {}

  /** Why a claim is not believed; the name is the warning's code. */
  enum Why {
    EVIDENCE_MISSING("no quote or no page was given for the value"),
    EVIDENCE_NOT_ON_PAGE("the quote does not stand on the page that was named"),
    VALUE_NOT_IN_EVIDENCE("the value does not follow from the words of the quote");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  Evidence(ParsedContent document) {
    pages = document.getWords().stream().collect(Collectors.groupingBy(Word::getPage));
    scanned =
        document.getPages().stream()
            .filter(page -> page.getSource() == PageSource.OCR)
            .map(Page::getNumber)
            .collect(Collectors.toSet());
  }

  /** Looks for the quote on the page, and for the value in the page's words there. */
  Finding check(FieldSpec field, Claim claim) {
    Integer page = page(claim.page());
    if (page == null || claim.quote() == null || claim.quote().isBlank()) {
      return new Unborne(Why.EVIDENCE_MISSING);
    }
    List<Word> words = pages.get(page);
    if (words == null) {
      return new Unborne(Why.EVIDENCE_NOT_ON_PAGE);
    }
    Squeezed text = squeezed.computeIfAbsent(page, p -> Squeezed.of(words));
    String quote = Squeezed.squeeze(claim.quote());
    boolean ocr = scanned.contains(page);
    List<Range> found = text.find(quote, false);
    if (found.isEmpty() && ocr) {
      found = text.find(quote, true);
    }
    if (found.isEmpty()) {
      return new Unborne(Why.EVIDENCE_NOT_ON_PAGE);
    }
    for (Range range : found) {
      List<Word> quoted = words.subList(range.first(), range.end());
      var borne = new Follows(field, quoted, ocr).from(claim.value());
      if (borne.isPresent()) {
        Range value = borne.get().words();
        return new Borne(
            borne.get().value(), quoted.subList(value.first(), value.end()), borne.get().form());
      }
    }
    return new Unborne(Why.VALUE_NOT_IN_EVIDENCE);
  }

  /** A format without pages has page 0, whatever the model calls it. */
  private @Nullable Integer page(@Nullable Integer named) {
    return pages.keySet().equals(Set.of(0)) ? Integer.valueOf(0) : named;
  }
}
