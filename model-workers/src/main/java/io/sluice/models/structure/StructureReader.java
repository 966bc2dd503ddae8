package io.sluice.models.structure;

import io.sluice.events.StructuredPart;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the machine-readable parts of a document; the first part that declares a class speaks for
 * it. Thread-safe.
 */
public final class StructureReader {
  private static final Logger LOG = LoggerFactory.getLogger(StructureReader.class);

  private StructureReader() {}

  /**
   * What the parts say, or nothing where none of them declares a known class. Parts are hostile
   * input: a broken one is passed over. {@code text} is the document's, for values that a part
   * abridges.
   */
  public static Optional<StructuredReading> read(List<StructuredPart> parts, String text) {
    for (StructuredPart part : parts) {
      try {
        Optional<StructuredReading> reading = read(part, text);
        if (reading.isPresent()) {
          return reading;
        }
      } catch (UnreadablePartException e) {
        LOG.warn(
            "structured part '{}' ({}) is passed over, its document is read like any other: {}",
            part.getName(),
            part.getKind(),
            e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static Optional<StructuredReading> read(StructuredPart part, String text)
      throws UnreadablePartException {
    return switch (part.getKind()) {
      case CII -> CrossIndustryInvoice.read(Xml.parse(part.getContent()));
      case UBL -> UblDocument.read(Xml.parse(part.getContent()));
      case IXBRL -> InlineXbrl.read(part.getContent(), text);
      case MAIL -> MailHeaders.read(part.getContent());
      case OTHER -> Optional.empty();
    };
  }
}
