package io.sluice.streams;

import io.sluice.streams.life.Command;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commands to the topics that carry them. Headers of the causing record, such as a trace,
 * travel on.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final String ERRORS = "__streams.errors.";

  private final ProcessorContext<String, Object> context;
  private final LifeMetrics metrics;

  Outbox(ProcessorContext<String, Object> context, LifeMetrics metrics) {
    this.context = context;
    this.metrics = metrics;
  }

  void send(Record<@Nullable String, Incoming> cause, Command command, Instant now) {
    metrics.commanded(command);
    Letters letters = new Letters(cause.headers(), now);
    switch (command) {
      case Command.RequestParse c ->
          letters.post(Nodes.PARSE_REQUESTED, c.task().getDocumentId(), c.task());
      case Command.RequestInference c ->
          letters.post(Nodes.inference(c), c.task().getDocumentId(), c.task());
      case Command.RequestFrontier c ->
          letters.post(Nodes.FRONTIER, c.task().getDocumentId(), c.task());
      case Command.RequestReview c ->
          letters.post(Nodes.REVIEWS_REQUESTED, c.task().getDocumentId(), c.task());
      case Command.StartChild c ->
          letters.post(Nodes.CHILDREN, c.child().getDocumentId(), c.child());
      case Command.Complete c ->
          letters.post(Nodes.COMPLETED, c.record().getDocumentId(), c.record());
      case Command.Correct c ->
          letters.post(Nodes.COMPLETED, c.record().getDocumentId(), c.record());
      case Command.Reject c -> letters.post(Nodes.REJECTED, c.record().getDocumentId(), c.record());
      case Command.ReportStatus c ->
          letters.post(Nodes.STATUS, c.status().getDocumentId(), c.status());
      case Command.ForgetStatus c -> letters.post(Nodes.STATUS, c.documentId(), null);
      case Command.SetAside c -> setAside(cause, c.reason());
      case Command.Note c ->
          LOG.atDebug().addKeyValue("documentId", cause.key()).log("noted: {}", c.decision());
      case Command.Ignore c ->
          LOG.atDebug().addKeyValue("documentId", cause.key()).log("ignored: {}", c.why());
    }
  }

  /**
   * Keeps the record's bytes among the dead letters, with headers that say where it stood and what
   * is wrong.
   */
  void setAside(Record<@Nullable String, Incoming> record, String reason) {
    Headers headers = new RecordHeaders(record.headers());
    put(headers, "message", reason);
    context
        .recordMetadata()
        .ifPresent(at -> {
          put(headers, "topic", at.topic());
          put(headers, "partition", Integer.toString(at.partition()));
          put(headers, "offset", Long.toString(at.offset()));
        });
    LOG.atWarn()
        .addKeyValue("documentId", record.key())
        .addKeyValue("topic", topic())
        .addKeyValue("offset", context.recordMetadata().map(RecordMetadata::offset).orElse(-1L))
        .log("set aside: {}", reason);
    metrics.deadLetter(topic());
    String key = record.key() == null ? "" : record.key();
    context.forward(
        new Record<>(key, record.value().bytes(), Math.max(0, record.timestamp()), headers),
        Nodes.DEAD_LETTERS);
  }

  /** The topic of the record at hand; "clock" where there is none. */
  String topic() {
    return context.recordMetadata().map(RecordMetadata::topic).orElse("clock");
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(ERRORS + name, value.getBytes(StandardCharsets.UTF_8));
  }

  private final class Letters {
    private final Headers headers;
    private final Instant now;

    private Letters(Headers headers, Instant now) {
      this.headers = headers;
      this.now = now;
    }

    /** A value of null is a tombstone. */
    private void post(String sink, String key, @Nullable Object value) {
      context.forward(
          new Record<>(key, value, now.toEpochMilli(), new RecordHeaders(headers)), sink);
    }
  }
}
