package io.sluice.streams.gate;

import io.sluice.config.ConfigException;
import io.sluice.events.Reader;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds of a model bundle, made by {@code sluice calibrate} from labelled data; none is
 * typed by hand.
 *
 * <pre>
 * version: 1
 * targetError: 0.01          # the share of accepted classes, and of accepted fields, that may be wrong
 * confidence: 0.95           # of the statistical bound
 * bundle: {name: micro-1, version: 1.0.0, fingerprint: …}   # whose readings were calibrated
 * readers: {STRUCTURE: {threshold: 0.99}}
 * classes:
 *   receipt:
 *     classThreshold: {threshold: 0.97, from: pool of all classes}
 *     fields:
 *       total: {threshold: 0.9, from: own labels}
 *       date: {infeasible: true, needed: 120}   # labels more; or reason: …
 * </pre>
 *
 * @param targetError the error rate that they hold, in (0, 1)
 * @param readers thresholds that hold for a reader whatever the field
 * @param classes by document type
 * @param bundle the {@link io.sluice.schemas.BundleVersion#fingerprint} of the bundle whose
 *     readings were calibrated; null if the file names none
 * @param hash SHA-256 of the gate file's text; null if they come from no file
 */
public record GateThresholds(
    double targetError,
    Map<Reader, Threshold> readers,
    Map<String, OfClass> classes,
    @Nullable String bundle,
    @Nullable String hash) {
  private static final Threshold UNKNOWN = new Threshold.Unknown();

  /** The thresholds of one class. */
  public record OfClass(Threshold ofClass, Map<String, Threshold> fields) {
    public OfClass {
      fields = Map.copyOf(fields);
    }
  }

  /** No bundle, no threshold: everything goes to people. */
  public static final GateThresholds NONE = new GateThresholds(1, Map.of(), Map.of());

  /** Thresholds of no bundle in particular. */
  public GateThresholds(
      double targetError, Map<Reader, Threshold> readers, Map<String, OfClass> classes) {
    this(targetError, readers, classes, null, null);
  }

  public GateThresholds {
    readers = Map.copyOf(readers);
    classes = Map.copyOf(classes);
  }

  /** The threshold of a class. */
  Threshold ofClass(String type) {
    OfClass thresholds = classes.get(type);
    return thresholds == null ? UNKNOWN : thresholds.ofClass();
  }

  /** The threshold of a field. */
  Threshold ofField(String type, String field) {
    OfClass thresholds = classes.get(type);
    return thresholds == null ? UNKNOWN : thresholds.fields().getOrDefault(field, UNKNOWN);
  }

  /** The threshold of a reader, if it has one of its own. */
  Optional<Threshold> ofReader(Reader reader) {
    return Optional.ofNullable(readers.get(reader));
  }

  /**
   * Reads the text of a gate file; {@code source} names it in messages.
   *
   * @throws ConfigException naming every problem
   */
  public static GateThresholds parse(String source, String yaml) {
    return GateFile.parse(source, yaml);
  }
}
