package io.sluice.models;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's environment, one a process. Version 1.29 matches {@code /proc/self/cmdline} with a
 * recursive regular expression when it starts, at about 240 bytes of stack a character: with a
 * class path of 4,000 characters on the command line it overflows Java's usual 1 MB, and an
 * overflow in native code ends the JVM without a word. So it starts on a thread with a deep stack.
 */
final class OnnxRuntime {
  /**
   * Address space, not memory: only what is used becomes resident. Enough for a command line of
   * 280,000 characters.
   */
  private static final long STACK_BYTES = 64L << 20;

  private static @Nullable OrtEnvironment environment;

  private OnnxRuntime() {}

  // Not in the class's initialiser: the starting thread runs code of this class and would wait for
  // it for ever.
  static synchronized OrtEnvironment environment() {
    if (environment == null) {
      environment = start();
    }
    return environment;
  }

  private static OrtEnvironment start() {
    CompletableFuture<OrtEnvironment> started = new CompletableFuture<>();
    Runnable start =
        () -> {
          try {
            started.complete(OrtEnvironment.getEnvironment());
          } catch (RuntimeException | Error e) {
            started.completeExceptionally(e);
          }
        };
    new Thread(null, start, "sluice-onnxruntime-start", STACK_BYTES).start();
    return started.join();
  }
}
