package io.sluice.models.structure;

import org.jspecify.annotations.Nullable;

/** A machine-readable part is not what it claims to be. */
final class UnreadablePartException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadablePartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
