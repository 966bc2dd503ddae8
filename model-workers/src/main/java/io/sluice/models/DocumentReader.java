package io.sluice.models;

import ai.onnxruntime.OrtException;
import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.models.Decoder.ModelReading;
import io.sluice.models.structure.StructureReader;
import io.sluice.models.structure.StructuredLines;
import io.sluice.models.structure.StructuredReading;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a parsed document: its class and the fields of that class. What the document carries in
 * machine-readable form is read first and needs no model; the model reads the rest. Thread-safe.
 */
public final class DocumentReader {
  private static final String OTHER = "other";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Bundle bundle;
  private final DocumentTypes types;
  private final Decoder decoder;

  /**
   * A prediction, and from what its confidences were made.
   *
   * @param signals field → signal → number, of what model and patterns read
   */
  record Read(Prediction prediction, Map<String, SortedMap<String, Double>> signals) {}

  private record Reading(
      List<ClassProbability> classes,
      List<ExtractedField> fields,
      Map<String, ModelReading> model,
      long gpuMillis) {
    /** One for which no model was asked. */
    Reading(List<ClassProbability> classes, List<ExtractedField> fields) {
      this(classes, fields, Map.of(), 0);
    }

    String type() {
      return classes.getFirst().getName();
    }
  }

  /** The bundle stays the caller's. */
  public DocumentReader(Bundle bundle, DocumentTypes types) {
    this.bundle = bundle;
    this.types = types;
    this.decoder = bundle.decoder();
  }

  /**
   * Reads one document. The prediction holds all classes and every field of the first; a field
   * without a value is absent, and its confidence says how sure that is.
   *
   * @throws OrtException if ONNX Runtime fails
   * @throws InterruptedException if the thread is interrupted between two windows
   */
  public Prediction read(ParsedContent document) throws OrtException, InterruptedException {
    return readWithSignals(document).prediction();
  }

  /** Likewise, with the signals. */
  Read readWithSignals(ParsedContent document) throws OrtException, InterruptedException {
    long began = System.nanoTime();
    long cpuBegan = cpuNanos();
    Optional<StructuredReading> structure =
        StructureReader.read(document.getStructures(), document.getText())
            .filter(found -> types.find(found.documentType()).isPresent());
    Reading reading =
        structure.isPresent() ? structured(structure.get(), document) : modelled(document);
    Optional<DocumentType> type = types.find(reading.type());
    StructuredLines lines = structure.map(StructuredReading::lines).orElse(null);
    LineItems items = type.map(t -> LineItemReading.read(t, lines, document)).orElse(null);
    List<ExtractedField> second = type.map(t -> SecondReadings.read(t, document)).orElse(List.of());
    Judged judged =
        type.map(t -> judged(t, reading, items, second, document))
            .orElseGet(() -> new Judged(reading.fields(), Map.of()));
    Prediction prediction =
        new Prediction(
            reading.classes(),
            judged.fields(),
            bundle.info(),
            (System.nanoTime() - began) / 1_000_000,
            // A run of the encoder uses the calling thread alone, so this is all of it.
            (cpuNanos() - cpuBegan) / 1_000_000,
            0L,
            items,
            second,
            List.of(),
            0L,
            0L,
            reading.gpuMillis());
    return new Read(prediction, judged.signals());
  }

  /** Chooses between what model, patterns and rows say, and says how sure that is. */
  private Judged judged(
      DocumentType type,
      Reading reading,
      @Nullable LineItems items,
      List<ExtractedField> second,
      ParsedContent document) {
    PatternReader patterns = new PatternReader(document);
    List<ExtractedField> chosen =
        ProvenTotals.apply(
            type,
            items,
            PatternReadings.apply(type, reading.fields(), document, patterns),
            second,
            document);
    Signals signals = new Signals(document, patterns, second);
    return Judged.of(type, chosen, reading.model(), signals, bundle.confidence());
  }

  private Reading modelled(ParsedContent document) throws OrtException, InterruptedException {
    List<Window> windows = bundle.windows().of(document);
    if (windows.isEmpty()) {
      return new Reading(StructuredFields.classes(OTHER, 0, bundle.labels().classes()), List.of());
    }
    long began = System.nanoTime();
    List<Logits> logits = bundle.encoder().run(windows);
    long millis = (System.nanoTime() - began) / 1_000_000;
    List<ClassProbability> classes = InvoiceByPage.apply(decoder.classes(logits), types, document);
    String type = classes.getFirst().getName();
    Map<String, ModelReading> read =
        decoder.fields(type, document, windows, logits).stream()
            .collect(Collectors.toMap(field -> field.field().getName(), Function.identity()));
    return new Reading(classes, inOrder(type, read), read, bundle.encoder().isOnGpu() ? millis : 0);
  }

  private Reading structured(StructuredReading structure, ParsedContent document) {
    String type = structure.documentType();
    List<FieldSpec> fields = types.find(type).orElseThrow().fields();
    return new Reading(
        StructuredFields.classes(
            type, StructuredFields.CLASS_CONFIDENCE, bundle.labels().classes()),
        fields.stream()
            .map(field -> StructuredFields.field(field.name(), structure, document))
            .toList());
  }

  /**
   * Every field of the type; one that the model has never learnt is absent for all it knows, which
   * is nothing.
   */
  private List<ExtractedField> inOrder(String type, Map<String, ModelReading> read) {
    if (types.find(type).isEmpty()) {
      return read.values().stream().map(ModelReading::field).toList();
    }
    List<ExtractedField> fields = new ArrayList<>();
    for (FieldSpec field : types.find(type).get().fields()) {
      fields.add(read.getOrDefault(field.name(), ModelReading.none(field.name())).field());
    }
    return fields;
  }

  private static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }
}
