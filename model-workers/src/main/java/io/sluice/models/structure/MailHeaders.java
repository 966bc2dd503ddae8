package io.sluice.models.structure;

import io.sluice.events.StructureKind;
import io.sluice.values.EncodedWords;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header block of a mail (RFC 5322): folded lines are joined, encoded words (RFC 2047) decoded.
 */
final class MailHeaders {
  private static final Map<String, String> FIELDS =
      Map.of("sender", "from", "to", "to", "subject", "subject", "date", "date");

  private MailHeaders() {}

  /** A block with neither sender nor subject nor date says too little to be called a mail. */
  static Optional<StructuredReading> read(String block) {
    Map<String, String> headers = headers(block);
    Values values = new Values();
    FIELDS.forEach((field, header) -> values.with(field, value(headers.get(header))));
    return values.asMap().isEmpty()
        ? Optional.empty()
        : Optional.of(new StructuredReading(StructureKind.MAIL, "email", values.asMap()));
  }

  /**
   * Header names in lower case to raw values; the first of a name counts, the block ends at an
   * empty line.
   */
  private static Map<String, String> headers(String block) {
    Map<String, String> headers = new HashMap<>();
    StringBuilder line = new StringBuilder();
    for (String next : block.strip().lines().toList()) {
      boolean folded = next.startsWith(" ") || next.startsWith("\t");
      if (folded) {
        line.append('\n').append(next);
      } else {
        keep(line, headers);
        line.setLength(0);
        line.append(next);
      }
      if (next.isBlank() && !folded) {
        break;
      }
    }
    keep(line, headers);
    return headers;
  }

  private static void keep(StringBuilder line, Map<String, String> headers) {
    int colon = line.indexOf(":");
    if (colon > 0) {
      headers.putIfAbsent(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1));
    }
  }

  private static String value(@Nullable String raw) {
    return raw == null ? "" : EncodedWords.decode(raw).strip().replaceAll("\\s+", " ");
  }
}
