package io.sluice.extractors;

import ai.onnxruntime.OrtEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads ONNX Runtime with room to spare. Version 1.29.0 matches the process's command line against
 * a pattern while it loads, one stack frame a character: a class path of 11 kB overflows the 1 MB
 * stack of an ordinary thread and takes the JVM down without a word.
 */
final class OnnxStart {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxStart.class);
  private static final long STACK_BYTES = 256L << 20;

  private OnnxStart() {}

  /** Returns when it is loaded, or cannot be: whoever needs it then says so. */
  static void load() throws InterruptedException {
    Thread thread = new Thread(null, OnnxStart::environment, "onnx-start", STACK_BYTES);
    thread.start();
    thread.join();
  }

  private static void environment() {
    try {
      LOG.debug("ONNX Runtime {}", OrtEnvironment.getEnvironment().getVersion());
    } catch (LinkageError | RuntimeException e) {
      LOG.info("ONNX Runtime does not load on this machine: {}", e.toString());
    }
  }
}
