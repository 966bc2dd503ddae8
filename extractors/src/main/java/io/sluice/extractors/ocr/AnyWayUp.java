package io.sluice.extractors.ocr;

import java.time.Duration;

/** Reads a page, and where that gives nearly nothing, reads it again turned by quarters. */
final class AnyWayUp {
  /** A right way up page seldom has less mean confidence than this, a wrong one seldom more. */
  private static final double POOR = 0.5;

  private AnyWayUp() {}

  /** One read of the page, turned by {@code quarters} first. */
  interface Attempt {
    OcrPage read(int quarters) throws OcrException, InterruptedException;
  }

  /** The first read that is not poor, else the best one that was done in time. */
  static OcrPage read(PrintTraits traits, Deadline deadline, Attempt attempt)
      throws OcrException, InterruptedException {
    int[] order = traits.skew().sideways() ? new int[] {1, 3, 0, 2} : new int[] {0, 2, 1, 3};
    OcrPage best = attempt.read(order[0]);
    Duration spent = deadline.limit().minus(deadline.left());
    for (int i = 1; i < order.length && poor(best, traits); i++) {
      if (deadline.left().compareTo(spent.multipliedBy(2)) < 0) {
        break;
      }
      OcrPage next = attempt.read(order[i]);
      best = next.expectedCharacters() > best.expectedCharacters() ? next : best;
    }
    return best;
  }

  private static boolean poor(OcrPage page, PrintTraits traits) {
    int characters = page.words().stream().mapToInt(OcrWord::weight).sum();
    return page.meanConfidence() < POOR || characters < 0.1 * traits.letters();
  }
}
