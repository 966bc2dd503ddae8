package io.sluice.models;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Ends inference before the JVM ends. ONNX Runtime frees its environment in a shutdown hook, and
 * hooks run at once and unordered: a run under way would crash the JVM inside libonnxruntime. So
 * SIGTERM and SIGINT first wait for the runs, a fraction of a second, and then go their usual way.
 */
final class DrainOnSignal {
  private static final Logger LOG = LoggerFactory.getLogger(DrainOnSignal.class);
  private static final Collection<Encoder> ENCODERS = ConcurrentHashMap.newKeySet();
  private static final Set<String> SIGNALS = Set.of("TERM", "INT");
  private static boolean installed;

  private DrainOnSignal() {}

  static void watch(Encoder encoder) {
    ENCODERS.add(encoder);
    install();
  }

  static void forget(Encoder encoder) {
    ENCODERS.remove(encoder);
  }

  private static synchronized void install() {
    if (installed) {
      return;
    }
    installed = true;
    for (String name : SIGNALS) {
      try {
        Previous previous = new Previous();
        previous.handler =
            Signal.handle(
                new Signal(name),
                signal -> {
                  ENCODERS.forEach(Encoder::drain);
                  previous.handler.handle(signal);
                });
      } catch (IllegalArgumentException e) {
        // The JVM was started with -Xrs, or the platform has no such signal: whoever did that ends
        // the process.
        LOG.info("SIG{} is not ours to handle: {}", name, e.getMessage());
      }
    }
  }

  /** The handler that was there before; known only after ours is in place. */
  private static final class Previous {
    private volatile sun.misc.SignalHandler handler = sun.misc.SignalHandler.SIG_DFL;
  }
}
