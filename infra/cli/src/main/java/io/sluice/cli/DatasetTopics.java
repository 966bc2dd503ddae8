package io.sluice.cli;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.ParsedContents;
import io.sluice.evaluation.dataset.Decided;
import io.sluice.evaluation.dataset.Joined;
import io.sluice.events.AuditDecision;
import io.sluice.events.AuditEntry;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Word;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import io.sluice.types.DocumentTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the topics hold of people's decisions.
 *
 * @param forgotten when each document was forgotten, the last time
 */
record DatasetTopics(Joined joined, Map<String, Instant> forgotten) {

  static DatasetTopics read(Connection connection, DocumentTypes types) {
    try (TopicReader topics = new TopicReader(connection.properties(Map.of()))) {
      Map<String, Instant> forgotten = new HashMap<>();
      for (AuditEntry entry : all(topics, Topics.AUDIT, AuditEntry.class)) {
        if (entry.getDecision() == AuditDecision.FORGOTTEN) {
          forgotten.merge(
              entry.getDocumentId(), entry.getDecidedAt(), (a, b) -> a.isAfter(b) ? a : b);
        }
      }
      return new DatasetTopics(
          Joined.of(
              all(topics, Topics.REVIEWS_REQUESTED, ReviewRequested.class),
              all(topics, Topics.REVIEWS_DECIDED, ReviewDecided.class),
              all(topics, Topics.COMPLETED, DocumentCompleted.class),
              types),
          forgotten);
    }
  }

  private static <T extends SpecificRecord> List<T> all(
      TopicReader topics, TopicSpec topic, Class<T> type) {
    List<T> records = new ArrayList<>();
    topics.read(
        topics.partitions(topic),
        null,
        record -> {
          if (record.value() != null) {
            records.add(topics.value(record, type));
          }
        });
    return records;
  }

  /** A decision's words; empty if its contents have expired. */
  static Optional<List<String>> words(ContentStore store, Decided decided) {
    try {
      return Optional.of(
          ParsedContents.load(store, decided.request().getContent()).getWords().stream()
              .map(Word::getText)
              .toList());
    } catch (ContentException.Missing e) {
      return Optional.empty();
    } catch (ContentException e) {
      throw new UsageException(
          "the words of " + decided.request().getDocumentId() + " cannot be read: " + e);
    }
  }
}
