package io.sluice.extractors.child;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.jspecify.annotations.Nullable;

/**
 * The runs of WordprocessingML (ECMA-376 part 1, 17.3.2) that Word does not show: marked as hidden,
 * in letters of a point, or white where nothing dark lies behind them.
 */
final class WordRuns {
  private static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  private static final String STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";

  /** Half points. */
  private static final int TINY = 3;

  private final Set<String> hidingStyles = new HashSet<>();
  private final Set<String> shadedStyles = new HashSet<>();

  /** An open paragraph, cell, table, text box or run. */
  private static final class Open {
    final String name;
    boolean shaded;
    boolean hidden;
    boolean white;

    Open(String name) {
      this.name = name;
    }
  }

  WordRuns(byte @Nullable [] styles) throws IOException {
    if (styles != null) {
      styles(styles);
    }
  }

  private void styles(byte[] xml) throws IOException {
    String style = "";
    try {
      XMLEventReader events = reader(new ByteArrayInputStream(xml));
      while (events.hasNext()) {
        if (events.nextEvent() instanceof StartElement start) {
          switch (name(start)) {
            case "style" -> style = value(start, "styleId", "");
            case "vanish" -> {
              if (isOn(start)) {
                hidingStyles.add(style);
              }
            }
            case "shd" -> {
              if (isDark(start)) {
                shadedStyles.add(style);
              }
            }
            default -> {}
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** Copies the XML without hidden words, if there is a target; how many characters those have. */
  int copyShown(InputStream xml, @Nullable OutputStream target) throws IOException {
    int hidden = 0;
    try {
      XMLEventReader events = reader(xml);
      XMLEventWriter writer =
          target == null
              ? null
              : XMLOutputFactory.newDefaultFactory().createXMLEventWriter(target, "UTF-8");
      Deque<Open> open = new ArrayDeque<>();
      boolean background = false;
      while (events.hasNext()) {
        XMLEvent event = events.nextEvent();
        if (event instanceof StartElement start) {
          background |= name(start).equals("background");
          started(start, open);
        } else if (event.isEndElement()) {
          String name = event.asEndElement().getName().getLocalPart();
          if (!open.isEmpty() && open.element().name.equals(name)) {
            open.pop();
          }
        } else if (event.isCharacters() && isHidden(open, background)) {
          hidden += event.asCharacters().getData().strip().length();
          continue;
        }
        if (writer != null) {
          writer.add(event);
        }
      }
      if (writer != null) {
        writer.close();
      }
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
    return hidden;
  }

  private void started(StartElement start, Deque<Open> open) {
    String name = name(start);
    switch (name) {
      case "p", "tc", "tbl", "txbxContent", "r" -> {
        Open element = new Open(name);
        element.shaded = name.equals("txbxContent");
        open.push(element);
      }
      case "pPr", "rPr", "tcPr", "tblPr" -> open.push(new Open(name));
      default -> property(name, start, open);
    }
  }

  /** A property belongs to the element around its list of properties. */
  private void property(String name, StartElement start, Deque<Open> open) {
    if (open.size() < 2 || !open.element().name.endsWith("Pr")) {
      return;
    }
    Open list = open.pop();
    Open owner = open.element();
    open.push(list);
    String value = value(start, "val", "");
    switch (name) {
      case "shd" -> owner.shaded |= isDark(start);
      case "highlight", "tblStyle" -> owner.shaded = true;
      case "vanish", "specVanish" -> owner.hidden |= isOn(start);
      case "sz" -> owner.hidden |= value.matches("\\d{1,4}") && Integer.parseInt(value) <= TINY;
      case "color" -> owner.white = isLight(value);
      case "rStyle", "pStyle" -> {
        owner.hidden |= hidingStyles.contains(value);
        owner.shaded |= shadedStyles.contains(value);
      }
      default -> {}
    }
  }

  private static boolean isHidden(Deque<Open> open, boolean background) {
    if (open.isEmpty() || !open.element().name.equals("r")) {
      return false;
    }
    Open run = open.element();
    boolean shaded = background || open.stream().anyMatch(element -> element.shaded);
    boolean paragraph =
        open.stream().filter(o -> o.name.equals("p")).limit(1).anyMatch(o -> o.hidden);
    return run.hidden || paragraph || (run.white && !shaded);
  }

  private static boolean isLight(String colour) {
    return colour.matches("[fF][0-9a-fA-F][fF][0-9a-fA-F][fF][0-9a-fA-F]");
  }

  private static boolean isDark(StartElement shade) {
    String fill = value(shade, "fill", "auto");
    return !(fill.equals("auto") || fill.isEmpty() || isLight(fill))
        || !value(shade, "themeFill", "").isEmpty();
  }

  private static boolean isOn(StartElement start) {
    return !Set.of("0", "false", "off").contains(value(start, "val", "1"));
  }

  /** The local name in Word's namespace; empty for elements of others. */
  private static String name(StartElement start) {
    String space = start.getName().getNamespaceURI();
    return W.equals(space) || STRICT.equals(space) ? start.getName().getLocalPart() : "";
  }

  private static String value(StartElement start, String name, String other) {
    for (String space : new String[] {W, STRICT}) {
      Attribute attribute = start.getAttributeByName(new QName(space, name));
      if (attribute != null) {
        return attribute.getValue();
      }
    }
    return other;
  }

  private static XMLEventReader reader(InputStream xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLEventReader(xml);
  }
}
