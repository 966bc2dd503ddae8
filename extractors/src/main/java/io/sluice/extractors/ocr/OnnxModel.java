package io.sluice.extractors.ocr;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** A network with one image in and one tensor out, from the class path. Thread-safe. */
final class OnnxModel implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;

  private OnnxModel(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
    this.input = session.getInputNames().iterator().next();
  }

  static OnnxModel load(PinnedFile file) throws OcrException.Unavailable {
    byte[] bytes = file.read();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      // One core per call; the callers are the parallelism. Spinning would burn a second one.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Every page has another shape: plans and arenas would only hold the memory of the largest.
      options.setMemoryPatternOptimization(false);
      options.setCPUArenaAllocator(false);
      return new OnnxModel(environment, environment.createSession(bytes, options));
    } catch (OrtException | UnsatisfiedLinkError e) {
      throw new OcrException.Unavailable("the model " + file.path() + " does not load", e);
    }
  }

  /**
   * Runs the network.
   *
   * @param pixels [1, 3, height, width]
   * @return the only output, flat, with its shape
   */
  Result run(float[] pixels, int height, int width) throws OcrException {
    long[] shape = {1, 3, height, width};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      OnnxTensor out = (OnnxTensor) result.get(0);
      FloatBuffer buffer = out.getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return new Result(values, out.getInfo().getShape());
    } catch (OrtException e) {
      throw new OcrException.Failed(
          "ONNX Runtime failed on an image of " + width + "x" + height, e);
    }
  }

  /** A flat tensor. */
  record Result(float[] values, long[] shape) {}

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session does not close", e);
    }
  }
}
