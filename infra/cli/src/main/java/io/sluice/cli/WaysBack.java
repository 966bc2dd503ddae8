package io.sluice.cli;

import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/** Looks up on the topics what a way back needs: the record that a document was handed in with. */
final class WaysBack {
  /** Clocks of senders may differ from what they write into their records. */
  private static final Duration MARGIN = Duration.ofDays(1);

  private final TopicReader topics;

  WaysBack(TopicReader topics) {
    this.topics = topics;
  }

  /** The way back of each, in the same order. */
  List<WayBack> of(List<DeadLetters.Entry> entries) {
    List<SetAside.OfDocument> documents =
        entries.stream()
            .filter(DeadLetters.Entry::isOpen)
            .map(DeadLetters.Entry::what)
            .filter(SetAside.OfDocument.class::isInstance)
            .map(SetAside.OfDocument.class::cast)
            .toList();
    Map<String, DocumentReceived> received = documents.isEmpty() ? Map.of() : received(documents);
    List<WayBack> ways = new ArrayList<>();
    for (DeadLetters.Entry entry : entries) {
      ways.add(
          !entry.isOpen()
              ? new WayBack.None(entry.what(), entry.standing().words())
              : switch (entry.what()) {
                case SetAside.OfDocument document ->
                    WayBack.of(document, received.get(document.documentId()));
                case SetAside.OfRecord record -> of(record);
              });
    }
    return ways;
  }

  private WayBack of(SetAside.OfRecord letter) {
    if (!letter.leftOut()) {
      return new WayBack.PutBack(letter, letter.value());
    }
    Position origin = letter.origin().orElseThrow();
    ConsumerRecord<byte[], byte[]> first = topics.at(origin);
    return first == null
        ? new WayBack.None(
            letter, "its bytes were too large to be kept, and " + origin + " has gone")
        : new WayBack.PutBack(letter, first.value());
  }

  /** By the id of the rejection; of several that fit, the first: the others are its duplicates. */
  private Map<String, DocumentReceived> received(List<SetAside.OfDocument> documents) {
    Map<String, List<DocumentRejected>> wanted =
        documents.stream()
            .map(SetAside.OfDocument::rejection)
            .collect(Collectors.groupingBy(WayBack::handedInAs));
    Instant from =
        documents.stream()
            .map(document -> document.rejection().getReceivedAt())
            .min(Comparator.naturalOrder())
            .orElseThrow()
            .minus(MARGIN);
    Map<String, DocumentReceived> found = new HashMap<>();
    for (TopicSpec topic : List.of(Topics.RECEIVED, Topics.CHILDREN)) {
      Set<TopicPartition> partitions = new LinkedHashSet<>();
      wanted.keySet().forEach(id -> partitions.addAll(topics.partition(topic, id)));
      topics.read(
          partitions,
          from,
          record -> {
            List<DocumentRejected> here = wanted.get(TopicReader.text(record.key()));
            if (here != null) {
              match(record, here, found);
            }
          });
    }
    return found;
  }

  private void match(
      ConsumerRecord<byte[], byte[]> record,
      List<DocumentRejected> rejections,
      Map<String, DocumentReceived> found) {
    DocumentReceived received;
    try {
      received = topics.value(record, DocumentReceived.class);
    } catch (SerializationException e) {
      // Bytes that nobody can read are no document; they have a dead letter of their own.
      return;
    }
    for (DocumentRejected rejection : rejections) {
      if (WayBack.isOf(rejection, received)) {
        found.putIfAbsent(rejection.getDocumentId(), received);
      }
    }
  }
}
