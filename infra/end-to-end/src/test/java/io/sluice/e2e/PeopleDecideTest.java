package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigNode;
import io.sluice.events.AuditDecision;
import io.sluice.events.AuditEntry;
import io.sluice.events.Box;
import io.sluice.events.ClassProbability;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ExtractedField;
import io.sluice.events.LifeStage;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ModelInfo;
import io.sluice.events.Place;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.local.LocalStack;
import io.sluice.schemas.Topics;
import io.sluice.streams.StreamsApp;
import io.sluice.streams.StreamsAppConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People who decide by topics alone, against a real broker and registry: rows and places, two
 * people, and a blind audit. The streams-app dies in between, its state stores with it.
 */
class PeopleDecideTest {
  private static final String BILL = "bill-with-rows";
  private static final String NOTE = "note-for-two";
  private static final String SLIP = "slip-in-the-sample";
  private static final Box BOX = new Box(10f, 20f, 60f, 32f);

  @TempDir Path folder;

  @Test
  void whatPeopleDecideLeavesAsRecordsOnceAndAsTheySaidIt() throws Exception {
    Path types = Files.createDirectory(folder.resolve("types"));
    Files.writeString(types.resolve("bill.yaml"), type("bill", "lineItems: expected"));
    Files.writeString(types.resolve("note.yaml"), type("note", "review: {fourEyes: true}"));
    Files.writeString(types.resolve("slip.yaml"), type("slip", "review: {audit: 1}"));
    try (LocalStack stack = LocalStack.start(folder.resolve("stack"));
        var hand = new ByHand(stack.clientConfig())) {
      try (StreamsApp app = app(stack, types, "first")) {
        read(hand, BILL, "bill", 0.5);
        read(hand, NOTE, "note", 0.5);
        read(hand, SLIP, "slip", 0.95);
        asked(hand, BILL + "/review/1", ReviewPurpose.DOUBT);
        asked(hand, NOTE + "/review/1", ReviewPurpose.DOUBT);
        ReviewRequested audit = asked(hand, SLIP + "/review/1", ReviewPurpose.AUDIT);
        assertThat(audit.getPrediction()).isNull();
        decide(hand, NOTE, "/review/1", "erika", "13.20").send();
        assertThat(asked(hand, NOTE + "/review/2", ReviewPurpose.SECOND_OPINION).getNotBy())
            .containsExactly("erika");
      }
      try (StreamsApp app = app(stack, types, "second")) {
        LineItem row =
            LineItem.newBuilder()
                .setQuantity("2")
                .setUnitPrice("6.60")
                .setLineTotal("13.20")
                .build();
        Pen bill = decide(hand, BILL, "/review/1", "erika", "13.20");
        bill.decision
            .setPlaces(Map.of("total", new Place(1, BOX)))
            .setLineItems(
                LineItems.newBuilder()
                    .setReader(Reader.PERSON)
                    .setRows(List.of(row))
                    .setRowsRead(1)
                    .build());
        bill.send();
        decide(hand, NOTE, "/review/2", "otto", "EUR 13,20").send();
        // People press twice, and senders send twice.
        for (int times = 0; times < 2; times++) {
          Pen slip = decide(hand, SLIP, "/review/1", "uwe", "13.20");
          slip.decision.setDocumentType("slip");
          slip.send();
        }
        hand.await(Map.of(BILL, LifeStage.COMPLETED, NOTE, LifeStage.COMPLETED));
        hand.await(
            Topics.COMPLETED,
            DocumentCompleted.class,
            record -> record.getDocumentId().equals(SLIP) && record.getRevision() == 2);
        hand.await(
            Topics.AUDIT,
            AuditEntry.class,
            entry -> entry.getDecision() == AuditDecision.CORRECTED);
      }
      Map<String, DocumentCompleted> records = new HashMap<>();
      for (DocumentCompleted record : hand.all(Topics.COMPLETED, DocumentCompleted.class)) {
        String name = record.getDocumentId() + " " + record.getRevision();
        assertThat(records.put(name, record)).as(name).isNull();
      }
      assertThat(records).containsOnlyKeys(BILL + " 1", NOTE + " 1", SLIP + " 1", SLIP + " 2");
      ExtractedField total = records.get(BILL + " 1").getFields().get(0);
      assertThat(total.getValue()).isEqualTo("13.20");
      assertThat(total.getBox()).isEqualTo(BOX);
      assertThat(records.get(BILL + " 1").getLineItems().getRows())
          .extracting(LineItem::getLineTotal)
          .containsExactly("13.20");
      assertThat(records.get(NOTE + " 1").getReviewer()).isEqualTo("otto");
      assertThat(records.get(SLIP + " 1").getFields().get(0).getValue()).isEqualTo("12.30");
      assertThat(records.get(SLIP + " 2").getFields().get(0).getValue()).isEqualTo("13.20");
    }
  }

  private static String type(String name, String more) {
    return """
    name: %s
    targetError: 0.01
    %s
    fields:
      total: {kind: price}
    """
        .formatted(name, more);
  }

  private StreamsApp app(LocalStack stack, Path types, String stateDir) throws Exception {
    Path gate =
        Files.writeString(
            folder.resolve("gate.yaml"),
            """
            version: 1
            targetError: 0.01
            classes:
              slip: {classThreshold: 0.9, fields: {total: 0.9}}
            """);
    ConfigNode node =
        ConfigNode.of(
            "people decide",
            Map.of(
                "kafka", stack.clientConfig(),
                "gate", gate.toString(),
                "types", types.toString(),
                "stateDir", folder.resolve(stateDir).toString()));
    StreamsAppConfig config = StreamsAppConfig.from(node);
    node.finish();
    return StreamsApp.start(config);
  }

  /** From received to predicted. */
  private static void read(ByHand hand, String id, String type, double confidence) {
    hand.send(Topics.RECEIVED, id, CaughtInTheMiddle.received(id));
    hand.send(Topics.PARSED, id, CaughtInTheMiddle.parsed(id, id + "/parse/1"));
    hand.await(Map.of(id, LifeStage.INFERRING));
    hand.send(
        Topics.PREDICTED,
        id,
        Predicted.newBuilder()
            .setTaskId(id + "/infer/1")
            .setDocumentId(id)
            .setOutcome(
                Prediction.newBuilder()
                    .setClasses(List.of(new ClassProbability(type, 0.99)))
                    .setFields(
                        List.of(
                            ExtractedField.newBuilder()
                                .setName("total")
                                .setValue("12.30")
                                .setRawConfidence(confidence)
                                .setConfidence(confidence)
                                .setReader(Reader.MODEL)
                                .build()))
                    .setModel(new ModelInfo("by-hand", "1", "abc"))
                    .setWallMillis(5)
                    .build())
            .setFinishedAt(Instant.now())
            .build());
  }

  private static ReviewRequested asked(ByHand hand, String taskId, ReviewPurpose purpose) {
    ReviewRequested task =
        hand.await(
            Topics.REVIEWS_REQUESTED, ReviewRequested.class, t -> t.getTaskId().equals(taskId));
    assertThat(task.getPurpose()).isEqualTo(purpose);
    return task;
  }

  /** A decision before it is sent. */
  private record Pen(ByHand hand, ReviewDecided.Builder decision) {
    void send() {
      ReviewDecided decided = decision.build();
      hand.send(Topics.REVIEWS_DECIDED, decided.getDocumentId(), decided);
    }
  }

  private static Pen decide(ByHand hand, String id, String task, String reviewer, String total) {
    return new Pen(
        hand,
        ReviewDecided.newBuilder()
            .setTaskId(id + task)
            .setDocumentId(id)
            .setVerdict(Verdict.CORRECT)
            .setFields(Map.of("total", total))
            .setReviewer(reviewer)
            .setDecidedAt(Instant.now()));
  }
}
