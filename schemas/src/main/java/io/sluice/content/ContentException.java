package io.sluice.content;

import io.sluice.events.ContentReference;
import org.jspecify.annotations.Nullable;

/** Referenced content could not be had. Only {@link Unavailable} is worth another try. */
public abstract sealed class ContentException extends Exception {
  private static final long serialVersionUID = 1L;

  private ContentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Nothing is stored at the URI. */
  public static final class Missing extends ContentException {
    private static final long serialVersionUID = 1L;

    public Missing(ContentReference reference) {
      super(
          "nothing is stored at "
              + reference.getUri()
              + ": the content was deleted or never written; store it again and replay the document",
          null);
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

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
