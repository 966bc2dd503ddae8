package io.sluice.extractors.child;

import io.sluice.events.StructureKind;
import io.sluice.extractors.frames.ParseTask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/** Office files, mails, text and XML, by Tika: text without geometry, metadata, parts. */
final class TikaReader {
  private static final Set<String> MAIL =
      Set.of("message/rfc822", "message/x-emlx", "multipart/related");
  private static final String OUTLOOK = "application/vnd.ms-outlook";

  private final Parsers parsers;

  TikaReader(Parsers parsers) {
    this.parsers = parsers;
  }

  void read(Path file, MediaType type, Parser parser, ParseTask task, Report report)
      throws IOException, TikaException, SAXException {
    Metadata metadata = new Metadata();
    metadata.set(Metadata.CONTENT_TYPE, type.toString());
    if (task.fileName() != null) {
      metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, task.fileName());
    }
    boolean mail = MAIL.contains(type.toString()) || OUTLOOK.equals(type.toString());
    structure(file, type, task, report);
    SourceScan.find(file, type.toString(), report);
    Path seen = file;
    if (isZip(file)) {
      PackageScan.zip(file, report);
      seen = OfficeAsSeen.of(file, type.toString(), report);
    } else {
      PackageScan.ole(file, report);
    }

    TextHandler text = new TextHandler(report.limits().outputCharacters());
    ParseContext context = new ParseContext();
    context.set(Parser.class, parsers.all());
    parsers.html().reportTo(report);
    context.set(
        EmbeddedDocumentExtractor.class, new EmbeddedParts(parsers, mail, task.unpack(), report));
    try (TikaInputStream in = TikaInputStream.get(seen)) {
      parser.parse(in, new BodyContentHandler(text), metadata, context);
    } catch (SAXException | TikaException e) {
      if (!text.full()) {
        throw e;
      }
    }
    if (mail) {
      report.text(MailHeaders.lines(metadata));
    }
    report.text(text.toString());
    if (text.full()) {
      report.truncated();
    }
    for (String name : metadata.names()) {
      report.property(name, metadata.get(name));
    }
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(2);
      return head.length == 2 && head[0] == 'P' && head[1] == 'K';
    }
  }

  private static void structure(Path file, MediaType type, ParseTask task, Report report)
      throws IOException {
    String name = type.toString();
    if (MAIL.contains(name)) {
      report.structure(StructureKind.MAIL, task.fileName(), MailHeaders.block(file));
    } else if (name.endsWith("/xml") || name.endsWith("+xml")) {
      Optional<XmlInvoices.Found> found = XmlInvoices.find(Files.readAllBytes(file));
      if (found.isPresent() && found.get().kind() != StructureKind.OTHER) {
        report.structure(found.get().kind(), task.fileName(), found.get().content());
      }
    }
  }
}
