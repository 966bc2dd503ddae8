package io.sluice.models.invoice;

import io.sluice.events.Word;
import java.util.List;

/**
 * A value that a page says.
 *
 * @param value as it stands there, or in a plain form of its kind
 * @param words that say it, at least one
 * @param sure whether what was found hardly means anything else
 */
public record Read(String value, List<Word> words, boolean sure) {
  public Read {
    words = List.copyOf(words);
  }
}
