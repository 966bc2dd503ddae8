package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.events.PageSource;
import io.sluice.events.Reason;
import io.sluice.events.StructureKind;
import io.sluice.events.Word;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PdfTest {
  private static final StillOcr OCR = new StillOcr();
  private static Bench bench;

  @BeforeAll
  static void open() throws Exception {
    bench = new Bench(OCR);
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @BeforeEach
  void forget() {
    OCR.shown.clear();
  }

  @Test
  void wordsStandWhereTheyWereWritten() throws Exception {
    byte[] pdf = Papers.pdf();
    var parsed = bench.parsed(pdf, "invoice.pdf");
    var content = parsed.content();

    assertThat(content.getText()).isEqualTo(Papers.LINE);
    assertThat(content.getPages())
        .singleElement()
        .satisfies(page -> {
          assertThat(page.getSource()).isEqualTo(PageSource.TEXT_LAYER);
          assertThat(page.getWidth()).isCloseTo(595.3f, within(0.1f));
          assertThat(page.getHeight()).isCloseTo(841.9f, within(0.1f));
        });
    Word first = content.getWords().getFirst();
    assertThat(first.getText()).isEqualTo("Invoice");
    assertThat(first.getPage()).isEqualTo(1);
    assertThat(first.getBox().getX0()).isCloseTo(72, within(0.5f));
    // Helvetica: Invoice is 3.168 em wide, capitals are 0.718 em high.
    assertThat(first.getBox().getX1()).isCloseTo(72 + 12 * 3.168f, within(2f));
    assertThat(first.getBox().getY0()).isCloseTo(100 - 12 * 0.718f, within(2f));
    assertThat(first.getBox().getY1()).isBetween(100f, 104f);
    assertThat(parsed.document().getMediaType()).isEqualTo("application/pdf");
    assertThat(bench.store.get(parsed.document().getOriginal())).isEqualTo(pdf);
  }

  @Test
  void aTurnedPageIsReadAsItIsShown() throws Exception {
    // Shown upright after a quarter turn clockwise: the text runs up the unturned page.
    byte[] turned = Papers.pdf((document, page) -> page.setRotation(90));
    var content = bench.parsed(turned, "turned.pdf").content();

    assertThat(content.getPages().getFirst().getWidth()).isCloseTo(841.9f, within(0.1f));
    // The line, horizontal in user space, now runs down the page, near its right edge.
    var box = content.getWords().getFirst().getBox();
    assertThat(box.getY0()).isCloseTo(72, within(1f));
    assertThat(box.getX0()).isBetween(736f, 742f);
    assertThat(box.getX1()).isBetween(748f, 752f);
  }

  @Test
  void linesAreReadFromTheTopWhateverTheOrderOfTheContent() throws Exception {
    byte[] pdf =
        Papers.pdf((document, page) -> Papers.write(document, page, "Meadow Mills", 72, 800));
    assertThat(bench.parsed(pdf, "a.pdf").content().getText())
        .isEqualTo("Meadow Mills\n" + Papers.LINE);
  }

  @Test
  void aCellDrawnAfterTheOneToItsRightIsAWordOfItsOwn() throws Exception {
    byte[] pdf =
        Papers.pdf((document, page) -> {
          for (int line = 0; line < 30; line++) {
            float y = 700 - 12 * line;
            Papers.write(document, page, "wheat and oats for the", 320, y);
            Papers.write(document, page, "barley and rye of this", 72, y);
          }
        });
    assertThat(bench.parsed(pdf, "a.pdf").content().getText())
        .contains("the barley")
        .doesNotContain("thebarley");
  }

  @Test
  void aStampOverALineLeavesTheLineReadable() throws Exception {
    byte[] pdf =
        Papers.pdf((document, page) ->
            Papers.write(document, page, "DUPLICATE", 80, PDRectangle.A4.getHeight() - 105, 30));
    assertThat(bench.parsed(pdf, "a.pdf").content().getText())
        .isEqualTo(Papers.LINE + "\nDUPLICATE");
  }

  @Test
  void aLargeTitleStaysWhereItStands() throws Exception {
    byte[] pdf =
        Papers.pdf((document, page) ->
            Papers.write(document, page, "INVOICE", 80, PDRectangle.A4.getHeight() - 60, 30));
    assertThat(bench.parsed(pdf, "a.pdf").content().getText()).isEqualTo("INVOICE\n" + Papers.LINE);
  }

  @Test
  void whatWasFilledIntoAFormIsRead() throws Exception {
    byte[] pdf =
        Papers.pdf((document, page) -> {
          PDAcroForm form = new PDAcroForm(document);
          document.getDocumentCatalog().setAcroForm(form);
          PDResources resources = new PDResources();
          resources.put(
              org.apache.pdfbox.cos.COSName.HELV,
              new PDType1Font(Standard14Fonts.FontName.HELVETICA));
          form.setDefaultResources(resources);
          PDTextField field = new PDTextField(form);
          field.setPartialName("registrant");
          field.setDefaultAppearance("/Helv 12 Tf 0 g");
          form.getFields().add(field);
          var widget = field.getWidgets().getFirst();
          widget.setRectangle(new PDRectangle(72, 600, 300, 20));
          widget.setPage(page);
          widget.setPrinted(true);
          page.setAnnotations(List.of(widget));
          field.setValue("Northwind Embassy");
        });
    var content = bench.parsed(pdf, "form.pdf").content();
    assertThat(content.getText()).contains("Northwind Embassy");
    assertThat(
            content.getWords().stream()
                .filter(word -> word.getText().equals("Northwind"))
                .findFirst()
                .orElseThrow()
                .getBox()
                .getX0())
        .isBetween(72f, 80f);
  }

  @Test
  void aScanIsReadByOcrThoughItBearsAStamp() throws Exception {
    var parsed =
        bench.parsed(Papers.scan(1, "Received by the registry 03/12/2026 8:28:15 AM"), "scan.pdf");

    assertThat(OCR.shown)
        .singleElement()
        .satisfies(shown -> {
          assertThat(shown.dpi()).isEqualTo(200);
          assertThat(shown.width()).isBetween(1653, 1655);
          assertThat(shown.darkest()).isLessThan(60);
        });
    var page = parsed.content().getPages().getFirst();
    assertThat(page.getSource()).isEqualTo(PageSource.OCR);
    assertThat(page.getOcrEngine()).isEqualTo("still");
    assertThat(parsed.content().getWords().getFirst().getConfidence()).isEqualTo(0.9f);
    assertThat(parsed.content().getText()).startsWith("Received\n118.00");
    assertThat(parsed.document().getOcrPageCount()).isEqualTo(1);
  }

  @Test
  void scannedPagesPastTheLimitAreNamedInAWarning() throws Exception {
    var parsed = bench.parsed(Papers.scan(5, "page"), "scan.pdf");
    assertThat(OCR.shown).hasSize(3);
    assertThat(parsed.document().getPageCount()).isEqualTo(5);
    assertThat(Bench.codes(parsed)).containsExactly("PAGES_NOT_READ");
    assertThat(parsed.document().getWarnings().getFirst().getMessage())
        .contains("2 scanned pages, from page 4 on");
  }

  @Test
  void anEmptyPageIsNoWorkForOcrAndNoDocument() throws Exception {
    assertThat(bench.rejected(Papers.blankPdf(), "blank.pdf")).isEqualTo(Reason.NO_TEXT);
    assertThat(OCR.shown).isEmpty();
  }

  @Test
  void anEInvoiceUnderAnEmptyPageIsReadAndTheEmptyPageIsSaid() throws Exception {
    var parsed =
        bench.parsed(
            Papers.blankWithAssociated(
                "factur-x.xml", Papers.CII.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            "blank.pdf");

    assertThat(parsed.content().getStructures()).hasSize(1);
    assertThat(Bench.codes(parsed)).containsExactly("NOTHING_SHOWN");
  }

  @Test
  void aPasswordToOpenIsARejectionAndAPasswordToEditIsNot() throws Exception {
    assertThat(bench.rejected(Papers.encrypted("secret"), "a.pdf")).isEqualTo(Reason.ENCRYPTED);
    assertThat(bench.parsed(Papers.encrypted(""), "a.pdf").content().getText())
        .isEqualTo(Papers.LINE);
  }

  @Test
  void aPdfCutOffAfterItsHeadIsCorrupt() throws Exception {
    assertThat(bench.rejected(Arrays.copyOf(Papers.pdf(), 40), "a.pdf")).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void morePagesThanAllowedAreARejection() throws Exception {
    byte[] pdf =
        Papers.pdf((document, page) -> {
          for (int i = 0; i < 20; i++) {
            document.addPage(new PDPage());
          }
        });
    var outcome = (ParseOutcome.Rejected) bench.parse(pdf, "long.pdf");
    assertThat(outcome.reason()).isEqualTo(Reason.TOO_MANY_PAGES);
    assertThat(outcome.message()).contains("21", "20", "extractor.limits.pages");
  }

  @Test
  void anEmbeddedInvoiceIsAStructureAndOtherFilesAreParts() throws Exception {
    byte[] pdf =
        Papers.carrying(
            Map.of(
                "factur-x.xml", Papers.CII.getBytes(StandardCharsets.UTF_8),
                "terms.txt", "Our terms of delivery".getBytes(StandardCharsets.UTF_8)));
    var parsed = bench.parsed(pdf, "invoice.pdf");

    assertThat(Bench.structure(parsed.content(), StructureKind.CII)).isEqualTo(Papers.CII);
    assertThat(parsed.document().getParts())
        .singleElement()
        .satisfies(part -> {
          assertThat(part.getFileName()).isEqualTo("terms.txt");
          assertThat(bench.stored(part))
              .asString(StandardCharsets.UTF_8)
              .isEqualTo("Our terms of delivery");
        });
  }
}
