package io.sluice.cli;

import io.sluice.events.DocumentReceived;
import io.sluice.schemas.Groups;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts back what was set aside, each thing once. A record that is put back and the marker that
 * remembers it are one transaction. All replays share one transactional id, so that whoever starts
 * one ends the others: what this one reads afterwards is the truth, and nobody else can add to it.
 */
final class Replayer implements AutoCloseable {
  /** Whoever replays needs the right to write with it. */
  static final String TRANSACTIONAL_ID = Groups.REPLAY;

  private static final int AT_ONCE = 100;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final Serializer<DocumentReceived> documents;

  /** Ends all other replays. */
  Replayer(Map<String, ?> properties) {
    Map<String, Object> own = new HashMap<>(properties);
    own.put("acks", "all");
    own.put("enable.idempotence", "true");
    own.put("transactional.id", TRANSACTIONAL_ID);
    own.put("compression.type", "lz4");
    own.put(
        "max.request.size", Integer.toString(Topics.DEAD_LETTERS.maxMessageBytes() + (1 << 20)));
    producer = new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
    documents = RegistrySerdes.serializer(properties);
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Puts back those that have a way back; returns when they are committed.
   *
   * @throws IllegalStateException if another replay has begun; what was not committed is left alone
   */
  void replay(List<WayBack> ways) {
    List<List<ProducerRecord<byte[], byte[]>>> units = new ArrayList<>();
    ways.forEach(way -> units.add(records(way)));
    units.removeIf(List::isEmpty);
    for (int from = 0; from < units.size(); from += AT_ONCE) {
      commit(
          units.subList(from, Math.min(units.size(), from + AT_ONCE)).stream()
              .flatMap(List::stream)
              .toList());
    }
  }

  private List<ProducerRecord<byte[], byte[]>> records(WayBack way) {
    return switch (way) {
      case WayBack.None none -> List.of();
      case WayBack.PutBack back -> List.of(back.record(), back.marker());
      case WayBack.HandIn in ->
          List.of(
              new ProducerRecord<>(
                  Topics.RECEIVED.name(),
                  null,
                  in.what().documentId().getBytes(StandardCharsets.UTF_8),
                  documents.serialize(Topics.RECEIVED.name(), in.document()),
                  List.of(WayBack.header(SetAside.REPLAY_OF, in.what().position()))));
    };
  }

  private void commit(List<ProducerRecord<byte[], byte[]>> records) {
    try {
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
      producer.commitTransaction();
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (KafkaException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; what was not committed is left alone", e);
    }
  }

  /** An open transaction ends with the producer: it is rolled back. */
  private static IllegalStateException failed(@Nullable Throwable cause) {
    boolean other =
        cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException;
    return new IllegalStateException(
        other
            ? "another replay has begun; what this one had not committed is left to it"
            : "could not put back: " + cause,
        cause);
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
    documents.close();
  }
}
