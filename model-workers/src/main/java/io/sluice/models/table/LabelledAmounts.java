package io.sluice.models.table;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The second reader of amounts: what stands on a line behind a label that the document type knows.
 * It speaks only where the whole document gives one answer. Immutable.
 */
public final class LabelledAmounts {
  private final StatedSums stated;

  private LabelledAmounts(StatedSums stated) {
    this.stated = stated;
  }

  /** The labelled amounts of a document. */
  public static LabelledAmounts of(ParsedContent document) {
    return new LabelledAmounts(StatedSums.of(Band.of(document), Amounts.of(document.getWords())));
  }

  /**
   * An amount that was found.
   *
   * @param word as it stands on the page
   * @param amount its value
   */
  public record Found(Word word, BigDecimal amount) {}

  /** The one amount that follows one of these labels; nothing where none or several do. */
  public Optional<Found> find(List<String> labels) {
    Set<String> folded = labels.stream().map(Texts::fold).collect(Collectors.toSet());
    List<Found> found =
        stated.entries().stream()
            .filter(entry -> folded.contains(label(entry.labels().getLast())))
            .map(entry -> new Found(entry.word(), entry.amount()))
            .toList();
    boolean one = found.stream().map(f -> f.amount().stripTrailingZeros()).distinct().count() == 1;
    return one ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** Without currencies, rates and numbers of things. */
  private static String label(String folded) {
    return folded
        .replaceAll("\\b(?:eur|usd|chf|gbp|in eur|in usd)\\b|[$%#0-9]", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
