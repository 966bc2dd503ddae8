package io.sluice.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.events.ModelInfo;
import io.sluice.schemas.BundleVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A verified model bundle: a folder of a model, its tokenizer and everything that its outputs mean.
 * It is refused where a file is missing, changed or not listed in {@code bundle.yaml}, or where the
 * model does not give the golden outputs for the golden inputs on this machine. Thread-safe.
 */
public final class Bundle implements AutoCloseable {
  static final String MANIFEST = "bundle.yaml";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelInfo info;
  private final Labels labels;
  private final Calibration calibration;
  private final Optional<FieldConfidence> confidence;
  private final WindowSettings settings;
  private final WordPieces wordPieces;
  private final Encoder encoder;

  private Bundle(
      ModelInfo info,
      Labels labels,
      Calibration calibration,
      Optional<FieldConfidence> confidence,
      WindowSettings settings,
      WordPieces wordPieces,
      Encoder encoder) {
    this.info = info;
    this.labels = labels;
    this.calibration = calibration;
    this.confidence = confidence;
    this.settings = settings;
    this.wordPieces = wordPieces;
    this.encoder = encoder;
  }

  /** {@link #open(Path, Device)} on the CPU. */
  public static Bundle open(Path folder) throws BundleException {
    return open(folder, Device.CPU);
  }

  /**
   * Verifies the bundle and loads it.
   *
   * @throws BundleException naming the file, the rule it breaks and the remedy
   */
  @SuppressWarnings("MustBeClosedChecker")
  public static Bundle open(Path folder, Device device) throws BundleException {
    Path root = folder.toAbsolutePath().normalize();
    Path manifestFile = root.resolve(MANIFEST);
    JsonNode manifest = tree(manifestFile, new YAMLMapper());
    SortedMap<String, String> files = BundleFiles.listed(manifestFile, manifest.path("files"));
    BundleFiles.verify(root, files);
    ModelInfo info =
        new ModelInfo(
            manifest.path("name").asText(root.getFileName().toString()),
            manifest.path("version").asText("unknown"),
            BundleFiles.hash(files));
    Labels labels = read(root.resolve("labels.json"), Labels::read);
    Calibration calibration = read(root.resolve("calibration.json"), Calibration::read);
    Optional<FieldConfidence> confidence =
        files.containsKey(BundleVersion.CONFIDENCE)
            ? Optional.of(read(root.resolve(BundleVersion.CONFIDENCE), FieldConfidence::read))
            : Optional.empty();
    WindowSettings settings = read(root.resolve("windows.json"), WindowSettings::read);
    WordPieces wordPieces = WordPieces.open(root.resolve("tokenizer.json"));
    Encoder encoder = Encoder.open(root.resolve("model.onnx"), device);
    Bundle bundle =
        new Bundle(info, labels, calibration, confidence, settings, wordPieces, encoder);
    try {
      Golden golden = read(root.resolve("golden.json"), Golden::read);
      golden.verify(root.resolve("golden.json"), labels, bundle.windows(), encoder);
      return bundle;
    } catch (BundleException | RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /**
   * Name, version and hash; the hash is a SHA-256 over the list of files, so that two bundles of
   * one name differ.
   */
  public ModelInfo info() {
    return info;
  }

  Labels labels() {
    return labels;
  }

  Decoder decoder() {
    return new Decoder(labels, calibration, settings.classWindows());
  }

  /** What makes one confidence of a field's signals; a bundle may have none. */
  Optional<FieldConfidence> confidence() {
    return confidence;
  }

  Windows windows() {
    return new Windows(settings, wordPieces);
  }

  Encoder encoder() {
    return encoder;
  }

  /** Waits for runs under way, then frees the native memory. */
  @Override
  public void close() {
    encoder.close();
    wordPieces.close();
  }

  private static <T> T read(Path file, Function<JsonNode, T> reader) throws BundleException {
    try {
      return reader.apply(tree(file, JSON));
    } catch (IllegalArgumentException e) {
      throw new BundleException(
          file,
          "not as this version of Sluice expects it: " + e.getMessage(),
          "export the bundle with the trainer of this version",
          e);
    }
  }

  private static JsonNode tree(Path file, ObjectMapper mapper) throws BundleException {
    if (!Files.isRegularFile(file)) {
      throw new BundleException(
          file, "missing", "point 'bundle' to a folder with a bundle.yaml, all of it");
    }
    try {
      return mapper.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new BundleException(
          file, "cannot be parsed: " + e.getOriginalMessage(), "export the bundle again", e);
    } catch (IOException e) {
      throw new BundleException(file, "cannot be read: " + e, "check its permissions", e);
    }
  }
}
