package io.sluice.streams;

import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;

/**
 * What the life cycle wants of Kafka Streams. An operator's own properties win, except for the
 * guarantee.
 */
final class StreamsProperties {
  /** Room for the largest record and what surrounds it. */
  private static final int LARGEST_REQUEST = Topics.DEAD_LETTERS.maxMessageBytes() + (1 << 20);

  private StreamsProperties() {}

  static Properties of(StreamsAppConfig config) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    // Unreadable bytes are values, not exceptions. What is left is a registry that does not answer:
    // wait, lose nothing.
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    // A bug that one record meets must not stop the others. The record is kept; the document's
    // deadline ends it. An outage is no bug.
    properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, BugsAside.class);
    properties.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    // A transaction's first requests may be refused until the coordinator knows it. Those in flight
    // behind them would be
    // refused as out of sequence, with an alarming log on both sides; one at a time costs nothing
    // that we could measure.
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    // The changelogs forget a forgotten document as soon as the status topic does.
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG),
        Long.toString(TopicSpec.COMPACTION_LAG.toMillis()));
    // One large document must fit; Kafka takes it as a hint, not as a limit.
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        LARGEST_REQUEST);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 500);
    properties.putAll(config.kafka());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config
        .http()
        .advertised()
        .ifPresent(address -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
    return properties;
  }
}
