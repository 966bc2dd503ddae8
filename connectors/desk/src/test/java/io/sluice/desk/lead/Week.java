package io.sluice.desk.lead;

import io.sluice.events.Authority;
import io.sluice.events.ClassProbability;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ModelInfo;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.EscalationPolicy;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.LineItemsPolicy;
import io.sluice.types.Pool;
import io.sluice.types.ReviewPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of a week at the desk, in the order of each topic. */
final class Week {
  static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");
  static final ModelInfo MODEL = new ModelInfo("micro-1", "1.1.0", "hash");
  static final DocumentTypes TYPES =
      DocumentTypes.of(
          List.of(
              type("bill", new ReviewPolicy(true, 1, null, "total")),
              type("slip", new ReviewPolicy(false, 1, null, null)),
              type("note", ReviewPolicy.PLAIN)));

  static {
    AvroTrust.grant();
  }

  private static final ContentReference NOTHING =
      new ContentReference("file:/nothing", "0".repeat(64), 0L);

  final List<ReviewRequested> requested = new ArrayList<>();
  final List<ReviewDecided> decided = new ArrayList<>();
  final List<DocumentCompleted> completed = new ArrayList<>();

  private static DocumentType type(String name, ReviewPolicy review) {
    return new DocumentType(
        name,
        List.of(
            new FieldSpec("total", FieldKind.PRICE, true, false),
            new FieldSpec("seller", FieldKind.NAME, true, false)),
        List.of(),
        Pool.CPU,
        0.01,
        true,
        false,
        EscalationPolicy.PEOPLE_ONLY,
        null,
        LineItemsPolicy.NONE,
        review);
  }

  /** Minutes after Monday, eight o'clock in London. */
  static Instant minute(long minutes) {
    return MONDAY.plusSeconds(60 * minutes);
  }

  static Prediction read(String type, Map<String, String> fields) {
    return Prediction.newBuilder()
        .setClasses(List.of(new ClassProbability(type, 0.9)))
        .setFields(fields(fields))
        .setModel(MODEL)
        .setWallMillis(1)
        .build();
  }

  private static List<ExtractedField> fields(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            ExtractedField.newBuilder()
                .setName(field.getKey())
                .setValue(field.getValue())
                .setRawConfidence(0.5)
                .setConfidence(0.5)
                .setReader(Reader.MODEL)
                .build())
        .toList();
  }

  void ask(
      String document,
      String task,
      ReviewPurpose purpose,
      @Nullable String type,
      @Nullable Prediction read,
      Instant at,
      Doubt... doubts) {
    requested.add(
        ReviewRequested.newBuilder()
            .setTaskId(task)
            .setDocumentId(document)
            .setTenant("acme")
            .setDataClass(DataClass.INTERNAL)
            .setDocumentType(type)
            .setDoubts(List.of(doubts))
            .setOriginal(NOTHING)
            .setContent(NOTHING)
            .setPrediction(read)
            .setRequestedAt(at)
            .setPurpose(purpose)
            .build());
  }

  void decide(
      String document,
      String task,
      String reviewer,
      Verdict verdict,
      @Nullable String type,
      Map<String, String> fields,
      Instant at) {
    decided.add(
        ReviewDecided.newBuilder()
            .setTaskId(task)
            .setDocumentId(document)
            .setVerdict(verdict)
            .setDocumentType(type)
            .setFields(fields)
            .setReviewer(reviewer)
            .setDecidedAt(at)
            .setWorkMillis(30_000)
            .build());
  }

  void complete(
      String document,
      int revision,
      String type,
      Map<String, String> fields,
      Authority authority,
      Instant at) {
    completed.add(
        DocumentCompleted.newBuilder()
            .setDocumentId(document)
            .setRevision(revision)
            .setTenant("acme")
            .setSource("mail")
            .setDataClass(DataClass.INTERNAL)
            .setDocumentType(type)
            .setClassConfidence(0.9)
            .setConfidence(0.9)
            .setFields(fields(fields))
            .setOriginal(NOTHING)
            .setAuthority(authority)
            .setModel(MODEL)
            .setReceivedAt(at)
            .setCompletedAt(at)
            .build());
  }

  /** The same decision with one row. */
  static ReviewDecided withRow(ReviewDecided decision, String quantity, String total) {
    return ReviewDecided.newBuilder(decision)
        .setLineItems(
            LineItems.newBuilder()
                .setReader(Reader.PERSON)
                .setRows(
                    List.of(
                        LineItem.newBuilder()
                            .setDescription("Airtime")
                            .setQuantity(quantity)
                            .setLineTotal(total)
                            .build()))
                .setRowsRead(1)
                .build())
        .build();
  }
}
