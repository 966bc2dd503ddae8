package io.sluice.cli;

/** The arguments cannot be carried out; the message says which, why, and what to do. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
