package io.sluice.extractors.ocr;

import java.time.Duration;

/**
 * Reads a page along its lines, and where that gives nearly nothing, reads it again upside down.
 */
final class AnyWayUp {
  private AnyWayUp() {}

  /** One read of the page, turned by {@code quarters} first. */
  interface Attempt {
    OcrPage read(int quarters) throws OcrException, InterruptedException;
  }

  /**
   * The first reading if it is good, else the better of both, as far as the time allows.
   *
   * @param sure mean confidence that the engine seldom states for a page that is upside down
   */
  static OcrPage read(PrintTraits traits, double sure, Deadline deadline, Attempt attempt)
      throws OcrException, InterruptedException {
    int upright = traits.skew().sideways() ? 1 : 0;
    OcrPage read = attempt.read(upright);
    Duration spent = deadline.limit().minus(deadline.left());
    if (read.covers(traits, 0.1) && read.meanConfidence() >= sure
        || deadline.left().compareTo(spent.multipliedBy(2)) < 0) {
      return read;
    }
    OcrPage turned = attempt.read(upright + 2);
    return turned.expectedCharacters() > read.expectedCharacters() ? turned : read;
  }
}
