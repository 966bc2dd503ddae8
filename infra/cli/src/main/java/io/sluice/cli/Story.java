package io.sluice.cli;

import io.sluice.events.DocumentStatus;
import io.sluice.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * A document's story as its topics tell it, in time order.
 *
 * @param events what happened
 * @param now its latest status; null if none is known
 * @param untold topics that could not be asked, and why
 */
record Story(
    String documentId, List<Event> events, @Nullable DocumentStatus now, List<String> untold) {
  /** Something that happened. */
  record Event(Instant at, Position position, Chapter.Told told) {}

  /**
   * Reads it. Of each topic only the one partition is read that the document's key leads to.
   *
   * @param since nothing before; null for all that the topics still have
   */
  static Story read(
      TopicReader topics, List<Chapter> chapters, String documentId, @Nullable Instant since) {
    Map<String, Chapter> byTopic = new HashMap<>();
    List<TopicPartition> partitions = new ArrayList<>();
    List<String> untold = new ArrayList<>();
    for (Chapter chapter : chapters) {
      String name = chapter.topic().name();
      try {
        List<TopicPartition> here = topics.partition(chapter.topic(), documentId);
        partitions.addAll(here);
        byTopic.put(name, chapter);
        if (here.isEmpty()) {
          untold.add(name + ": the cluster does not have it");
        }
      } catch (TopicAuthorizationException e) {
        untold.add(name + ": reading it is not allowed");
      }
    }
    Telling telling = new Telling(topics, byTopic, documentId);
    topics.read(partitions, since, telling::hear);
    List<String> order = chapters.stream().map(chapter -> chapter.topic().name()).toList();
    telling.events.sort(
        Comparator.comparing(Event::at)
            .thenComparing(event -> order.indexOf(event.position().topic()))
            .thenComparing(event -> event.position().offset()));
    return new Story(documentId, telling.events, telling.now, untold);
  }

  private static final class Telling {
    private final TopicReader topics;
    private final Map<String, Chapter> chapters;
    private final String documentId;
    private final List<Event> events = new ArrayList<>();
    private @Nullable DocumentStatus now;

    private Telling(TopicReader topics, Map<String, Chapter> chapters, String documentId) {
      this.topics = topics;
      this.chapters = chapters;
      this.documentId = documentId;
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
      Chapter chapter = chapters.get(record.topic());
      if (chapter == null || !TopicReader.text(record.key()).equals(documentId)) {
        return;
      }
      if (chapter.topic().equals(Topics.STATUS)) {
        now = record.value() == null ? null : topics.value(record, DocumentStatus.class);
      }
      events.add(
          new Event(
              Instant.ofEpochMilli(record.timestamp()),
              Position.of(record),
              chapter.tell(topics, record)));
    }
  }
}
