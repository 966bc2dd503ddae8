package io.sluice.extractors;

import io.sluice.events.ParsedContent;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Reason;

/** What came of a document. */
public sealed interface ParseOutcome {

  /** It was read; the content is stored as the document says. */
  record Parsed(ParsedDocument document, ParsedContent content) implements ParseOutcome {}

  /**
   * It cannot be read, however often it is tried.
   *
   * @param message the thing, the rule and the remedy, in words
   */
  record Rejected(Reason reason, String message) implements ParseOutcome {}
}
