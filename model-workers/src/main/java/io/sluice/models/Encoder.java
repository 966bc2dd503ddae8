package io.sluice.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model in an ONNX Runtime session. Inputs {@code input_ids} and {@code attention_mask} are
 * int64 {@code [batch, tokens]}, {@code bbox} is int64 {@code [batch, tokens, 4]}, {@code marks}
 * int64 {@code [batch, tokens, Marks.COUNT]}; outputs {@code class_logits} and {@code tag_logits}
 * are float32 {@code [batch, classes]} and {@code [batch, tokens, tags]}.
 *
 * <p>Thread-safe: all workers share one session. On a CPU each run uses one thread and one window:
 * batching equal lengths gains nothing there and padding costs, so throughput comes from the number
 * of calling threads. On a GPU windows of like length share a batch.
 */
final class Encoder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Encoder.class);
  private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "bbox", "marks");
  private static final Set<String> OUTPUTS = Set.of("class_logits", "tag_logits");

  /** Windows a GPU run holds at most; larger batches gain little on an encoder of this size. */
  private static final int GPU_BATCH = 32;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int batch;

  /**
   * Runs hold the read lock. Whoever closes waits for them: a session that is freed under a run
   * takes the JVM down.
   */
  private final ReentrantReadWriteLock running = new ReentrantReadWriteLock(true);

  private boolean closed;

  private Encoder(OrtEnvironment environment, OrtSession session, int batch) {
    this.environment = environment;
    this.session = session;
    this.batch = batch;
  }

  /** Whether its runs take a GPU. */
  boolean isOnGpu() {
    return batch == GPU_BATCH;
  }

  /**
   * Loads the model.
   *
   * @throws BundleException if it is no model of the expected shape, or the device is missing
   */
  static Encoder open(Path model, Device device) throws BundleException {
    OrtEnvironment environment = OnnxRuntime.environment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      // A spinning thread nearly doubles the CPU time of a run and speeds it up by nothing.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Windows differ in length: a memory plan for each of them would only fill the memory.
      options.setMemoryPatternOptimization(false);
      if (device == Device.GPU) {
        addCuda(options, model);
      }
      OrtSession session = environment.createSession(model.toString(), options);
      if (!session.getInputNames().equals(INPUTS)
          || !session.getOutputNames().containsAll(OUTPUTS)) {
        String found = session.getInputNames() + " to " + session.getOutputNames();
        session.close();
        throw new BundleException(
            model,
            "its model maps " + found + ", expected are " + INPUTS + " to " + OUTPUTS,
            "export it with the trainer of this version of Sluice");
      }
      Encoder encoder = new Encoder(environment, session, device == Device.GPU ? GPU_BATCH : 1);
      DrainOnSignal.watch(encoder);
      return encoder;
    } catch (OrtException e) {
      throw new BundleException(
          model,
          "ONNX Runtime cannot load it: " + e.getMessage(),
          "the file is no model, or one of a newer ONNX Runtime than " + environment.getVersion(),
          e);
    }
  }

  private static void addCuda(SessionOptions options, Path model) throws BundleException {
    try {
      options.addCUDA(0);
    } catch (OrtException e) {
      throw new BundleException(
          model,
          "pool 'gpu' needs CUDA, which ONNX Runtime cannot use here: " + e.getMessage(),
          "build with -Pgpu and install CUDA 12 and cuDNN 9, or set pool: cpu",
          e);
    }
  }

  /**
   * Runs the windows, each on its own length.
   *
   * @return one result a window, in the order of the windows
   * @throws InterruptedException if the thread is interrupted between two runs
   * @throws IllegalStateException if the encoder was closed
   */
  List<Logits> run(List<Window> windows) throws OrtException, InterruptedException {
    Logits[] results = new Logits[windows.size()];
    // By length, so that a batch holds windows of like length and pads little.
    List<Integer> order =
        IntStream.range(0, windows.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> windows.get(i).length()))
            .toList();
    for (int from = 0; from < order.size(); from += batch) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted between two runs of the encoder");
      }
      List<Integer> members = order.subList(from, Math.min(from + batch, order.size()));
      List<Logits> logits = runBatch(members.stream().map(windows::get).toList());
      for (int i = 0; i < members.size(); i++) {
        results[members.get(i)] = logits.get(i);
      }
    }
    return List.of(results);
  }

  private List<Logits> runBatch(List<Window> windows) throws OrtException {
    running.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder was closed, its process is about to end");
      }
      int tokens = windows.stream().mapToInt(Window::length).max().orElseThrow();
      LongBuffer ids = LongBuffer.allocate(windows.size() * tokens);
      LongBuffer mask = LongBuffer.allocate(windows.size() * tokens);
      LongBuffer boxes = LongBuffer.allocate(windows.size() * tokens * 4);
      LongBuffer marks = LongBuffer.allocate(windows.size() * tokens * Marks.COUNT);
      for (int row = 0; row < windows.size(); row++) {
        Window window = windows.get(row);
        for (int t = 0; t < window.length(); t++) {
          int at = row * tokens + t;
          ids.put(at, window.inputIds()[t]);
          mask.put(at, 1);
          boxes.put(at * 4, window.boxes()[t]);
          marks.put(at * Marks.COUNT, window.marks()[t]);
        }
      }
      long[] shape = {windows.size(), tokens};
      long[] boxShape = {windows.size(), tokens, 4};
      long[] markShape = {windows.size(), tokens, Marks.COUNT};
      try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids, shape);
          OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask, shape);
          OnnxTensor boxTensor = OnnxTensor.createTensor(environment, boxes, boxShape);
          OnnxTensor markTensor = OnnxTensor.createTensor(environment, marks, markShape);
          OrtSession.Result result =
              session.run(
                  Map.of(
                      "input_ids", idTensor,
                      "attention_mask", maskTensor,
                      "bbox", boxTensor,
                      "marks", markTensor),
                  OUTPUTS)) {
        float[][] classes = (float[][]) result.get("class_logits").orElseThrow().getValue();
        float[][][] tags = (float[][][]) result.get("tag_logits").orElseThrow().getValue();
        List<Logits> logits = new ArrayList<>();
        for (int row = 0; row < windows.size(); row++) {
          float[][] unpadded = Arrays.copyOf(tags[row], windows.get(row).length());
          logits.add(new Logits(classes[row], unpadded));
        }
        return logits;
      }
    } finally {
      running.readLock().unlock();
    }
  }

  /** Waits for runs under way, then frees the session. Later runs fail. Idempotent. */
  @Override
  public void close() {
    if (drain()) {
      DrainOnSignal.forget(this);
      try {
        session.close();
      } catch (OrtException e) {
        LOG.warn("the ONNX Runtime session could not be freed: {}", e.getMessage());
      }
    }
  }

  /**
   * Lets no further run begin and waits for those under way; whether this call was the one that
   * closed the door.
   */
  boolean drain() {
    running.writeLock().lock();
    try {
      boolean first = !closed;
      closed = true;
      return first;
    } finally {
      running.writeLock().unlock();
    }
  }
}
