package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.content.Owner;
import io.sluice.events.Box;
import io.sluice.events.ContentReference;
import io.sluice.events.PageImage;
import io.sluice.events.PageSlice;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reason;
import io.sluice.events.WantedPart;
import io.sluice.events.Word;
import io.sluice.extractors.ocr.OcrConfig;
import io.sluice.extractors.ocr.OcrEngines;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PageWorkTest {
  private static final Owner OWNER = new Owner("acme", "doc");
  private static final Path SAMPLES = Path.of("../infra/samples");
  private static Bench bench;
  private static PageWork pages;

  @BeforeAll
  static void open() throws Exception {
    bench = new Bench(OcrEngines.best(OcrConfig.DEFAULT));
    pages = new PageWork(bench.extractor);
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @Test
  void theWordsOfASampleLieOnItsPicture() throws Exception {
    fits(Files.readAllBytes(SAMPLES.resolve("01-station-invoice.pdf")), "application/pdf");
  }

  @Test
  void theWordsOfATurnedPageLieOnItsPicture() throws Exception {
    byte[] turned =
        Papers.pdf((document, page) -> {
          page.setRotation(90);
          page.setCropBox(new PDRectangle(20, 30, 500, 780));
        });
    PageImage page = fits(turned, "application/pdf");
    assertThat(page.getWidth()).isEqualTo(780);
    assertThat(page.getHeight()).isEqualTo(500);
  }

  @Test
  void theWordsThatOcrReadLieOnThePictureOfTheScan() throws Exception {
    fits(Files.readAllBytes(SAMPLES.resolve("05-receipt-scan.jpg")), "image/jpeg");
  }

  @Test
  void everyPageOfATiffIsDrawnAndNoneThatItLacks() throws Exception {
    List<PageImage> drawn = drawn(tiff(3), "image/tiff", 2, 9);
    assertThat(drawn).extracting(PageImage::getNumber).containsExactly(2, 3);
    // No resolution is told, so 150 dpi are assumed.
    assertThat(drawn.getFirst().getWidth()).isCloseTo(600 * 72 / 150f, within(0.1f));
    // Not drawn with more pixels than it has.
    assertThat(picture(drawn.getFirst()).getWidth()).isEqualTo(440);
  }

  @Test
  void theSameWishYieldsTheSameContents() throws Exception {
    byte[] pdf = Papers.pdf();
    assertThat(drawn(pdf, "application/pdf", 1, 1)).isEqualTo(drawn(pdf, "application/pdf", 1, 1));
    List<WantedPart> wish = List.of(part("a.pdf", slice(bench.store.put(OWNER, pdf), 1, 1)));
    assertThat(pages.cut(OWNER, wish)).isEqualTo(pages.cut(OWNER, wish));
  }

  @Test
  void aFormatWithoutPagesHasNoPictures() throws Exception {
    assertThat(drawn("Dear Sir".getBytes(StandardCharsets.UTF_8), "text/plain", 1, 3)).isEmpty();
    assertThat(drawn(Papers.docx("Dear Sir"), "application/msword", 1, 3)).isEmpty();
  }

  @Test
  void aPictureHasNoMorePixelsThanAllowed() throws Exception {
    byte[] poster = Papers.pdf((document, page) -> page.setMediaBox(new PDRectangle(9000, 9000)));
    PageImage page = drawn(poster, "application/pdf", 1, 1).getFirst();
    assertThat(page.getWidth()).isEqualTo(9000);
    BufferedImage picture = picture(page);
    assertThat((long) picture.getWidth() * picture.getHeight())
        .isBetween(3_000_000L, (long) Bench.LIMITS.pixels());
  }

  @Test
  void whatCannotBeOpenedIsARejectionAndTheNextDocumentIsDrawn() throws Exception {
    byte[] pdf = Papers.pdf();
    ContentReference broken = bench.store.put(OWNER, Arrays.copyOf(pdf, 40));
    assertThat(pages.draw(OWNER, broken, "application/pdf", 1, 1, 110))
        .isInstanceOfSatisfying(
            PagesOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.CORRUPT));
    ContentReference gone = new ContentReference(broken.getUri() + "0", broken.getSha256(), 40L);
    assertThat(pages.draw(OWNER, gone, "application/pdf", 1, 1, 110))
        .isInstanceOfSatisfying(
            PagesOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.CONTENT_MISSING));
    assertThat(drawn(pdf, "application/pdf", 1, 1)).hasSize(1);
  }

  @Test
  void aPacketIsSplitIntoDocumentsOfTheirOwn() throws Exception {
    ContentReference packet = bench.store.put(OWNER, packet("one", "two", "three"));
    var made =
        (PagesOutcome.Made)
            pages.cut(
                OWNER,
                List.of(
                    part("first.pdf", slice(packet, 1, 1)), part("rest.pdf", slice(packet, 2, 3))));

    assertThat(made.parts())
        .extracting(p -> p.getFileName())
        .containsExactly("first.pdf", "rest.pdf");
    assertThat(text(made.parts().get(0).getContent())).isEqualTo("one");
    byte[] rest = bench.store.get(made.parts().get(1).getContent());
    assertThat(text(made.parts().get(1).getContent())).isEqualTo("two\nthree");
    // Nothing of the first page is left in the second document, however deep.
    assertThat(new String(rest, StandardCharsets.ISO_8859_1)).doesNotContain("Launch");
    assertThat(Bench.codes(bench.parsed(rest, "rest.pdf"))).isEmpty();
    assertThat(made.parts().get(0).getDocumentId())
        .isNotEqualTo(made.parts().get(1).getDocumentId());
  }

  @Test
  void pagesOfSeveralDocumentsBecomeOne() throws Exception {
    ContentReference pdf = bench.store.put(OWNER, packet("one", "two"));
    ContentReference scan = bench.store.put(new Owner("acme", "other"), tiff(2));
    PageSlice image = new PageSlice(scan, "image/tiff", 2, 2);
    var made =
        (PagesOutcome.Made)
            pages.cut(OWNER, List.of(part(null, slice(pdf, 2, 2), image, slice(pdf, 1, 1))));

    try (PDDocument document =
        Loader.loadPDF(bench.store.get(made.parts().getFirst().getContent()))) {
      assertThat(document.getNumberOfPages()).isEqualTo(3);
      assertThat(document.getPage(1).getMediaBox().getWidth()).isCloseTo(288, within(0.5f));
      assertThat(new PDFTextStripper().getText(document)).startsWith("two").endsWith("one\n");
    }
  }

  @Test
  void pagesThatADocumentLacksCannotBeCut() throws Exception {
    ContentReference pdf = bench.store.put(OWNER, packet("one", "two"));
    assertThat(pages.cut(OWNER, List.of(part(null, slice(pdf, 2, 3)))))
        .isInstanceOfSatisfying(
            PagesOutcome.Rejected.class,
            rejected -> assertThat(rejected.message()).contains("2 to 3", "of 2"));
    ContentReference note = bench.store.put(OWNER, "Dear Sir".getBytes(StandardCharsets.UTF_8));
    assertThat(pages.cut(OWNER, List.of(part(null, new PageSlice(note, "text/plain", 1, 1)))))
        .isInstanceOfSatisfying(
            PagesOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.UNSUPPORTED_TYPE));
  }

  /** Every word's box holds ink, and a frame around all of them holds nearly all ink there is. */
  private static PageImage fits(byte[] document, String mediaType) throws Exception {
    ParsedContent content = bench.parsed(document, "document").content();
    PageImage page = drawn(document, mediaType, 1, 1).getFirst();
    var parsed = content.getPages().getFirst();
    assertThat(page.getWidth()).isEqualTo(parsed.getWidth());
    assertThat(page.getHeight()).isEqualTo(parsed.getHeight());
    BufferedImage picture = picture(page);
    double scale = picture.getWidth() / page.getWidth();
    assertThat(content.getWords()).isNotEmpty();
    int inked = 0;
    for (Word word : content.getWords()) {
      Box box = word.getBox();
      inked += darkest(picture, box, scale) < 140 ? 1 : 0;
    }
    assertThat((double) inked / content.getWords().size()).isGreaterThan(0.97);
    return page;
  }

  private static int darkest(BufferedImage picture, Box box, double scale) {
    int darkest = 255;
    for (int y = (int) (box.getY0() * scale);
        y < Math.min(box.getY1() * scale, picture.getHeight());
        y++) {
      for (int x = (int) (box.getX0() * scale);
          x < Math.min(box.getX1() * scale, picture.getWidth());
          x++) {
        darkest = Math.min(darkest, picture.getRGB(x, y) >> 8 & 0xff);
      }
    }
    return darkest;
  }

  private static List<PageImage> drawn(byte[] document, String mediaType, int first, int last)
      throws Exception {
    ContentReference stored = bench.store.put(OWNER, document);
    PagesOutcome outcome = pages.draw(OWNER, stored, mediaType, first, last, 110);
    assertThat(outcome).isInstanceOf(PagesOutcome.Drawn.class);
    return ((PagesOutcome.Drawn) outcome).pages();
  }

  private static BufferedImage picture(PageImage page) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(bench.store.get(page.getImage())));
  }

  private static String text(ContentReference pdf) throws Exception {
    try (PDDocument document = Loader.loadPDF(bench.store.get(pdf))) {
      return new PDFTextStripper().getText(document).strip();
    }
  }

  private static WantedPart part(String name, PageSlice... slices) {
    return new WantedPart(name, List.of(slices));
  }

  private static PageSlice slice(ContentReference original, int first, int last) {
    return new PageSlice(original, "application/pdf", first, last);
  }

  /**
   * A page for each text; the first page is bound to the others by an action and to each by name.
   */
  private static byte[] packet(String... texts) throws Exception {
    try (PDDocument document = new PDDocument()) {
      for (String text : texts) {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        Papers.write(document, page, text, 72, 700);
        var link = new org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink();
        link.setRectangle(new PDRectangle(72, 700, 50, 20));
        link.setPage(document.getPage(0));
        var action = new org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch();
        link.setAction(action);
        page.setAnnotations(List.of(link));
      }
      var out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  private static byte[] tiff(int count) throws Exception {
    var out = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < count; i++) {
        writer.writeToSequence(new IIOImage(Papers.image(600, 400), null, null), null);
      }
      writer.endWriteSequence();
    }
    return out.toByteArray();
  }
}
