package io.sluice.extractors.child;

import io.sluice.events.Reason;
import java.io.IOException;

/** The document breaks a rule; thrown from the depths of a parser's callbacks. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  RefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
