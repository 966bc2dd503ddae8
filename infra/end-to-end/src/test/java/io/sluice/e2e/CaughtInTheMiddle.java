package io.sluice.e2e;

import io.sluice.config.ConfigNode;
import io.sluice.events.ClassProbability;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.ExtractedField;
import io.sluice.events.InlineContent;
import io.sluice.events.LifeStage;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParsedDocument;
import io.sluice.events.ParserInfo;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.StageFailure;
import io.sluice.local.LocalStack;
import io.sluice.schemas.Ids;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import io.sluice.streams.StreamsApp;
import io.sluice.streams.StreamsAppConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A streams-app that is stopped in the middle of its work, with a document in every state. Workers
 * are played by hand: where their contents would be does not matter to the decisions.
 */
final class CaughtInTheMiddle {
  static final String PARSING = "caught-parsing";
  static final String INFERRING = "caught-inferring";
  static final String ESCALATED = "caught-escalated";
  static final String IN_REVIEW = "caught-in-review";
  static final String COMPLETED = "ended-completed";
  static final String REJECTED = "ended-rejected";

  /** Handed in, or answered, after the old streams-app had stopped. */
  static final String NOT_YET_SEEN = "caught-before-it-was-seen";

  static final String ANSWER_NOT_YET_SEEN = "caught-before-its-answer-was-seen";

  static final String UNREADABLE = "unreadable";

  private CaughtInTheMiddle() {}

  /** Stops the release that this runs with in the middle; its topics stay in the folder. */
  static void leaveIn(Path folder) throws Exception {
    try (LocalStack stack = LocalStack.start(folder.resolve("stack"))) {
      keepForEver(stack);
      try (var hand = new ByHand(stack.clientConfig())) {
        try (StreamsApp app = app(stack, folder)) {
          for (String id :
              List.of(
                  PARSING,
                  INFERRING,
                  ESCALATED,
                  IN_REVIEW,
                  COMPLETED,
                  REJECTED,
                  ANSWER_NOT_YET_SEEN)) {
            hand.send(Topics.RECEIVED, id, received(id));
          }
          hand.sendBytes(Topics.RECEIVED, UNREADABLE, new byte[] {0, 0, 0, 9, 9, 1});
          for (String id : List.of(INFERRING, ESCALATED, IN_REVIEW, COMPLETED)) {
            hand.send(Topics.PARSED, id, parsed(id, id + "/parse/1"));
          }
          hand.send(Topics.PARSED, REJECTED, parseFailed(REJECTED, REJECTED + "/parse/1"));
          hand.await(
              Map.of(
                  ESCALATED, LifeStage.INFERRING,
                  IN_REVIEW, LifeStage.INFERRING,
                  COMPLETED, LifeStage.INFERRING));
          predict(hand, Topics.PREDICTED, ESCALATED, "/infer/1", 0.5);
          predict(hand, Topics.PREDICTED, IN_REVIEW, "/infer/1", 0.5);
          predict(hand, Topics.PREDICTED, COMPLETED, "/infer/1", 0.95);
          hand.await(Map.of(IN_REVIEW, LifeStage.ESCALATED));
          predict(hand, Topics.ANSWERED, IN_REVIEW, "/escalate/1", 0.6);
          hand.await(
              Map.of(
                  PARSING, LifeStage.PARSING,
                  INFERRING, LifeStage.INFERRING,
                  ESCALATED, LifeStage.ESCALATED,
                  IN_REVIEW, LifeStage.IN_REVIEW,
                  COMPLETED, LifeStage.COMPLETED,
                  REJECTED, LifeStage.REJECTED,
                  ANSWER_NOT_YET_SEEN, LifeStage.PARSING));
        }
        hand.send(Topics.RECEIVED, NOT_YET_SEEN, received(NOT_YET_SEEN));
        hand.send(
            Topics.PARSED,
            ANSWER_NOT_YET_SEEN,
            parsed(ANSWER_NOT_YET_SEEN, ANSWER_NOT_YET_SEEN + "/parse/1"));
      }
    }
  }

  /** A gate that wants 0.9 of everything about receipts. */
  static Path gate(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("gate.yaml"),
        """
        version: 1
        targetError: 0.01
        classes:
          receipt:
            classThreshold: 0.9
            fields: {company: 0.9, date: 0.9, address: 0.9, total: 0.9}
        """);
  }

  /** A streams-app whose deadlines are further away than any test of this folder will be. */
  static StreamsApp app(LocalStack stack, Path folder) throws Exception {
    Path gate = gate(folder);
    Path ladder =
        Files.writeString(
            folder.resolve("ladder.yaml"),
            """
            version: 1
            targetError: 0.01
            types:
              receipt: {threshold: 0.9, askBelow: 0.9, echo: 0.5, rungs: {by-hand: {pool: frontier}}}
            """);
    String never = "36500d";
    ConfigNode node =
        ConfigNode.of(
            "caught in the middle",
            Map.of(
                "kafka", stack.clientConfig(),
                "gate", gate.toString(),
                "ladder", ladder.toString(),
                "frontier", Map.of("enabled", true),
                "deadlines", Map.of("parse", never, "infer", never, "frontier", never),
                "retention", never,
                "stateDir", folder.resolve("streams").toString()));
    StreamsAppConfig config = StreamsAppConfig.from(node);
    node.finish();
    return StreamsApp.start(config);
  }

  static DocumentReceived received(String id) {
    byte[] bytes = ("a receipt: " + id).getBytes(StandardCharsets.UTF_8);
    return DocumentReceived.newBuilder()
        .setDocumentId(id)
        .setTenant("acme")
        .setSource("scanner")
        .setFileName(id + ".pdf")
        .setDataClass(DataClass.INTERNAL)
        .setContent(new InlineContent(ByteBuffer.wrap(bytes)))
        .setSha256(Ids.sha256(bytes))
        .setAttributes(Map.of("costCentre", "42"))
        .setReceivedAt(Instant.now())
        .build();
  }

  static DocumentParsed parsed(String id, String taskId) {
    return DocumentParsed.newBuilder()
        .setTaskId(taskId)
        .setDocumentId(id)
        .setOutcome(
            ParsedDocument.newBuilder()
                .setMediaType("application/pdf")
                .setOriginal(reference(id, "original"))
                .setContent(reference(id, "content"))
                .setPageCount(1)
                .setWordCount(12)
                .setParser(new ParserInfo("by hand", null, 1L, 0L))
                .build())
        .setFinishedAt(Instant.now())
        .build();
  }

  private static DocumentParsed parseFailed(String id, String taskId) {
    return DocumentParsed.newBuilder()
        .setTaskId(taskId)
        .setDocumentId(id)
        .setOutcome(new StageFailure(Reason.PARSE_TIMED_OUT, "no end within 60s; raise it", 1))
        .setFinishedAt(Instant.now())
        .build();
  }

  static void predict(ByHand hand, TopicSpec topic, String id, String task, double confidence) {
    hand.send(
        topic,
        id,
        Predicted.newBuilder()
            .setTaskId(id + task)
            .setDocumentId(id)
            .setOutcome(prediction(confidence))
            .setFinishedAt(Instant.now())
            .build());
  }

  private static Prediction prediction(double confidence) {
    return Prediction.newBuilder()
        .setClasses(List.of(new ClassProbability("receipt", 0.99)))
        .setFields(
            List.of(
                field("company", "Acme Ltd", 0.98),
                field("date", "04/03/2026", 0.97),
                field("address", null, 0.96),
                field("total", "12.30", confidence)))
        .setModel(new ModelInfo("by-hand", "1", "abc"))
        .setWallMillis(5)
        .build();
  }

  private static ExtractedField field(String name, String value, double confidence) {
    return ExtractedField.newBuilder()
        .setName(name)
        .setValue(value)
        .setRawConfidence(confidence)
        .setConfidence(confidence)
        .setReader(Reader.MODEL)
        .build();
  }

  private static ContentReference reference(String id, String what) {
    byte[] bytes = (id + what).getBytes(StandardCharsets.UTF_8);
    return new ContentReference("file:/contents/" + id + "/" + what, Ids.sha256(bytes), 1L);
  }

  /** Or the broker would delete the records once they are as old as the release. */
  private static void keepForEver(LocalStack stack) throws Exception {
    var forEver =
        List.of(
            new AlterConfigOp(
                new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"), AlterConfigOp.OpType.SET));
    try (Admin admin = Admin.create(new HashMap<>(stack.clientConfig()))) {
      admin
          .incrementalAlterConfigs(
              Topics.all().stream()
                  .collect(
                      Collectors.toMap(
                          topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                          topic -> forEver)))
          .all()
          .get();
    }
  }
}
