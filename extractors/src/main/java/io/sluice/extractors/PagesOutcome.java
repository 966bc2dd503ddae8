package io.sluice.extractors;

import io.sluice.events.ChildPart;
import io.sluice.events.PageImage;
import io.sluice.events.Reason;
import java.util.List;

/** What came of a wish for pages. */
public sealed interface PagesOutcome {

  /** Pictures, stored; none for a format without pages. */
  record Drawn(List<PageImage> pages) implements PagesOutcome {}

  /** PDFs, stored. */
  record Made(List<ChildPart> parts) implements PagesOutcome {}

  /**
   * It cannot be done, however often it is tried.
   *
   * @param message the thing, the rule and the remedy, in words
   */
  record Rejected(Reason reason, String message) implements PagesOutcome {}
}
