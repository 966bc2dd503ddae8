package io.sluice.schemas;

import io.sluice.events.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Deterministic identities. The same input always yields the same id, so that whatever is done
 * twice after a crash is recognised as the same thing.
 */
public final class Ids {
  private static final int ID_HEX_DIGITS = 32;

  private Ids() {}

  /** The SHA-256 of the bytes as 64 lower-case hexadecimal digits. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  /** The same of a file's bytes, without holding them in memory. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A fresh SHA-256 digest; every Java platform has one. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform must support SHA-256", e);
    }
  }

  /**
   * The default identity of a document: the same bytes from the same tenant are the same document.
   */
  public static String document(String tenant, String sha256) {
    return hash(tenant, sha256);
  }

  /** The identity of the part at {@code index} (from 0) of a container. */
  public static String child(String parentId, int index, String sha256) {
    return hash(parentId, Integer.toString(index), sha256);
  }

  /** The identity of a task, for instance {@code 4f…e1/parse/1}; attempts count from 1. */
  public static String task(String documentId, Stage stage, int attempt) {
    return documentId + "/" + stage.name().toLowerCase(Locale.ROOT) + "/" + attempt;
  }

  /**
   * The identity of a task in a later run of a document, for instance {@code
   * 4f…e1/replay-2/parse/1}: what was asked of an earlier run never answers it.
   *
   * @param replay which run; 0 for the first
   */
  public static String task(String documentId, int replay, Stage stage, int attempt) {
    return task(replay == 0 ? documentId : documentId + "/replay-" + replay, stage, attempt);
  }

  private static String hash(String... parts) {
    MessageDigest digest = digest();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // The length in front keeps ("ab", "c") apart from ("a", "bc").
      digest.update((byte) (bytes.length >>> 8));
      digest.update((byte) bytes.length);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_HEX_DIGITS);
  }
}
