package io.sluice.cli;

import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/** Finds what was set aside, in both of its places, and how each thing stands. */
final class DeadLetters {
  private final TopicReader topics;

  /** Something that was set aside, and whether it still waits. */
  record Entry(SetAside what, Standing standing) {
    boolean isOpen() {
      return standing.kind() == Standing.Kind.OPEN;
    }
  }

  DeadLetters(TopicReader topics) {
    this.topics = topics;
  }

  /** All that the selection covers, oldest first. */
  List<Entry> find(Selection selection) {
    List<Entry> found = new ArrayList<>();
    found.addAll(documents(selection));
    found.addAll(records(selection));
    found.sort(Comparator.comparing(entry -> entry.what().at()));
    return found;
  }

  /**
   * Those that are called so.
   *
   * @param handles documents' ids, or {@code partition:offset} of dead letters
   * @throws UsageException naming what is not found
   */
  List<Entry> named(List<String> handles) {
    List<Entry> all = find(new Selection());
    List<Entry> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String handle : handles) {
      List<Entry> called =
          all.stream().filter(entry -> entry.what().handle().equals(handle)).toList();
      found.addAll(called);
      if (called.isEmpty()) {
        missing.add(handle);
      }
    }
    if (!missing.isEmpty()) {
      throw new UsageException(
          "nothing is set aside as "
              + String.join(", ", missing)
              + "; 'dead-letters list --all' shows what there is, 'documents show' where a document went");
    }
    return found;
  }

  private List<Entry> documents(Selection selection) {
    Map<String, SetAside.OfDocument> latest = new LinkedHashMap<>();
    topics.read(
        partitions(selection, Topics.REJECTED),
        selection.since,
        record -> {
          SetAside.OfDocument rejection = rejection(record);
          latest.merge(rejection.documentId(), rejection, SetAside.OfDocument::followedBy);
        });
    List<SetAside.OfDocument> wanted = latest.values().stream().filter(selection::covers).toList();
    Map<String, DocumentStatus> now = statuses(selection, wanted);
    return wanted.stream()
        .map(document -> new Entry(document, Standing.of(document, now.get(document.documentId()))))
        .toList();
  }

  private SetAside.OfDocument rejection(ConsumerRecord<byte[], byte[]> record) {
    try {
      DocumentRejected rejected = topics.value(record, DocumentRejected.class);
      return new SetAside.OfDocument(rejected, rejected.getReplay(), Position.of(record));
    } catch (SerializationException e) {
      throw new IllegalStateException(
          "the rejection at " + Position.of(record) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The latest status of each, of those that were reported since the first of them was rejected: a
   * rejection reports one itself. A document that was forgotten has none any more.
   */
  private Map<String, DocumentStatus> statuses(
      Selection selection, List<SetAside.OfDocument> documents) {
    Map<String, DocumentStatus> now = new HashMap<>();
    Set<String> ids = documents.stream().map(SetAside::documentId).collect(Collectors.toSet());
    documents.stream()
        .map(SetAside::at)
        .min(Comparator.naturalOrder())
        .ifPresent(first ->
            topics.read(
                partitions(selection, Topics.STATUS),
                first,
                record -> {
                  String id = TopicReader.text(record.key());
                  if (record.value() == null) {
                    now.remove(id);
                  } else if (ids.contains(id)) {
                    now.put(id, topics.value(record, DocumentStatus.class));
                  }
                }));
    return now;
  }

  private List<TopicPartition> partitions(Selection selection, TopicSpec topic) {
    return selection.documents.isEmpty()
        ? topics.partitions(topic)
        : selection.documents.stream()
            .flatMap(id -> topics.partition(topic, id).stream())
            .distinct()
            .toList();
  }

  private List<Entry> records(Selection selection) {
    List<SetAside.OfRecord> letters = new ArrayList<>();
    Map<String, String> replayed = new HashMap<>();
    topics.read(
        topics.partitions(Topics.DEAD_LETTERS),
        selection.since,
        record -> {
          SetAside.OfRecord letter = SetAside.OfRecord.of(record);
          letter
              .header(SetAside.REPLAYED)
              .ifPresentOrElse(
                  position -> replayed.put(position, letter.at().toString()),
                  () -> {
                    if (selection.covers(letter)) {
                      letters.add(letter);
                    }
                  });
        });
    return letters.stream()
        .map(letter ->
            new Entry(letter, Standing.of(letter, replayed.get(letter.position().toString()))))
        .toList();
  }
}
