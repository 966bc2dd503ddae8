package io.sluice.models.structure;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Hardened XML reading: no document type declaration, so no entities; no external access of any
 * kind. Names are compared without their namespaces, whose URIs differ between the versions of a
 * standard.
 */
final class Xml {
  /**
   * Longest part that is read, in characters; e-invoices with thousands of lines stay well below.
   */
  private static final int LONGEST = 16 << 20;

  private Xml() {}

  static Element parse(String content) throws UnreadablePartException {
    if (content.length() > LONGEST) {
      throw new UnreadablePartException(
          "XML of %d characters; at most %d are read".formatted(content.length(), LONGEST), null);
    }
    String text = content.strip();
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1).strip();
    }
    try {
      return builder().parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (SAXException e) {
      throw new UnreadablePartException("not well-formed XML: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnreadablePartException("XML refers to something outside: " + e.getMessage(), e);
    }
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new AssertionError("the JDK's own XML parser knows these features", e);
    }
  }

  /** The child elements of that local name, in order. */
  static List<Element> children(@Nullable Element parent, Set<String> names) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent == null ? null : parent.getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      if (node instanceof Element element && names.contains(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  static @Nullable Element child(@Nullable Element parent, String... names) {
    List<Element> found = children(parent, Set.of(names));
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The first element down the path of local names. */
  static @Nullable Element descend(@Nullable Element from, String... path) {
    Element at = from;
    for (String name : path) {
      at = child(at, name);
    }
    return at;
  }

  /** The element's text with white space folded; null where there is none. */
  static @Nullable String text(@Nullable Element element) {
    if (element == null) {
      return null;
    }
    String folded = element.getTextContent().strip().replaceAll("\\s+", " ");
    return folded.isEmpty() ? null : folded;
  }

  /** The parser's default handler prints to standard error. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException exception) {
      // A warning does not keep the part from being read.
    }

    @Override
    public void error(SAXParseException exception) throws SAXException {
      throw exception;
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
