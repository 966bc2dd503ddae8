package io.sluice.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a wish to stop, and keeps the JVM alive until whoever opened it has
 * closed what it holds. No thread is interrupted: an interrupt in the middle of a file's or a log's
 * write would close the file.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch wished = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  Interruption() {
    hook =
        new Thread(
            () -> {
              wished.countDown();
              awaitClose();
            },
            "sluice-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether somebody wants it to stop. */
  boolean isWished() {
    return wished.getCount() == 0;
  }

  /** Waits until somebody wants it to stop. */
  void await() throws InterruptedException {
    wished.await();
  }

  private void awaitClose() {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Sluice did not stop within " + PATIENCE_SECONDS + " s; ending anyway.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (!isWished()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
