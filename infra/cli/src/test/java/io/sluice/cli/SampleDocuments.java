package io.sluice.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/**
 * Makes the documents that the demo feeds. All names, numbers and addresses are invented. Run it to
 * make them anew: {@code java … io.sluice.cli.SampleDocuments FOLDER}.
 */
final class SampleDocuments {
  /**
   * A line of a page: where it starts (points from the left and the top), how large, and what it
   * says.
   */
  record Line(float x, float y, float size, boolean bold, String text) {}

  private SampleDocuments() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Files.write(folder.resolve("01-station-invoice.pdf"), pdf(stationInvoice()));
    Files.write(folder.resolve("02-nda.docx"), nda());
    Files.writeString(folder.resolve("03-quarterly-report.html"), QUARTERLY_REPORT);
    Files.writeString(folder.resolve("04-mail-with-order.eml"), mail(pdf(stationOrder())));
    Files.write(folder.resolve("05-receipt-scan.jpg"), receiptScan());
    Files.write(folder.resolve("06-e-invoice.pdf"), electronicInvoice());
    Files.write(folder.resolve("07-locked.pdf"), locked(pdf(stationInvoice())));
    byte[] whole = pdf(stationOrder());
    Files.write(folder.resolve("08-broken.pdf"), Arrays.copyOf(whole, 300));
  }

  static List<Line> stationInvoice() {
    return List.of(
        new Line(50, 60, 16, true, "WQXB-TV  Channel 12"),
        new Line(50, 78, 9, false, "410 Harbour Road, Fairhaven, OH 44094"),
        new Line(430, 60, 18, true, "INVOICE"),
        new Line(360, 92, 9, true, "Invoice #:"),
        new Line(450, 92, 9, false, "228841-2"),
        new Line(360, 106, 9, true, "Invoice Date:"),
        new Line(450, 106, 9, false, "10/28/2024"),
        new Line(360, 120, 9, true, "Order / Contract #:"),
        new Line(450, 120, 9, false, "1593704"),
        new Line(50, 120, 9, true, "Advertiser:"),
        new Line(120, 120, 9, false, "Citizens for Clean Rivers"),
        new Line(50, 134, 9, true, "Product:"),
        new Line(120, 134, 9, false, "Issue 4 General Election"),
        new Line(50, 148, 9, true, "Agency:"),
        new Line(120, 148, 9, false, "Northlight Media Partners"),
        new Line(50, 162, 9, true, "Flight Dates:"),
        new Line(120, 162, 9, false, "10/14/2024 - 10/27/2024"),
        new Line(
            50,
            200,
            9,
            true,
            "Line   Start Date   End Date    Description              Spots     Rate        Amount"),
        new Line(
            50,
            216,
            9,
            false,
            "1      10/14/2024   10/20/2024  M-F 6a-7a News               10      $150.00     $1,500.00"),
        new Line(
            50,
            230,
            9,
            false,
            "2      10/14/2024   10/20/2024  M-F 5p-6p News               10      $275.00     $2,750.00"),
        new Line(
            50,
            244,
            9,
            false,
            "3      10/21/2024   10/27/2024  Su 7p-8p Prime                2      $900.00     $1,800.00"),
        new Line(360, 290, 10, true, "Gross Amount:"),
        new Line(470, 290, 10, false, "$6,050.00"),
        new Line(360, 306, 10, true, "Agency Commission:"),
        new Line(470, 306, 10, false, "$907.50"),
        new Line(360, 322, 10, true, "Net Amount Due:"),
        new Line(470, 322, 10, false, "$5,142.50"),
        new Line(
            50,
            700,
            8,
            false,
            "We warrant that the broadcasts above were made according to the official station log."));
  }

  private static List<Line> stationOrder() {
    return List.of(
        new Line(50, 60, 16, true, "KVLR 7  Contract Agreement"),
        new Line(50, 78, 9, false, "2200 Mesa Boulevard, Red Butte, NM 87301"),
        new Line(380, 92, 9, true, "Contract / Revision:"),
        new Line(480, 92, 9, false, "4471920 / 1"),
        new Line(380, 106, 9, true, "Print Date:"),
        new Line(480, 106, 9, false, "09/03/2024"),
        new Line(50, 110, 9, true, "Advertiser:"),
        new Line(130, 110, 9, false, "Hallward for Senate"),
        new Line(50, 124, 9, true, "Contract Dates:"),
        new Line(130, 124, 9, false, "09/09/2024 - 09/22/2024"),
        new Line(50, 138, 9, true, "Agency:"),
        new Line(130, 138, 9, false, "Bright Mesa Advertising"),
        new Line(
            50,
            180,
            9,
            true,
            "Line  Ch   Start Date  End Date   Description           Days     Spots/Week   Rate       Spots    Amount"),
        new Line(
            50,
            196,
            9,
            false,
            "1     KVLR 09/09/24    09/15/24   Morning News          MTWTF    15           $85.00      15      $1,275.00"),
        new Line(
            50,
            210,
            9,
            false,
            "2     KVLR 09/16/24    09/22/24   Late News             MTWTF    10           $210.00     10      $2,100.00"),
        new Line(350, 260, 10, true, "Totals      25 spots      Gross Amount"),
        new Line(520, 260, 10, false, "$3,375.00"),
        new Line(
            50,
            700,
            8,
            false,
            "Order confirmation. This agreement is subject to the station's standard terms."));
  }

  static byte[] pdf(List<Line> lines) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.LETTER);
      document.addPage(page);
      write(document, page, lines);
      return bytes(document);
    }
  }

  private static void write(PDDocument document, PDPage page, List<Line> lines) throws IOException {
    var plain = new PDType1Font(FontName.HELVETICA);
    var bold = new PDType1Font(FontName.HELVETICA_BOLD);
    try (var content = new PDPageContentStream(document, page)) {
      for (Line line : lines) {
        content.beginText();
        content.setFont(line.bold() ? bold : plain, line.size());
        content.newLineAtOffset(line.x(), page.getMediaBox().getHeight() - line.y());
        content.showText(line.text());
        content.endText();
      }
    }
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  private static byte[] locked(byte[] pdf) throws IOException {
    try (PDDocument document = org.apache.pdfbox.Loader.loadPDF(pdf)) {
      var policy =
          new StandardProtectionPolicy("owner-secret", "reader-secret", new AccessPermission());
      policy.setEncryptionKeyLength(128);
      document.protect(policy);
      return bytes(document);
    }
  }

  private static byte[] electronicInvoice() throws IOException {
    return hybrid(
        List.of(
            new Line(50, 60, 14, true, "Lindenhof Papier GmbH"),
            new Line(50, 76, 9, false, "Seestraße 4, 88212 Ravensburg"),
            new Line(50, 120, 10, false, "Kontor Alster KG"),
            new Line(50, 134, 10, false, "Am Fleet 9, 20459 Hamburg"),
            new Line(50, 190, 14, true, "Rechnung RE-2024-0917"),
            new Line(50, 210, 10, false, "Rechnungsdatum: 17.09.2024"),
            new Line(
                50, 250, 10, false, "40 Karton Kopierpapier A4      40 x 21,50      860,00 EUR"),
            new Line(350, 300, 10, false, "Netto          860,00 EUR"),
            new Line(350, 314, 10, false, "MwSt 19 %      163,40 EUR"),
            new Line(350, 328, 10, true, "Gesamt       1.023,40 EUR")),
        CROSS_INDUSTRY_INVOICE);
  }

  /** An A4 page that carries XML as hybrid invoices do. */
  static byte[] hybrid(List<Line> lines, String invoice) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      write(document, page, lines);
      byte[] xml = invoice.getBytes(StandardCharsets.UTF_8);
      PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(xml));
      file.setSubtype("text/xml");
      file.setSize(xml.length);
      PDComplexFileSpecification specification = new PDComplexFileSpecification();
      specification.setFile("factur-x.xml");
      specification.setFileUnicode("factur-x.xml");
      specification.setEmbeddedFile(file);
      PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
      tree.setNames(Map.of("factur-x.xml", specification));
      PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
      names.setEmbeddedFiles(tree);
      document.getDocumentCatalog().setNames(names);
      return bytes(document);
    }
  }

  private static byte[] nda() throws IOException {
    try (XWPFDocument document = new XWPFDocument()) {
      for (String paragraph : NDA.split("\n\n")) {
        document.createParagraph().createRun().setText(paragraph.replace('\n', ' '));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.write(out);
      return out.toByteArray();
    }
  }

  /** A till receipt, photographed a little askew on grainy paper. */
  private static byte[] receiptScan() throws IOException {
    BufferedImage image = new BufferedImage(620, 980, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(new Color(236, 236, 236));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.transform(AffineTransform.getRotateInstance(Math.toRadians(0.8), 310, 490));
    graphics.setColor(new Color(30, 30, 30));
    int y = 70;
    for (String line : RECEIPT.split("\n")) {
      boolean head = line.startsWith("*");
      graphics.setFont(new Font(Font.MONOSPACED, head ? Font.BOLD : Font.PLAIN, head ? 26 : 22));
      graphics.drawString(head ? line.substring(1) : line, 48, y);
      y += 36;
    }
    graphics.dispose();
    Random grain = new Random(7);
    for (int x = 0; x < image.getWidth(); x++) {
      for (int row = 0; row < image.getHeight(); row++) {
        int level = image.getRaster().getSample(x, row, 0) + (int) (grain.nextGaussian() * 9);
        image.getRaster().setSample(x, row, 0, Math.max(0, Math.min(255, level)));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }

  private static String mail(byte[] attachment) {
    return """
    Date: Tue, 03 Sep 2024 14:21:09 -0600
    From: Dana Whitlock <dana@brightmesa.example>
    To: traffic@kvlr.example
    Subject: Order for Hallward, weeks of 9/9 and 9/16
    Message-ID: <20240903142109.7731@brightmesa.example>
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="mesa-7731"

    --mesa-7731
    Content-Type: text/plain; charset=utf-8

    Hello,

    please find the signed order attached. Could you confirm the late news
    spots by Thursday?

    Thanks,
    Dana

    --mesa-7731
    Content-Type: application/pdf; name="order-4471920.pdf"
    Content-Disposition: attachment; filename="order-4471920.pdf"
    Content-Transfer-Encoding: base64

    %s
    --mesa-7731--
    """
        .formatted(Base64.getMimeEncoder().encodeToString(attachment))
        .replace("\r\n", "\n")
        .replace("\n", "\r\n");
  }

  private static final String RECEIPT =
      """
      *KEDAI BUNGA MAWAR SDN BHD
      (884213-W)
      NO 12, JALAN TELUK 3/5
      TAMAN SENTOSA
      40150 SHAH ALAM, SELANGOR
      GST ID: 001184327680

      *TAX INVOICE
      INV NO : CS-004418
      DATE : 14/03/2018  16:42

      ROSE BOUQUET 12S
        1 x 48.00            48.00
      GREETING CARD
        2 x 3.50              7.00
      RIBBON
        1 x 2.20              2.20

      SUBTOTAL               57.20
      ROUNDING                0.00
      *TOTAL RM           57.20
      CASH                   60.00
      CHANGE                  2.80

      THANK YOU, COME AGAIN
      """;

  private static final String NDA =
      """
      MUTUAL NON-DISCLOSURE AGREEMENT

      This Mutual Non-Disclosure Agreement (this "Agreement") is made and entered into as of March 4, 2024
      (the "Effective Date") by and between Tallgrass Robotics, Inc., a Delaware corporation, and Orrin Bay
      Logistics LLC, an Oregon limited liability company (each a "Party" and together the "Parties").

      1. Purpose. The Parties wish to explore a business relationship concerning automated warehouse
      equipment and, in connection with it, may disclose to each other certain confidential information.

      2. Confidential Information. "Confidential Information" means any information disclosed by a Party,
      directly or indirectly, in writing, orally or by inspection of tangible objects, that is designated as
      confidential or that reasonably should be understood to be confidential.

      3. Obligations. The receiving Party shall hold the Confidential Information in strict confidence, shall
      not disclose it to any third party and shall use it solely for the Purpose.

      4. Term. This Agreement shall remain in effect for a period of two (2) years from the Effective Date.
      The obligations of confidentiality survive its termination for three (3) years.

      5. Governing Law. This Agreement shall be governed by and construed in accordance with the laws of the
      State of Oregon, without regard to its conflict of laws principles.

      IN WITNESS WHEREOF, the Parties have executed this Agreement as of the Effective Date.

      TALLGRASS ROBOTICS, INC.     By: Mira Castellan, Chief Executive Officer

      ORRIN BAY LOGISTICS LLC      By: Jonas Reed, Managing Member
      """;

  private static final String QUARTERLY_REPORT =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:dei="http://xbrl.sec.gov/dei/2024" xmlns:us-gaap="http://fasb.org/us-gaap/2024" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12">
      <head><title>cmbr-20240930</title></head>
      <body>
      <div style="display:none"><ix:header><ix:hidden>
      <ix:nonNumeric name="dei:EntityCentralIndexKey" contextRef="c1" id="f1">0009901742</ix:nonNumeric>
      <ix:nonNumeric name="dei:AmendmentFlag" contextRef="c1" id="f2">false</ix:nonNumeric>
      </ix:hidden></ix:header></div>
      <p>UNITED STATES SECURITIES AND EXCHANGE COMMISSION</p>
      <p>FORM <ix:nonNumeric name="dei:DocumentType" contextRef="c1" id="f3">10-Q</ix:nonNumeric></p>
      <p>QUARTERLY REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934</p>
      <p>For the quarterly period ended <ix:nonNumeric name="dei:DocumentPeriodEndDate" contextRef="c1" format="ixt:date-monthname-day-year-en" id="f4">September 30, 2024</ix:nonNumeric></p>
      <p><ix:nonNumeric name="dei:EntityRegistrantName" contextRef="c1" id="f5">Cambria Tidewater Holdings, Inc.</ix:nonNumeric></p>
      <p>State of incorporation: <ix:nonNumeric name="dei:EntityIncorporationStateCountryCode" contextRef="c1" format="ixt-sec:stateprovnameen" id="f6">Delaware</ix:nonNumeric></p>
      <table><tr><td>Common Stock, $0.01 par value</td><td><ix:nonNumeric name="dei:TradingSymbol" contextRef="c1" id="f7">CMBR</ix:nonNumeric></td><td>New York Stock Exchange</td></tr></table>
      <p>Condensed consolidated balance sheets (in thousands)</p>
      <table><tr><td>Total assets</td><td>$ <ix:nonFraction name="us-gaap:Assets" contextRef="c1" unitRef="usd" scale="3" decimals="-3" id="f8">814,220</ix:nonFraction></td></tr></table>
      <p>Management's discussion and analysis of financial condition and results of operations follows.</p>
      </body>
      </html>
      """;

  static final String CROSS_INDUSTRY_INVOICE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
        <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
        <rsm:ExchangedDocument>
          <ram:ID>RE-2024-0917</ram:ID>
          <ram:TypeCode>380</ram:TypeCode>
          <ram:IssueDateTime><udt:DateTimeString format="102">20240917</udt:DateTimeString></ram:IssueDateTime>
        </rsm:ExchangedDocument>
        <rsm:SupplyChainTradeTransaction>
          <ram:IncludedSupplyChainTradeLineItem>
            <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
            <ram:SpecifiedTradeProduct><ram:Name>Kopierpapier A4</ram:Name></ram:SpecifiedTradeProduct>
            <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>21.50</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
            <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="CT">40</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
            <ram:SpecifiedLineTradeSettlement>
              <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>
              <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>860.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
            </ram:SpecifiedLineTradeSettlement>
          </ram:IncludedSupplyChainTradeLineItem>
          <ram:ApplicableHeaderTradeAgreement>
            <ram:SellerTradeParty><ram:Name>Lindenhof Papier GmbH</ram:Name></ram:SellerTradeParty>
            <ram:BuyerTradeParty><ram:Name>Kontor Alster KG</ram:Name></ram:BuyerTradeParty>
          </ram:ApplicableHeaderTradeAgreement>
          <ram:ApplicableHeaderTradeDelivery/>
          <ram:ApplicableHeaderTradeSettlement>
            <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
            <ram:ApplicableTradeTax><ram:CalculatedAmount>163.40</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>860.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>
            <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
              <ram:LineTotalAmount>860.00</ram:LineTotalAmount>
              <ram:TaxBasisTotalAmount>860.00</ram:TaxBasisTotalAmount>
              <ram:TaxTotalAmount currencyID="EUR">163.40</ram:TaxTotalAmount>
              <ram:GrandTotalAmount>1023.40</ram:GrandTotalAmount>
              <ram:DuePayableAmount>1023.40</ram:DuePayableAmount>
            </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
          </ram:ApplicableHeaderTradeSettlement>
        </rsm:SupplyChainTradeTransaction>
      </rsm:CrossIndustryInvoice>
      """;
}
