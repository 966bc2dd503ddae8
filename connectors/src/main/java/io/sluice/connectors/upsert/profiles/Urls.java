package io.sluice.connectors.upsert.profiles;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Texts in URLs, and in the quoted texts of query languages. */
final class Urls {
  private Urls() {}

  /** Percent-encoded, for one segment of a path or one value of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A text in OData's single quotes (OData 4.01 ABNF, {@code string}). */
  static String odataText(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A text in single quotes for SOQL. */
  static String soqlText(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
