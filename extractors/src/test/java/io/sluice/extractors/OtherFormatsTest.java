package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.events.PageSource;
import io.sluice.events.Reason;
import io.sluice.events.StructureKind;
import io.sluice.events.Word;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OtherFormatsTest {
  private static final String IXBRL =
      """
      <html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">
      <head><title>10-K</title></head><body>
      <div style="display:none"><ix:header><ix:hidden>
        <ix:nonNumeric contextRef="c1" name="dei:EntityCentralIndexKey">0000004711</ix:nonNumeric>
      </ix:hidden><ix:resources>
        <xbrli:context id="c1"></xbrli:context>
        <xbrli:context id="c2"><xbrli:segment>notes</xbrli:segment></xbrli:context>
      </ix:resources></ix:header></div>
      <p>For the year ended <ix:nonNumeric contextRef="c1" name="dei:DocumentPeriodEndDate"
        format="ixt:date-monthname-day-year-en" continuedAt="k">March 31,</ix:nonNumeric>
        <ix:continuation id="k">2026</ix:continuation></p>
      <table><tr><td><ix:nonNumeric contextRef="c1" name="dei:EntityIncorporationStateCountryCode"
        format="ixt-sec:stateprovnameen">Delaware</ix:nonNumeric></td>
        <td><ix:nonNumeric contextRef="c2" name="dei:TradingSymbol">MILL26</ix:nonNumeric></td>
        <td><ix:nonNumeric contextRef="c1" name="dei:TradingSymbol">MILL</ix:nonNumeric></td></tr></table>
      <script>alert('not text')</script></body></html>
      """;

  private static Bench bench;

  @BeforeAll
  static void open() throws Exception {
    bench = new Bench(new StillOcr());
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @Test
  void anOfficeFileHasWordsWithoutPlaces() throws Exception {
    var parsed = bench.parsed(Papers.docx(Papers.LINE), "letter.docx");
    assertThat(parsed.document().getMediaType())
        .isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    assertThat(parsed.document().getPageCount()).isZero();
    Word first = parsed.content().getWords().getFirst();
    assertThat(first.getText()).isEqualTo("Invoice");
    assertThat(first.getPage()).isZero();
    assertThat(first.getBox()).isNull();
  }

  @Test
  void theContentTellsTheTypeWhateverTheNameSays() throws Exception {
    assertThat(bench.parsed(Papers.pdf(), "letter.docx").document().getMediaType())
        .isEqualTo("application/pdf");
    assertThat(
            bench.rejected(
                new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0},
                "invoice.pdf"))
        .isEqualTo(Reason.UNSUPPORTED_TYPE);
  }

  @Test
  void inlineXbrlIsReadWithItsTransformations() throws Exception {
    var content = bench.parsed(IXBRL.getBytes(StandardCharsets.UTF_8), "report.htm").content();

    assertThat(content.getText())
        .contains("For the year ended March 31")
        .doesNotContain("alert", "0000004711");
    JsonNode facts = new ObjectMapper().readTree(Bench.structure(content, StructureKind.IXBRL));
    assertThat(facts.path("dei:DocumentPeriodEndDate").asText()).isEqualTo("2026-03-31");
    assertThat(facts.path("EntityIncorporationStateCountryCode").asText()).isEqualTo("DE");
    assertThat(facts.path("dei:EntityIncorporationStateCountryCode#raw").asText())
        .isEqualTo("Delaware");
    assertThat(facts.path("EntityCentralIndexKey").asText()).isEqualTo("0000004711");
    assertThat(facts.path("TradingSymbol").asText()).isEqualTo("MILL");
    assertThat(facts.path("dei:TradingSymbol#all").asText()).isEqualTo("MILL; MILL26");
  }

  @Test
  void aPlainXmlInvoiceIsAStructureAndText() throws Exception {
    byte[] latin = Papers.UBL.replace("UTF-8", "ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1);
    var content = bench.parsed(latin, "invoice.xml").content();
    assertThat(Bench.structure(content, StructureKind.UBL)).contains("Straße");
    assertThat(content.getText()).contains("4711", "Straße");
  }

  @Test
  void aMailKeepsItsHeadItsTextAndItsAttachments() throws Exception {
    var parsed = bench.parsed(Papers.mail(Papers.pdf()), "mail.eml");

    assertThat(parsed.document().getMediaType()).isEqualTo("message/rfc822");
    assertThat(Bench.structure(parsed.content(), StructureKind.MAIL))
        .startsWith("From: Ada Miller <ada@meadow.example>\r\n")
        .contains("Subject: =?UTF-8?Q?Rechnung_f=C3=BCr_Mehl?=")
        .doesNotContain("Please find");
    assertThat(parsed.content().getText())
        .contains("Subject: Rechnung für Mehl", "Please find the invoice");
    assertThat(parsed.document().getParts())
        .singleElement()
        .satisfies(part -> {
          assertThat(part.getFileName()).isEqualTo("invoice.pdf");
          assertThat(part.getMediaType()).isEqualTo("application/pdf");
          assertThat(part.getDocumentId()).isNotEqualTo("doc");
        });
    assertThat(Bench.codes(parsed)).containsExactly("PART_SKIPPED");
  }

  @Test
  void anImageIsAPageAsLargeAsItsResolutionSays() throws Exception {
    var parsed = bench.parsed(Papers.png(Papers.image(1240, 1754)), "receipt.png");
    var page = parsed.content().getPages().getFirst();
    assertThat(page.getSource()).isEqualTo(PageSource.OCR);
    // No resolution in the file: 150 pixels per inch are assumed.
    assertThat(page.getWidth()).isEqualTo(595.2f);
    assertThat(parsed.content().getText()).startsWith("Received");
  }

  @Test
  void aBrokenImageIsCorrupt() throws Exception {
    byte[] png = Papers.png(Papers.image(800, 600));
    assertThat(bench.rejected(Arrays.copyOf(png, 60), "a.png")).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void anExternalEntityIsNotFetched() throws Exception {
    Path secret = Files.writeString(bench.folder.resolve("secret.txt"), "TOPSECRET");
    for (String name : new String[] {"a.xml", "a.svg"}) {
      String root = name.endsWith("svg") ? "svg xmlns='http://www.w3.org/2000/svg'" : "note";
      String xml =
          "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM '%s'>]><%s><text>before &e; after</text></%s>"
              .formatted(secret.toUri(), root, root.split(" ", 2)[0]);
      ParseOutcome outcome = bench.parse(xml.getBytes(StandardCharsets.UTF_8), name);
      assertThat(outcome.toString()).doesNotContain("TOPSECRET");
    }
  }

  @Test
  void aDocxWithAnExternalEntityLeaksNothing() throws Exception {
    Path secret = Files.writeString(bench.folder.resolve("secret2.txt"), "TOPSECRET");
    byte[] docx = Papers.docx("harmless");
    byte[] hostile =
        Papers.replacing(
            docx,
            "word/document.xml",
            ("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM '%s'>]>"
                    + "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
                    + "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>")
                .formatted(secret.toUri())
                .getBytes(StandardCharsets.UTF_8));
    assertThat(bench.parse(hostile, "a.docx").toString()).doesNotContain("TOPSECRET");
  }

  @Test
  void thePartsOfAnArchiveBecomeDocumentsWithIdsOfTheirOwn() throws Exception {
    byte[] inner = Papers.zip(Map.of("deep.txt", "deep".getBytes(StandardCharsets.UTF_8)));
    byte[] zip = Papers.zip(Map.of("../../etc/inner.zip", inner));

    var first = bench.parsed(zip, "a.zip");
    var second = bench.parsed(zip, "a.zip");
    assertThat(first.document().getParts())
        .singleElement()
        .satisfies(part -> {
          assertThat(part.getFileName()).isEqualTo("inner.zip");
          assertThat(bench.stored(part)).isEqualTo(inner);
        });
    assertThat(first.document().getParts()).isEqualTo(second.document().getParts());
  }

  @Test
  void anArchiveAtTheDepthLimitIsNotUnpacked() throws Exception {
    byte[] zip = Papers.zip(Map.of("a.txt", "a".getBytes(StandardCharsets.UTF_8)));
    assertThat(bench.parse(zip, "a.zip", 1)).isInstanceOf(ParseOutcome.Parsed.class);
    assertThat(bench.parse(zip, "a.zip", 2).toString()).contains("TOO_DEEP");
    assertThat(bench.parse(Papers.pdf(), "a.pdf", 3).toString()).contains("TOO_DEEP");
  }

  @Test
  void tooManyPartsAndBombsAreRejected() throws Exception {
    var many = new java.util.TreeMap<String, byte[]>();
    for (int i = 0; i < 6; i++) {
      many.put(i + ".txt", "text".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(bench.rejected(Papers.zip(many), "many.zip")).isEqualTo(Reason.TOO_MANY_PARTS);
    assertThat(bench.rejected(Papers.zip(Map.of("zeros", new byte[16 << 20])), "bomb.zip"))
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void nothingAndTooMuchAreRejectedBeforeTheyAreOpened() throws Exception {
    assertThat(bench.rejected(new byte[0], "empty.pdf")).isEqualTo(Reason.EMPTY);
    assertThat(bench.rejected(new byte[(32 << 20) + 1], "large.pdf")).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void aWordWithoutEndIsReadInPieces() throws Exception {
    var parsed = bench.parsed("A".repeat(1_001).getBytes(StandardCharsets.UTF_8), "long.txt");
    assertThat(parsed.content().getWords()).hasSize(6);
    assertThat(parsed.content().getText()).startsWith("A".repeat(1_001));
    assertThat(Bench.codes(parsed)).containsExactly("WORDS_SPLIT");
  }

  @Test
  void longTextIsCutWithAWarning() throws Exception {
    var parsed = bench.parsed("word ".repeat(20_000).getBytes(StandardCharsets.UTF_8), "long.txt");
    assertThat(parsed.content().getText()).hasSize(50_000);
    assertThat(Bench.codes(parsed)).containsExactly("OUTPUT_TRUNCATED");
  }
}
