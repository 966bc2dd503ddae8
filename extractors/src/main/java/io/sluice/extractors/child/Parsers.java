package io.sluice.extractors.child;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.csv.TextAndCSVParser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.TNEFParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.microsoft.xml.SpreadsheetMLParser;
import org.apache.tika.parser.microsoft.xml.WordMLParser;
import org.apache.tika.parser.odf.FlatOpenDocumentParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.txt.TXTParser;
import org.apache.tika.parser.xml.DcXMLParser;
import org.jspecify.annotations.Nullable;

/**
 * Tika, with the parsers of business documents alone. A list of what is read, so that a parser
 * which starts programs, opens databases or looks for Tesseract on the path cannot come in by
 * itself.
 */
final class Parsers {
  /** A format is not read for being built on one of these. */
  private static final Set<String> CONTAINERS =
      Set.of("application/zip", "application/x-tika-msoffice");

  private final Detector detector;
  private final CompositeParser parser;
  private final SeenHtmlParser html = new SeenHtmlParser();

  Parsers() {
    MimeTypes types = MimeTypes.getDefaultMimeTypes();
    detector = new DefaultDetector(types);
    List<Parser> parsers =
        List.of(
            new TXTParser(),
            new TextAndCSVParser(),
            new DcXMLParser(),
            html,
            new RTFParser(),
            new OfficeParser(),
            new OOXMLParser(),
            new TNEFParser(),
            new WordMLParser(),
            new SpreadsheetMLParser(),
            new OpenDocumentParser(),
            new FlatOpenDocumentParser(),
            new EpubParser(),
            new RFC822Parser());
    parser = new CompositeParser(types.getMediaTypeRegistry(), parsers);
  }

  /** The media type by content; name and hint only decide between what the content allows. */
  MediaType detect(Path file, @Nullable String fileName, @Nullable String hint) throws IOException {
    Metadata metadata = new Metadata();
    if (fileName != null) {
      metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, fileName);
    }
    MediaType hinted = hint == null ? null : MediaType.parse(hint);
    if (hinted != null) {
      metadata.set(Metadata.CONTENT_TYPE, hinted.toString());
    }
    try (TikaInputStream in = TikaInputStream.get(file)) {
      return detector.detect(in, metadata).getBaseType();
    }
  }

  /** The parser that reads the media type, or null. */
  @Nullable Parser parserOf(MediaType type) {
    Parser found = parser.getParsers().get(type);
    MediaType at = type;
    while (found == null) {
      at = parser.getMediaTypeRegistry().getSupertype(at);
      if (at == null || MediaType.OCTET_STREAM.equals(at) || CONTAINERS.contains(at.toString())) {
        return null;
      }
      found = parser.getParsers().get(at);
    }
    return found;
  }

  /** The parser of HTML inside other documents. */
  SeenHtmlParser html() {
    return html;
  }

  /** All of them, for the bodies of mails. */
  Parser all() {
    return parser;
  }
}
