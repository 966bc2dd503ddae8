package io.sluice.content;

import io.sluice.config.ConfigNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where contents are, and whether they are encrypted. All processes of a house have the same.
 *
 * @param store URI of the content store
 * @param keys URI of the tenants' keys; empty to store contents as they are
 */
public record ContentConfig(String store, Optional<String> keys) {
  /** Smaller documents travel inside the record. */
  private static final long INLINE = 512 * 1024;

  /** Contents as they are. */
  public static ContentConfig plain(String store) {
    return new ContentConfig(store, Optional.empty());
  }

  /**
   * Reads {@code contentStore} and {@code contentEncryption.keys}; the caller finishes the node.
   */
  public static ContentConfig from(ConfigNode node) {
    ConfigNode encryption = node.child("contentEncryption");
    String keys = encryption.optional("keys");
    if (keys != null && !isFolder(keys)) {
      encryption.problem(
          "keys",
          keys,
          "the URI of a folder that is there; './sluice keys create TENANT' makes it",
          "keys: file:/etc/sluice/keys");
    }
    return new ContentConfig(node.string("contentStore"), Optional.ofNullable(keys));
  }

  /**
   * Opens the store.
   *
   * @throws IllegalArgumentException if a URI speaks no scheme that is known here, or the folder of
   *     keys is not there
   */
  public ContentStore open() {
    return keys.isPresent() ? ContentStores.open(store, keys.get()) : ContentStores.open(store);
  }

  /**
   * The largest document that travels inside its record, in bytes. None does where contents are
   * encrypted: a record would carry it as it is.
   */
  public long inlineLimit() {
    return keys.isPresent() ? 0 : INLINE;
  }

  static boolean isFolder(String uri) {
    try {
      URI location = URI.create(uri);
      return "file".equals(location.getScheme()) && Files.isDirectory(Path.of(location));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
