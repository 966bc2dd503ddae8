package io.sluice.extractors.child;

import io.sluice.events.StructureKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Knows an e-invoice by its root element; never resolves an entity. */
final class XmlInvoices {
  private static final String UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
  private static final XMLInputFactory FACTORY = factory();

  /** What the XML is, and its characters. */
  record Found(StructureKind kind, String content) {}

  private XmlInvoices() {}

  /** Empty if the bytes are no well-formed start of an XML document. OTHER: some other XML. */
  static Optional<Found> find(byte[] xml) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
      try {
        while (reader.hasNext()) {
          if (reader.next() == XMLStreamConstants.START_ELEMENT) {
            StructureKind kind = kindOf(reader.getNamespaceURI(), reader.getLocalName());
            return Optional.of(new Found(kind, decode(xml, reader)));
          }
        }
        return Optional.empty();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | IllegalArgumentException e) {
      // Not XML; the caller treats the bytes as any other part.
      return Optional.empty();
    }
  }

  private static StructureKind kindOf(
      @org.jspecify.annotations.Nullable String namespace, String root) {
    String space = namespace == null ? "" : namespace;
    if (root.equals("CrossIndustryInvoice") || root.equals("CrossIndustryDocument")) {
      return StructureKind.CII;
    }
    return space.startsWith(UBL) ? StructureKind.UBL : StructureKind.OTHER;
  }

  private static String decode(byte[] xml, XMLStreamReader reader) {
    String name = reader.getCharacterEncodingScheme();
    if (name == null) {
      name = reader.getEncoding();
    }
    Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    if (name != null && name.equalsIgnoreCase("UTF-16")) {
      charset = StandardCharsets.UTF_16;
    }
    String text = new String(xml, charset);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
