package io.sluice.models;

import ai.onnxruntime.OrtException;
import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
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
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private record Reading(
      List<ClassProbability> classes, List<ExtractedField> fields, long gpuMillis) {
    /** One for which no GPU was taken. */
    Reading(List<ClassProbability> classes, List<ExtractedField> fields) {
      this(classes, fields, 0);
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
    List<ExtractedField> fields =
        type.map(t ->
                ProvenTotals.apply(
                    t, items, PatternReadings.apply(t, reading.fields(), document), document))
            .orElse(reading.fields());
    return new Prediction(
        reading.classes(),
        fields,
        bundle.info(),
        (System.nanoTime() - began) / 1_000_000,
        // A run of the encoder uses the calling thread alone, so this is all of it.
        (cpuNanos() - cpuBegan) / 1_000_000,
        0L,
        items,
        type.map(t -> SecondReadings.read(t, document)).orElse(List.of()),
        List.of(),
        0L,
        0L,
        reading.gpuMillis());
  }

  private Reading modelled(ParsedContent document) throws OrtException, InterruptedException {
    List<Window> windows = bundle.windows().of(document);
    if (windows.isEmpty()) {
      return new Reading(StructuredFields.classes(OTHER, 0, bundle.labels().classes()), List.of());
    }
    long began = System.nanoTime();
    List<Logits> logits = bundle.encoder().run(windows);
    long millis = (System.nanoTime() - began) / 1_000_000;
    List<ClassProbability> classes =
        InvoiceByPage.apply(decoder.classes(logits), types, document);
    String type = classes.getFirst().getName();
    Map<String, ExtractedField> read =
        decoder.fields(type, document, windows, logits).stream()
            .collect(Collectors.toMap(ExtractedField::getName, Function.identity()));
    return new Reading(classes, inOrder(type, read), bundle.encoder().isOnGpu() ? millis : 0);
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
  private List<ExtractedField> inOrder(String type, Map<String, ExtractedField> read) {
    if (types.find(type).isEmpty()) {
      return List.copyOf(read.values());
    }
    List<ExtractedField> fields = new ArrayList<>();
    for (FieldSpec field : types.find(type).get().fields()) {
      ExtractedField found = read.get(field.name());
      fields.add(found != null ? found : Fields.absent(field.name(), Reader.MODEL, 0, 0));
    }
    return fields;
  }

  private static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }
}
