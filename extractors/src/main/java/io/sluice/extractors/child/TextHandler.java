package io.sluice.extractors.child;

import org.apache.tika.sax.ToTextContentHandler;
import org.xml.sax.SAXException;

/** Collects text up to a limit, then stops the parser. */
final class TextHandler extends ToTextContentHandler {
  private final StringBuilder text = new StringBuilder();
  private final int limit;
  private boolean full;

  TextHandler(int limit) {
    this.limit = limit;
  }

  /** Whether there was more text than the limit. */
  boolean full() {
    return full;
  }

  @Override
  public void characters(char[] characters, int start, int length) throws SAXException {
    int room = limit - text.length();
    text.append(characters, start, Math.min(length, room));
    if (length > room) {
      full = true;
      throw new SAXException("the text is longer than %,d characters".formatted(limit));
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
