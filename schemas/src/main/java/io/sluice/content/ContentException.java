package io.sluice.content;

import io.sluice.events.ContentReference;
import org.jspecify.annotations.Nullable;

/** Referenced content could not be had. Only {@link Unavailable} is worth another try. */
public abstract sealed class ContentException extends Exception {
  private static final long serialVersionUID = 1L;

  private ContentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Nothing is stored at the URI, or its key is gone, which is the same. */
  public static final class Missing extends ContentException {
    private static final long serialVersionUID = 1L;

    public Missing(ContentReference reference) {
      super(
          "nothing is stored at "
              + reference.getUri()
              + ": the content was deleted or never written; store it again and replay the document",
          null);
    }

    private Missing(String message) {
      super(message, null);
    }

    static Missing keyGone(ContentReference reference, String tenant, String keys) {
      return new Missing(
          "%s is sealed with a key of the tenant '%s' that is not in %s: it was deleted, and the content with it; put the key back from a copy, or send the document again under a new key"
              .formatted(reference.getUri(), tenant, keys));
    }

    static Missing noKey(String tenant, String keys) {
      return new Missing(
          "the tenant '%s' has no key in %s, so its contents can't be kept: it was deleted or never made; './sluice keys create' makes one, then replay the document"
              .formatted(tenant, keys));
    }
  }

  /** What is stored there has another size or hash than the reference says. */
  public static final class Changed extends ContentException {
    private static final long serialVersionUID = 1L;

    public Changed(ContentReference reference, long size, String sha256) {
      super(
          "%s was changed: %d bytes with SHA-256 %s are referenced, %d bytes with %s are stored; send it as a new document"
              .formatted(
                  reference.getUri(), reference.getSize(), reference.getSha256(), size, sha256),
          null);
    }
  }

  /** The store did not answer; transient. */
  public static final class Unavailable extends ContentException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
