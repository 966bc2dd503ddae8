package io.sluice.extractors.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads again what a page's reading leaves unread or in doubt: entries by hand, type that touches a
 * rule, worn stamps. Only strips of such ink go through PP-OCR's recognition network, the tallest
 * first and {@value #MOST} at most, so a page costs a fraction of a reading by PP-OCR, and one
 * without doubts nothing.
 */
final class SecondLook {
  /** A word below this is in doubt. */
  static final double DOUBT = 0.8;

  /** A strip's reading counts from this confidence on; PP-OCR's are high by nature. */
  private static final double SURE = 0.8;

  private static final int MOST = 32;

  /** A single letter is a box to tick, a speck, or a part of what is written by hand. */
  private static final int LEAST_LETTERS = 2;

  /** A reading with fewer letters than this share of what it would replace has lost some. */
  private static final double ALL_LETTERS = 0.6;

  private final PpOcr ppOcr;

  SecondLook(PpOcr ppOcr) {
    this.ppOcr = ppOcr;
  }

  /** The page with what was read better; the page itself if nothing was. */
  OcrPage at(OcrPage page, GrayImage gray, PrintTraits traits, double dpi, Deadline deadline)
      throws OcrException, InterruptedException {
    List<OcrWord> sure = page.words().stream().filter(word -> !isDoubtful(word)).toList();
    List<OcrWord> words = new ArrayList<>(page.words());
    Pyramid pyramid = new Pyramid(gray);
    boolean better = false;
    for (TextRegion strip : UnreadInk.on(gray, dpi, traits, sure).stream().limit(MOST).toList()) {
      deadline.check();
      better |= replace(words, strip, dpi, ppOcr.line(pyramid, dpi, strip));
    }
    return better ? OcrPage.of(words, page.engine(), page.skewDegrees()) : page;
  }

  /** Whether the words of a strip took the place of those in doubt. */
  private static boolean replace(
      List<OcrWord> words, TextRegion strip, double dpi, List<OcrWord> read) {
    OcrPage line = OcrPage.of(read, "", 0);
    List<OcrWord> doubtful =
        words.stream()
            .filter(word -> isDoubtful(word) && isWithin(word.box(), strip, dpi))
            .toList();
    double before = OcrPage.of(doubtful, "", 0).meanConfidence();
    int letters = letters(read);
    if (!read.stream().allMatch(SecondLook::isLatin)
        || letters < Math.max(LEAST_LETTERS, ALL_LETTERS * letters(doubtful))
        || line.meanConfidence() < Math.max(SURE, before)
        || doubtful.stream().anyMatch(word -> isCutBy(strip, word.box(), dpi))) {
      return false;
    }
    if (doubtful.isEmpty()) {
      Box box = read.getFirst().box();
      int at = behind(words, box);
      boolean beside = at > 0 && isBeside(words.get(at - 1).box(), box);
      words.addAll(at, onLine(read, beside ? words.get(at - 1).line() : newLine(words)));
    } else {
      int at = words.indexOf(doubtful.getFirst());
      words.removeAll(doubtful);
      words.addAll(at, onLine(read, doubtful.getFirst().line()));
    }
    return true;
  }

  /** The network knows East Asian characters, too. */
  private static boolean isLatin(OcrWord word) {
    return word.text()
        .codePoints()
        .allMatch(c ->
            !Character.isLetter(c)
                || Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
  }

  private static int letters(List<OcrWord> words) {
    return words.stream().mapToInt(OcrWord::weight).sum();
  }

  /** Whether a strip holds a part of a word only. */
  private static boolean isCutBy(TextRegion strip, Box word, double dpi) {
    double slack = strip.across() / 3;
    return word.left() * dpi / 72 < strip.x() - strip.along() / 2 - slack
        || word.right() * dpi / 72 > strip.x() + strip.along() / 2 + slack;
  }

  static boolean isDoubtful(OcrWord word) {
    return word.confidence() < DOUBT || word.weight() < LEAST_LETTERS;
  }

  private static boolean isWithin(Box box, TextRegion strip, double dpi) {
    double x = (box.left() + box.right()) / 2 * dpi / 72 - strip.x();
    double y = (box.top() + box.bottom()) / 2 * dpi / 72 - strip.y();
    return Math.abs(x) < strip.along() / 2 && Math.abs(y) < strip.across() / 2;
  }

  /** Where a new word is read: behind the nearest one, or behind the line that it stands below. */
  private static int behind(List<OcrWord> words, Box box) {
    int nearest =
        IntStream.range(0, words.size())
            .boxed()
            .min(Comparator.comparingDouble(i -> distance(words.get(i).box(), box)))
            .orElse(-1);
    int at = nearest + 1;
    while (at > 0
        && at < words.size()
        && !isBeside(words.get(nearest).box(), box)
        && words.get(at).line() == words.get(nearest).line()) {
      at++;
    }
    return at;
  }

  /** In points; what is to the left of a place is nearer, and what is on its line. */
  private static double distance(Box word, Box box) {
    double apart = Math.max(0, Math.max(box.left() - word.right(), word.left() - box.right()));
    double below = Math.abs((word.top() + word.bottom()) / 2 - (box.top() + box.bottom()) / 2);
    return apart + 4 * below + (word.left() > box.left() ? box.height() : 0);
  }

  private static boolean isBeside(Box word, Box box) {
    double middle = (box.top() + box.bottom()) / 2;
    return middle > word.top() && middle < word.bottom();
  }

  private static int newLine(List<OcrWord> words) {
    return 1 + words.stream().mapToInt(OcrWord::line).max().orElse(-1);
  }

  private static List<OcrWord> onLine(List<OcrWord> words, int line) {
    return words.stream().map(word -> word.onLine(line)).toList();
  }

  void close() {
    ppOcr.close();
  }
}
