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
    URI location = URI.create(uri);
    if ("file".equals(location.getScheme())) {
      return new FolderContentStore(Path.of(location));
    }
    throw new IllegalArgumentException(
        "content store '" + uri + "': no store speaks this scheme; use file:/absolute/folder");
  }

  /** The URI that opens a store in a folder. */
  public static String uriOf(Path folder) {
    return folder.toAbsolutePath().normalize().toUri().toString();
  }
}
