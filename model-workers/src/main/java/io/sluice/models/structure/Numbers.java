package io.sluice.models.structure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Numbers of XML (xs:decimal). */
final class Numbers {
  private Numbers() {}

  /** The number without an exponent; null where there is none or the text is not one. */
  static @Nullable String plain(@Nullable Element element) {
    String text = Xml.text(element);
    try {
      return text == null || text.length() > 40 ? null : new BigDecimal(text).toPlainString();
    } catch (NumberFormatException e) {
      return null; // Senders write what they like; what is no number is not read.
    }
  }

  /** Whether a number as {@link #plain} writes it is one. */
  static boolean isOne(@Nullable String number) {
    return number != null && new BigDecimal(number).compareTo(BigDecimal.ONE) == 0;
  }
}
