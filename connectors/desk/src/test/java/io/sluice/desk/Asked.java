package io.sluice.desk;

import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.content.ParsedContents;
import io.sluice.events.Box;
import io.sluice.events.ClassProbability;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the life cycle asks people, with contents behind it. */
final class Asked {
  static {
    AvroTrust.grant();
  }

  private Asked() {}

  /** A doubtful receipt: "Total 118.00 Shop Kiosk" on one page. */
  static ReviewRequested receipt(ContentStore store, String documentId, Instant at)
      throws Exception {
    return of(
        store,
        documentId,
        "receipt",
        List.of(field("total", "118.00", 1), field("company", "Kiosk", 3)),
        List.of("Total", "118.00", "Shop", "Kiosk"),
        at);
  }

  /** A registration form with a person in it, once where it was read and once elsewhere. */
  static ReviewRequested personal(
      ContentStore store, String documentId, String type, String field, Instant at)
      throws Exception {
    return of(
        store,
        documentId,
        type,
        List.of(field(field, "Grace Hopper", 1)),
        List.of("Name", "Grace", "Hopper", "signed", "Hopper"),
        at);
  }

  static ReviewRequested of(
      ContentStore store,
      String documentId,
      @Nullable String type,
      List<ExtractedField> fields,
      List<String> words,
      Instant at)
      throws Exception {
    Owner owner = new Owner("acme", documentId);
    ContentReference original = store.put(owner, ("the bytes of " + documentId).getBytes("UTF-8"));
    ContentReference content = ParsedContents.store(store, owner, parsed(words));
    return ReviewRequested.newBuilder()
        .setTaskId(documentId + "/review/1")
        .setDocumentId(documentId)
        .setTenant("acme")
        .setDataClass(DataClass.INTERNAL)
        .setFileName(documentId + ".pdf")
        .setDocumentType(type)
        .setDoubts(
            List.of(
                new Doubt(fields.get(0).getName(), "FIELD_BELOW_THRESHOLD", "confidence 0.5 < 0.9"),
                new Doubt(null, "VALIDATOR_FAILED", "'" + fields.get(0).getValue() + "' is odd")))
        .setOriginal(original)
        .setContent(content)
        .setPrediction(
            Prediction.newBuilder()
                .setClasses(List.of(new ClassProbability(type == null ? "other" : type, 0.9)))
                .setFields(fields)
                .setModel(new ModelInfo("micro", "1", "0".repeat(64)))
                .setWallMillis(5)
                .build())
        .setRequestedAt(at.truncatedTo(ChronoUnit.MILLIS))
        .setReceivedAt(at.truncatedTo(ChronoUnit.MILLIS))
        .setPurpose(ReviewPurpose.DOUBT)
        .setSource("mail")
        .setMediaType("application/pdf")
        .setPageCount(1)
        .build();
  }

  /**
   * A value that stands at the word of this index, and where that one is a name, at the next, too.
   */
  static ExtractedField field(String name, String value, int word) {
    return ExtractedField.newBuilder()
        .setName(name)
        .setValue(value)
        .setRawConfidence(0.5)
        .setConfidence(0.5)
        .setReader(Reader.MODEL)
        .setPage(1)
        .setBox(box(word, word + value.split(" ").length - 1))
        .build();
  }

  private static Box box(int first, int last) {
    return new Box(50f * first, 100f, 50f * last + 40f, 110f);
  }

  private static ParsedContent parsed(List<String> texts) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < texts.size(); i++) {
      words.add(new Word(texts.get(i), 1, box(i, i), at, null));
      at += texts.get(i).length() + 1;
    }
    return new ParsedContent(
        String.join(" ", texts),
        List.of(
            Page.newBuilder()
                .setNumber(1)
                .setWidth(400)
                .setHeight(300)
                .setSource(PageSource.TEXT_LAYER)
                .build()),
        words,
        List.of(),
        Map.of());
  }
}
