package io.sluice.desk.api;

/** A request that is not of the API's shape; the message says what it should be. */
public final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadRequest(String message) {
    super(message);
  }
}
