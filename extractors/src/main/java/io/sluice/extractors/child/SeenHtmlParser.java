package io.sluice.extractors.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import org.apache.tika.detect.AutoDetectReader;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jsoup.Jsoup;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** HTML inside mails and books, as a person sees it; Tika's own parser reads what is hidden too. */
final class SeenHtmlParser extends JSoupParser {
  private static final long serialVersionUID = 1L;

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    StringWriter html = new StringWriter();
    // Not closed: the stream is the caller's.
    new AutoDetectReader(stream, metadata).transferTo(html);
    parseString(html.toString(), handler, metadata, context);
  }

  @Override
  public void parseString(
      String html, ContentHandler handler, Metadata metadata, ParseContext context)
      throws SAXException {
    Report report = context.get(Report.class);
    var document = Jsoup.parse(html);
    XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
    xhtml.startDocument();
    if (report != null) {
      HtmlActions.find(document, report);
      xhtml.characters(HtmlReader.text(document, report));
    }
    xhtml.endDocument();
  }
}
