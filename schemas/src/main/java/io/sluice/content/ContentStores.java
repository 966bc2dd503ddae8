package io.sluice.content;

import java.net.URI;
import java.nio.file.Path;

/** Opens content stores by URI. */
public final class ContentStores {
  private ContentStores() {}

  /**
   * The store behind the URI: {@code file:/folder}, which is created if need be.
   *
   * @throws IllegalArgumentException if no store speaks the URI's scheme
   */
  public static ContentStore open(String uri) {
    return open(uri, Sealing.NONE);
  }

  /**
   * The same, with contents encrypted with the tenants' keys at the second URI, {@code
   * file:/folder}.
   *
   * @throws IllegalArgumentException if no store speaks the URI's scheme, or there is no such
   *     folder of keys
   */
  public static ContentStore open(String uri, String keys) {
    requireKeys(keys);
    return open(uri, new TenantSealing(new TenantKeyFolder(Path.of(URI.create(keys)))));
  }

  /**
   * Checks that keys can be at the URI.
   *
   * @throws IllegalArgumentException if it names no folder that is there
   */
  public static void requireKeys(String keys) {
    if (!ContentConfig.isFolder(keys)) {
      throw new IllegalArgumentException(
          "keys of contents '" + keys + "': no such folder; use file:/absolute/folder");
    }
  }

  private static ContentStore open(String uri, Sealing sealing) {
    URI location = URI.create(uri);
    if ("file".equals(location.getScheme())) {
      return new FolderContentStore(Path.of(location), sealing);
    }
    throw new IllegalArgumentException(
        "content store '" + uri + "': no store speaks this scheme; use file:/absolute/folder");
  }

  /** The URI that opens a store in a folder. */
  public static String uriOf(Path folder) {
    return folder.toAbsolutePath().normalize().toUri().toString();
  }
}
