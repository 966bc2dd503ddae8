package io.sluice.extractors.child;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * What Tika finds inside a document: attachments of mails become parts; in office files, embedded
 * documents do and pictures do not.
 */
final class EmbeddedParts implements EmbeddedDocumentExtractor {
  /** Smaller pictures in a mail are logos and tracking pixels. */
  private static final int PICTURE_BYTES = 4 << 10;

  /** Smaller pictures are decoration where the mail shows them in its text. */
  private static final int INLINE_PICTURE_BYTES = 16 << 10;

  private static final Set<String> SIGNATURES =
      Set.of(
          "application/pkcs7-signature",
          "application/x-pkcs7-signature",
          "application/pgp-signature");

  private final Parsers parsers;
  private final boolean mail;
  private final boolean unpack;
  private final Report report;

  EmbeddedParts(Parsers parsers, boolean mail, boolean unpack, Report report) {
    this.parsers = parsers;
    this.mail = mail;
    this.unpack = unpack;
    this.report = report;
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    return true;
  }

  @Override
  public void parseEmbedded(
      InputStream in, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws IOException, SAXException {
    String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    if (mail && name == null && isHtml(metadata)) {
      body(in, handler, metadata);
      return;
    }
    String label = name == null ? "an unnamed part" : Names.last(name);
    if (!unpack) {
      report.notice(
          "TOO_DEEP",
          label + " was not unpacked: it lies deeper than the limit extractor.limits.depth");
      return;
    }
    Path part = report.newPart();
    Parts.copy(in, part, report);
    MediaType type = parsers.detect(part, name, metadata.get(Metadata.CONTENT_TYPE));
    if (isDecoration(type, Files.size(part), metadata)) {
      Files.delete(part);
      if (mail) {
        report.notice(
            "PART_SKIPPED", "%s (%s) is decoration or a signature".formatted(label, type));
      } else if (!type.getType().equals("image") && !isMacro(metadata)) {
        report.found(ActiveContent.EMBEDDED_FILE, "%s (%s)".formatted(label, type));
      }
      return;
    }
    report.part(name == null ? null : Names.last(name), type.toString(), part);
  }

  private static boolean isHtml(Metadata metadata) {
    return String.valueOf(metadata.get(Metadata.CONTENT_TYPE)).startsWith("text/html");
  }

  /** The text of the mail itself, not a part. */
  private void body(InputStream in, ContentHandler handler, Metadata metadata)
      throws IOException, SAXException {
    try {
      char[] text = parsers.html().text(in, metadata).toCharArray();
      handler.characters(text, 0, text.length);
    } catch (TikaException e) {
      throw new IOException(e);
    }
  }

  private boolean isDecoration(MediaType type, long size, Metadata metadata) {
    boolean picture = type.getType().equals("image");
    if (!mail) {
      return picture || !isDocument(type) || isMacro(metadata);
    }
    boolean inline =
        TikaCoreProperties.EmbeddedResourceType.INLINE
            .name()
            .equals(metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE));
    return SIGNATURES.contains(type.toString())
        || (picture && size < (inline ? INLINE_PICTURE_BYTES : PICTURE_BYTES));
  }

  private static boolean isMacro(Metadata metadata) {
    return TikaCoreProperties.EmbeddedResourceType.MACRO
        .name()
        .equals(metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE));
  }

  private boolean isDocument(MediaType type) {
    String name = type.toString();
    return name.equals("application/pdf")
        || ArchiveReader.reads(name)
        || (parsers.parserOf(type) != null && !name.endsWith("xml"));
  }
}
