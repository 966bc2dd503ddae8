package io.sluice.cli;

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
import io.sluice.events.Predicted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What one topic tells of a document. A topic more is a line more in {@link #ALL}: the topic, the
 * class of its values, and the words for one of them.
 *
 * @param topic whose records have the documentId as their key
 */
record Chapter(TopicSpec topic, Teller teller) {
  /** Makes words of a record. */
  @FunctionalInterface
  interface Teller {
    Told tell(TopicReader topics, ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * What a record says.
   *
   * @param what the event, as a past participle
   * @param words the rest
   */
  record Told(String what, String words) {}

  /** In the order in which a document meets them. */
  static final List<Chapter> ALL =
      List.of(
          of(Topics.RECEIVED, DocumentReceived.class, StoryWords::received),
          of(Topics.CHILDREN, DocumentReceived.class, StoryWords::received),
          of(Topics.PARSE_REQUESTED, ParseRequested.class, StoryWords::parseRequested),
          of(Topics.PARSED, DocumentParsed.class, StoryWords::parsed),
          of(
              Topics.INFERENCE_CPU_REQUESTED,
              InferenceRequested.class,
              StoryWords::inferenceRequested),
          of(
              Topics.INFERENCE_GPU_REQUESTED,
              InferenceRequested.class,
              StoryWords::inferenceRequested),
          of(Topics.PREDICTED, Predicted.class, read -> StoryWords.predicted("read", read)),
          of(Topics.INFERENCE_LLM_REQUESTED, FrontierEscalation.class, StoryWords::escalated),
          of(
              Topics.INFERENCE_LLM_ANSWERED,
              Predicted.class,
              read -> StoryWords.predicted("answered", read)),
          of(Topics.FRONTIER, FrontierEscalation.class, StoryWords::escalated),
          of(Topics.ANSWERED, Predicted.class, read -> StoryWords.predicted("answered", read)),
          of(Topics.REVIEWS_REQUESTED, ReviewRequested.class, StoryWords::reviewRequested),
          of(Topics.REVIEWS_DECIDED, ReviewDecided.class, StoryWords::decided),
          of(Topics.COMPLETED, DocumentCompleted.class, StoryWords::completed),
          of(Topics.REJECTED, DocumentRejected.class, StoryWords::rejected),
          of(Topics.STATUS, DocumentStatus.class, StoryWords::status),
          of(Topics.FORGET_REQUESTED, ForgetRequested.class, StoryWords::forgetRequested),
          of(Topics.AUDIT, AuditEntry.class, StoryWords::audited),
          new Chapter(
              Topics.DEAD_LETTERS,
              (topics, record) -> StoryWords.setAside(SetAside.OfRecord.of(record))));

  private static <T extends SpecificRecord> Chapter of(
      TopicSpec topic, Class<T> type, Function<T, Told> words) {
    return new Chapter(
        topic,
        (topics, record) ->
            record.value() == null
                ? new Told("gone", "what was said here before is forgotten")
                : words.apply(topics.value(record, type)));
  }

  /** The words for a record, also for one that nobody can read. */
  Told tell(TopicReader topics, ConsumerRecord<byte[], byte[]> record) {
    try {
      return teller.tell(topics, record);
    } catch (SerializationException e) {
      return new Told("unreadable", String.valueOf(e.getMessage()));
    }
  }
}
