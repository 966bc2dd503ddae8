package io.sluice.connectors.upsert;

import java.io.IOException;

/** Carries requests. Thread-safe. */
interface Transport {
  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws IOException if none came, for whatever reason; the request may have had its effect
   */
  Reply send(Call call, Session session) throws IOException, InterruptedException;
}
