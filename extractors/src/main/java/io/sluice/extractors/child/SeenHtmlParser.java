package io.sluice.extractors.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.Set;
import org.apache.tika.detect.AutoDetectReader;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * HTML inside other documents, as a person sees it; Tika's own parser reads what is hidden too.
 * Tika's parser of mails looks for that one by its class, does not find it, and hands the HTML to
 * {@link EmbeddedParts}, which knows this one.
 */
final class SeenHtmlParser implements Parser {
  private static final long serialVersionUID = 1L;

  // Not every parser hands on a context; a child reads one document at a time.
  private transient @Nullable Report report;

  /** Tells to whom to report from now on. */
  void reportTo(Report next) {
    report = next;
  }

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(
        MediaType.TEXT_HTML,
        MediaType.application("xhtml+xml"),
        MediaType.application("vnd.wap.xhtml+xml"));
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
    xhtml.startDocument();
    xhtml.characters(text(stream, metadata));
    xhtml.endDocument();
  }

  /** The text that is seen; the stream stays open. */
  String text(InputStream stream, Metadata metadata) throws IOException, TikaException {
    Report to = report;
    if (to == null) {
      throw new IllegalStateException("no document is being read");
    }
    StringWriter html = new StringWriter();
    new AutoDetectReader(stream, metadata).transferTo(html);
    Document document = Jsoup.parse(html.toString());
    HtmlActions.find(document, to);
    return HtmlReader.text(document, to);
  }
}
