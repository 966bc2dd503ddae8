package io.sluice.connectors.upsert;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every request carries. Never shown: it is the secret, or made of it.
 *
 * @param headers for every request
 * @param expires when it ends; null if that is not known
 */
public record Session(Map<String, String> headers, @Nullable Instant expires) {
  /** For targets that ask for nothing. */
  public static final Session NONE = new Session(Map.of(), null);

  public Session {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return "Session" + headers.keySet();
  }
}
