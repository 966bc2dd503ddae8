package io.sluice.streams;

import io.sluice.events.ChildPart;
import io.sluice.events.ClassProbability;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.ExtractedField;
import io.sluice.events.InlineContent;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParsedDocument;
import io.sluice.events.ParserInfo;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.ReviewDecided;
import io.sluice.events.StageFailure;
import io.sluice.events.Verdict;
import io.sluice.schemas.AvroTrust;
import io.sluice.schemas.Ids;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.streams.gate.Ladder;
import io.sluice.streams.gate.Ladders;
import io.sluice.streams.gate.Threshold;
import io.sluice.streams.life.Policy;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.LargerPool;
import io.sluice.types.Pool;
import io.sluice.types.ReviewPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records that tests are made of. The document is a receipt, unless a test says otherwise. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  public static final String ID = "doc-1";

  static {
    // Builders copy default values, and Avro makes objects of trusted classes only.
    AvroTrust.grant();
  }

  private Samples() {}

  public static DocumentReceived received() {
    return received(ID, "a receipt");
  }

  public static DocumentReceived received(String id, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return DocumentReceived.newBuilder()
        .setDocumentId(id)
        .setTenant("acme")
        .setSource("scanner")
        .setFileName("receipt.pdf")
        .setDataClass(DataClass.INTERNAL)
        .setContent(new InlineContent(ByteBuffer.wrap(bytes)))
        .setSha256(Ids.sha256(bytes))
        .setAttributes(Map.of("costCentre", "42"))
        .setReceivedAt(NOON)
        .build();
  }

  /** The document, handed in for another run of it. */
  public static DocumentReceived replayed(int replay) {
    return DocumentReceived.newBuilder(received()).setReplay(replay).build();
  }

  public static ContentReference reference(String what) {
    return new ContentReference(
        "file:/store/" + what, Ids.sha256(what.getBytes(StandardCharsets.UTF_8)), 1L);
  }

  public static ParsedDocument parsed(String... partIds) {
    return ParsedDocument.newBuilder()
        .setMediaType("application/pdf")
        .setOriginal(reference("original"))
        .setContent(reference("content"))
        .setPageCount(1)
        .setWordCount(2)
        .setParts(
            Arrays.stream(partIds)
                .map(id -> new ChildPart(id, id + ".pdf", "application/pdf", reference(id)))
                .toList())
        .setParser(new ParserInfo("tika", null, 1L, 0L))
        .build();
  }

  public static ExtractedField field(String name, String value, double confidence) {
    return field(name, value, confidence, Reader.MODEL);
  }

  public static ExtractedField field(String name, String value, double confidence, Reader reader) {
    return ExtractedField.newBuilder()
        .setName(name)
        .setValue(value)
        .setRawConfidence(confidence)
        .setConfidence(confidence)
        .setReader(reader)
        .build();
  }

  public static Prediction prediction(String type, double probability, ExtractedField... fields) {
    return Prediction.newBuilder()
        .setClasses(List.of(new ClassProbability(type, probability)))
        .setFields(List.of(fields))
        .setModel(new ModelInfo("micro", "1", "abc"))
        .setWallMillis(5)
        .build();
  }

  /** A row with a number and an amount. */
  public static LineItem.Builder lineItem(String number, String total) {
    return LineItem.newBuilder().setNumber(number).setLineTotal(total);
  }

  public static LineItems.Builder lineItems(Reader reader, LineItem.Builder... rows) {
    List<LineItem> items = Arrays.stream(rows).map(LineItem.Builder::build).toList();
    return LineItems.newBuilder().setReader(reader).setRows(items).setRowsRead(items.size());
  }

  /** A receipt that was read with this confidence in its total. */
  public static Prediction receipt(double totalConfidence) {
    return prediction(
        "receipt",
        0.99,
        field("company", "Acme Ltd", 0.98),
        field("date", "04/03/2026", 0.97),
        field("address", null, 0.96),
        field("total", "12.30", totalConfidence));
  }

  public static Prediction certain() {
    return receipt(0.95);
  }

  public static Prediction doubtful() {
    return receipt(0.5);
  }

  public static StageFailure failure(Reason reason) {
    return new StageFailure(reason, "it is broken; mend it", 1);
  }

  public static ReviewDecided decided(String taskId, Verdict verdict) {
    return decided(taskId, verdict, null, Map.of());
  }

  public static ReviewDecided decided(
      String taskId, Verdict verdict, String documentType, Map<String, String> fields) {
    return ReviewDecided.newBuilder()
        .setTaskId(taskId)
        .setDocumentId(taskId.substring(0, taskId.indexOf('/')))
        .setVerdict(verdict)
        .setDocumentType(documentType)
        .setFields(fields)
        .setReviewer("erika")
        .setDecidedAt(NOON)
        .build();
  }

  /** 0.9 for the class receipt and each of its fields; nothing for other classes. */
  public static GateThresholds thresholds() {
    Threshold least = new Threshold.AtLeast(0.9);
    return new GateThresholds(
        0.01,
        Map.of(),
        Map.of(
            "receipt",
            new GateThresholds.OfClass(
                least, Map.of("company", least, "date", least, "address", least, "total", least)),
            "other",
            new GateThresholds.OfClass(least, Map.of())));
  }

  /** A decision that corrects fields of the type in force. */
  public static ReviewDecided corrected(
      String taskId, String reviewer, Map<String, String> fields) {
    return ReviewDecided.newBuilder(decided(taskId, Verdict.CORRECT, null, fields))
        .setReviewer(reviewer)
        .build();
  }

  /** What an auditor says who reads a receipt as {@link #receipt} has it, but for the total. */
  public static ReviewDecided audited(String taskId, String reviewer, String total) {
    Map<String, String> fields = new HashMap<>();
    fields.put("company", "ACME Ltd.");
    fields.put("date", "2026-03-04");
    fields.put("address", null);
    fields.put("total", total);
    return ReviewDecided.newBuilder(decided(taskId, Verdict.CORRECT, "receipt", fields))
        .setReviewer(reviewer)
        .build();
  }

  /** A decision that puts these documents in the place of the one. */
  public static ReviewDecided replaced(String taskId, String reviewer, String... parts) {
    return ReviewDecided.newBuilder(decided(taskId, Verdict.REPLACE))
        .setReviewer(reviewer)
        .setParts(parsed(parts).getParts())
        .build();
  }

  /** The types that come with Sluice, receipts with this policy. */
  public static DocumentTypes types(ReviewPolicy forReceipts) {
    return DocumentTypes.of(
        DocumentTypes.shipped().all().stream()
            .map(type -> type.name().equals("receipt") ? with(type, forReceipts) : type)
            .toList());
  }

  private static DocumentType with(DocumentType type, ReviewPolicy review) {
    return new DocumentType(
        type.name(),
        type.fields(),
        type.validators(),
        type.pool(),
        type.targetError(),
        type.trustStructure(),
        type.alwaysReview(),
        type.escalation(),
        type.dataClass(),
        type.lineItems(),
        review);
  }

  /** Two rungs for receipts: "small" in the house, "large" outside. */
  public static Ladders ladders() {
    Ladder receipts =
        new Ladder(
            List.of(
                new Ladder.Rung("small", LargerPool.LLM, Map.of()),
                new Ladder.Rung("large", LargerPool.FRONTIER, Map.of())),
            0.9,
            new Threshold.AtLeast(0.9),
            0.5);
    return new Ladders(0.01, Map.of("receipt", receipts), null);
  }

  /** The same, said by a rung of the ladder. */
  public static Prediction by(String model, Prediction reading) {
    return Prediction.newBuilder(reading).setModel(new ModelInfo(model, "1", "abc")).build();
  }

  public static Policy policy(boolean frontier) {
    return policy(frontier, ReviewPolicy.PLAIN);
  }

  public static Policy policy(boolean frontier, ReviewPolicy forReceipts) {
    return new Policy(
        new Gate(types(forReceipts), thresholds()),
        Pool.CPU,
        ladders(),
        frontier ? EnumSet.of(LargerPool.FRONTIER) : EnumSet.noneOf(LargerPool.class),
        new Policy.Deadlines(
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(3),
            Duration.ofMinutes(5)),
        Duration.ofDays(30));
  }
}
