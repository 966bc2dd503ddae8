package io.sluice.extractors;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Documents made for tests. */
final class Papers {
  static final String LINE =
      "Invoice 4711 of Meadow Mills Ltd for twelve sacks of flour, net 30 days";

  static final String CII =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
          xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
        <rsm:ExchangedDocument><ram:ID>4711</ram:ID></rsm:ExchangedDocument>
      </rsm:CrossIndustryInvoice>
      """;

  static final String UBL =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
          xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
        <cbc:ID>4711</cbc:ID><cbc:Note>Straße</cbc:Note>
      </Invoice>
      """;

  private Papers() {}

  /** What is done to a PDF before it is saved. */
  interface Touch {
    void to(PDDocument document, PDPage page) throws IOException;
  }

  /** A page of A4 with {@link #LINE} at 12 points, its baseline 100 points under the top edge. */
  static byte[] pdf(Touch touch) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      write(document, page, LINE, 72, PDRectangle.A4.getHeight() - 100);
      touch.to(document, page);
      return bytes(document);
    }
  }

  static byte[] pdf() throws IOException {
    return pdf((document, page) -> {});
  }

  static void write(PDDocument document, PDPage page, String text, float x, float y)
      throws IOException {
    write(document, page, text, x, y, 12);
  }

  static void write(PDDocument document, PDPage page, String text, float x, float y, float size)
      throws IOException {
    try (PDPageContentStream content =
        new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true)) {
      content.beginText();
      content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), size);
      content.newLineAtOffset(x, y);
      content.showText(text);
      content.endText();
    }
  }

  /** Pages that are nothing but an image of text, and a stamp such as registries print on scans. */
  static byte[] scan(int pages, String stamp) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < pages; i++) {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        var image = LosslessFactory.createFromImage(document, image(1240, 1754));
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.drawImage(
              image, 0, 0, page.getCropBox().getWidth(), page.getCropBox().getHeight());
        }
        write(document, page, stamp, 20, 20);
      }
      return bytes(document);
    }
  }

  static byte[] blankPdf() throws IOException {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage(PDRectangle.A4));
      return bytes(document);
    }
  }

  /** An e-invoice in the list of associated files alone, under a page that shows nothing. */
  static byte[] blankWithAssociated(String name, byte[] content) throws IOException {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage(PDRectangle.A4));
      var file = new PDComplexFileSpecification();
      file.setFile(name);
      file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(content)));
      var files = new org.apache.pdfbox.cos.COSArray();
      files.add(file.getCOSObject());
      document.getDocumentCatalog().getCOSObject().setItem(org.apache.pdfbox.cos.COSName.AF, files);
      return bytes(document);
    }
  }

  static byte[] encrypted(String userPassword) throws IOException {
    return pdf((document, page) ->
        document.protect(
            new StandardProtectionPolicy("owner", userPassword, new AccessPermission())));
  }

  /** A PDF that carries files. */
  static byte[] carrying(Map<String, byte[]> files) throws IOException {
    return pdf((document, page) -> {
      var specifications = new java.util.TreeMap<String, PDComplexFileSpecification>();
      for (var file : files.entrySet()) {
        var specification = new PDComplexFileSpecification();
        specification.setFile(file.getKey());
        specification.setEmbeddedFile(
            new PDEmbeddedFile(document, new ByteArrayInputStream(file.getValue())));
        specifications.put(file.getKey(), specification);
      }
      var tree = new PDEmbeddedFilesNameTreeNode();
      tree.setNames(specifications);
      var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
      names.setEmbeddedFiles(tree);
      document.getDocumentCatalog().setNames(names);
    });
  }

  static BufferedImage image(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 28));
    graphics.drawString("Received with thanks 118.00", 100, 200);
    graphics.drawString("Meadow Mills Limited", 100, 260);
    graphics.dispose();
    return image;
  }

  static byte[] png(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  static byte[] docx(String text) throws IOException {
    try (XWPFDocument document = new XWPFDocument();
        var bytes = new ByteArrayOutputStream()) {
      document.createParagraph().createRun().setText(text);
      document.write(bytes);
      return bytes.toByteArray();
    }
  }

  static byte[] zip(Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** A copy of an archive with another content of one entry. */
  static byte[] replacing(byte[] archive, String name, byte[] content) throws IOException {
    var files = new java.util.LinkedHashMap<String, byte[]>();
    try (var zip = new java.util.zip.ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    files.put(name, content);
    return zip(files);
  }

  /** A mail with a PDF and a logo of a few bytes. */
  static byte[] mail(byte[] attachment) throws IOException {
    return """
    From: Ada Miller <ada@meadow.example>
    To: billing@sluice.example
    Subject: =?UTF-8?Q?Rechnung_f=C3=BCr_Mehl?=
    Date: Tue, 3 Mar 2026 09:30:00 +0100
    Message-ID: <1@meadow.example>
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="cut"

    --cut
    Content-Type: text/plain; charset=utf-8

    Please find the invoice for the flour attached.
    --cut
    Content-Type: image/png; name="logo.png"
    Content-Disposition: inline; filename="logo.png"
    Content-ID: <logo>
    Content-Transfer-Encoding: base64

    %s
    --cut
    Content-Type: application/pdf; name="invoice.pdf"
    Content-Disposition: attachment; filename="invoice.pdf"
    Content-Transfer-Encoding: base64

    %s
    --cut--
    """
        .formatted(
            base64(png(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY))), base64(attachment))
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getMimeEncoder(76, "\n".getBytes(StandardCharsets.US_ASCII))
        .encodeToString(bytes);
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    var bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }
}
