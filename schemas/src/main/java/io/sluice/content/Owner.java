package io.sluice.content;

import io.sluice.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Whose content it is. What belongs to one document of one tenant lies together, is sealed with the
 * tenant's key and goes together: two documents never share a copy.
 */
public record Owner(String tenant, String documentId) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final int HASH_DIGITS = 32;

  /** The folder of the tenant in a store. */
  String tenantFolder() {
    return segment(tenant);
  }

  /** The folder of the document in that of its tenant; one of 256 lies between them. */
  String documentFolder() {
    return hash(documentId).substring(0, 2) + "/" + segment(documentId);
  }

  /**
   * A name as a file name: itself where it can be one, else {@code ~} and the beginning of its
   * SHA-256.
   */
  static String segment(String name) {
    return PLAIN.matcher(name).matches() ? name : "~" + hash(name).substring(0, HASH_DIGITS);
  }

  private static String hash(String name) {
    return Ids.sha256(name.getBytes(StandardCharsets.UTF_8));
  }
}
