package io.sluice.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.events.AuditEntry;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.ForgetRequested;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.InferenceRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.events.StageFailure;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import io.sluice.streams.life.Policy;
import io.sluice.streams.life.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology without a broker: what is handed in on one topic comes out on others. */
final class River implements AutoCloseable {
  private final PlainAvro avro = new PlainAvro();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;

  River(Policy policy) {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG, "test",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1",
            StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name()));
    driver =
        new TopologyTestDriver(
            SluiceTopology.build(avro, policy, meters, Duration.ofSeconds(1)),
            properties,
            Samples.NOON);
  }

  void receive(DocumentReceived document) {
    send(Topics.RECEIVED, DocumentReceived.class, document.getDocumentId(), document);
  }

  void parsed(String documentId, ParsedDocument outcome) {
    parsed(documentId, (Object) outcome);
  }

  void parseFailed(String documentId, StageFailure failure) {
    parsed(documentId, (Object) failure);
  }

  private void parsed(String documentId, Object outcome) {
    send(
        Topics.PARSED,
        DocumentParsed.class,
        documentId,
        DocumentParsed.newBuilder()
            .setTaskId(documentId + "/parse/1")
            .setDocumentId(documentId)
            .setOutcome(outcome)
            .setFinishedAt(Samples.NOON)
            .build());
  }

  void predicted(String documentId, Prediction outcome) {
    answer(Topics.PREDICTED, documentId, documentId + "/infer/1", outcome);
  }

  void answered(String documentId, Prediction outcome) {
    answer(Topics.ANSWERED, documentId, documentId + "/escalate/1", outcome);
  }

  private void answer(TopicSpec topic, String documentId, String taskId, Prediction outcome) {
    send(
        topic,
        Predicted.class,
        documentId,
        Predicted.newBuilder()
            .setTaskId(taskId)
            .setDocumentId(documentId)
            .setOutcome(outcome)
            .setFinishedAt(Samples.NOON)
            .build());
  }

  void decided(ReviewDecided decision) {
    send(Topics.REVIEWS_DECIDED, ReviewDecided.class, decision.getDocumentId(), decision);
  }

  void forget(String documentId) {
    send(
        Topics.FORGET_REQUESTED,
        ForgetRequested.class,
        documentId,
        new ForgetRequested(documentId, "otto", Samples.NOON));
  }

  <T extends SpecificRecord> void send(TopicSpec topic, Class<T> type, String key, T value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), avro.of(type).serializer())
        .pipeInput(new TestRecord<>(key, value, Samples.NOON));
  }

  void sendBytes(TopicSpec topic, String key, byte[] value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, Samples.NOON));
  }

  void timePasses(Duration duration) {
    driver.advanceWallClockTime(duration);
  }

  List<ParseRequested> parseRequests() {
    return read(Topics.PARSE_REQUESTED, ParseRequested.class);
  }

  List<InferenceRequested> inferenceRequests() {
    return read(Topics.INFERENCE_CPU_REQUESTED, InferenceRequested.class);
  }

  List<FrontierEscalation> escalations() {
    return read(Topics.FRONTIER, FrontierEscalation.class);
  }

  List<ReviewRequested> reviews() {
    return read(Topics.REVIEWS_REQUESTED, ReviewRequested.class);
  }

  List<DocumentReceived> children() {
    return read(Topics.CHILDREN, DocumentReceived.class);
  }

  List<DocumentCompleted> completed() {
    return read(Topics.COMPLETED, DocumentCompleted.class);
  }

  List<DocumentRejected> rejected() {
    return read(Topics.REJECTED, DocumentRejected.class);
  }

  List<DocumentStatus> statuses() {
    return read(Topics.STATUS, DocumentStatus.class);
  }

  /** The audit as it stands on the topic. */
  List<TestRecord<String, byte[]>> audit() {
    return driver
        .createOutputTopic(
            Topics.AUDIT.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  AuditEntry entry(TestRecord<String, byte[]> record) {
    return avro.of(AuditEntry.class).deserializer().deserialize("", record.value());
  }

  List<TestRecord<String, byte[]>> deadLetters() {
    return driver
        .createOutputTopic(
            Topics.DEAD_LETTERS.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private <T extends SpecificRecord> List<T> read(TopicSpec topic, Class<T> type) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), avro.of(type).deserializer())
        .readValuesToList();
  }

  KeyValueStore<String, State.Known> documents() {
    return driver.getKeyValueStore(Nodes.DOCUMENTS);
  }

  int deadlines() {
    int count = 0;
    try (var all = driver.getKeyValueStore(Nodes.DEADLINES).all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() {
    driver.close();
  }
}
