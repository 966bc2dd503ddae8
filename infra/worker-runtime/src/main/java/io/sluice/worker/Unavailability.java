package io.sluice.worker;

import io.sluice.schemas.RegistryException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Tells a service that does not answer from bytes that are wrong. */
final class Unavailability {
  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;

  private Unavailability() {}

  /** Whether the error says something about the world and nothing about the record. */
  static boolean in(Throwable error) {
    @Nullable Throwable cause = error;
    // Bounded, because a chain of causes may be a ring.
    for (int depth = 0; cause != null && depth < 16; depth++) {
      if (saysSo(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean saysSo(Throwable error) {
    return switch (error) {
      case RegistryException.Unavailable e -> true;
      // 401, 429 and the like: the registry's door is shut, the schema may well be behind it.
      case RegistryException.Refused e ->
          e.httpStatus() != NOT_FOUND && e.httpStatus() != UNPROCESSABLE;
      case RetriableException e -> true;
      case SocketException e -> true;
      case SocketTimeoutException e -> true;
      case UnknownHostException e -> true;
      case HttpTimeoutException e -> true;
      default -> false;
    };
  }
}
