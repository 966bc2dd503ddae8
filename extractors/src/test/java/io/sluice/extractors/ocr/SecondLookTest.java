package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.FontMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SecondLookTest {
  private static final PpOcr ENGINE = PpOcr.asItComes();
  private static final FontMetrics METRICS =
      Pages.blank(1, 1).createGraphics().getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 36));
  private static final GrayImage PAGE = GrayImage.of(Pages.text(0));

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void whatIsInDoubtIsReadAgainInItsPlace() throws Exception {
    List<OcrWord> words = lines();
    words.set(1, new OcrWord("1ssue~|", words.get(1).box(), 0.3, 1));

    OcrPage better = look(words);

    assertThat(better.text().lines().toList().get(1).replace(" ", "")).contains("14March2026");
    assertThat(better.text()).doesNotContain("1ssue~|");
    assertThat(better.words()).containsAll(lines().subList(2, Pages.LINES.size()));
  }

  @Test
  void whatWasNotReadAtAllIsReadWhereItStands() throws Exception {
    List<OcrWord> words = lines();
    words.remove(4);

    List<String> text = look(words).text().lines().toList();

    assertThat(text).hasSize(Pages.LINES.size());
    assertThat(text.get(4).replace(" ", "")).contains("467.50");
  }

  @Test
  void aPageWithoutDoubtsStaysAsItIs() throws Exception {
    OcrPage page = OcrPage.of(lines(), "first", 0);

    assertThat(look(page)).isSameAs(page);
  }

  @Test
  void whatThisEngineReadsUnsurelyTooStays() throws Exception {
    OcrWord surer = new OcrWord("~~", new Box(0, 0, 10, 10), 0.1, 0);
    List<OcrWord> words = lines();
    words.add(0, surer);

    assertThat(look(words).words()).contains(surer);
  }

  private static OcrPage look(List<OcrWord> words) throws Exception {
    return look(OcrPage.of(words, "first", 0));
  }

  private static OcrPage look(OcrPage page) throws Exception {
    return new SecondLook(ENGINE)
        .at(page, PAGE, PrintTraits.of(PAGE), Pages.DPI, Deadline.in(Duration.ofSeconds(60)));
  }

  /** Each line of the page as one sure word. */
  private static List<OcrWord> lines() {
    List<OcrWord> words = new ArrayList<>();
    double scale = 72 / Pages.DPI;
    for (int i = 0; i < Pages.LINES.size(); i++) {
      String line = Pages.LINES.get(i);
      int baseline = Pages.baseline(i);
      Box box =
          new Box(
              105 * scale,
              (baseline - 34) * scale,
              (115 + METRICS.stringWidth(line)) * scale,
              (baseline + 12) * scale);
      words.add(new OcrWord(line.replace(' ', '_'), box, 0.99, i));
    }
    return words;
  }
}
