package io.sluice.streams;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a thread that died, a bounded number of times; then stops the client. The process is no
 * longer live and whoever supervises it starts a new one. Nothing is lost: what was not committed
 * is done again.
 */
final class Restarts implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);
  private final AtomicInteger left;

  Restarts(int most) {
    this.left = new AtomicInteger(most);
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable exception) {
    int remaining = left.getAndDecrement();
    if (remaining > 0) {
      LOG.error(
          "a stream thread died and is replaced; {} replacements left", remaining - 1, exception);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error("a stream thread died once too often; this client stops", exception);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
