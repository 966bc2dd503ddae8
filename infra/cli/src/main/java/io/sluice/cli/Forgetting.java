package io.sluice.cli;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.events.AuditDecision;
import io.sluice.events.AuditEntry;
import io.sluice.events.ForgetRequested;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;

/** The steps of forgetting documents: the life cycle first, then their contents. */
final class Forgetting {
  /** Holds a document's states, of streams-apps under any application id. */
  private static final String STATES = "-documents-changelog";

  private final Connection connection;

  Forgetting(Connection connection) {
    this.connection = connection;
  }

  /**
   * What the audit says of a request.
   *
   * @param at partition, offset and sequence
   */
  record Answer(AuditDecision decision, String at) {}

  /**
   * Asks the life cycle to forget the documents, and waits for its word in the audit.
   *
   * @return the answers that came in time, by document
   */
  Map<String, Answer> ask(Collection<String> ids, String requestedBy, Duration patience) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    Map<String, Object> properties = connection.properties(Map.of("acks", "all"));
    try (KafkaTopic audit = new KafkaTopic(connection, Topics.AUDIT);
        var entries = RegistrySerdes.deserializer(AuditEntry.class, properties);
        var producer =
            new KafkaProducer<String, ForgetRequested>(
                properties,
                new StringSerializer(),
                RegistrySerdes.<ForgetRequested>serializer(properties))) {
      audit.skipAll();
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      for (String id : ids) {
        producer.send(
            new ProducerRecord<>(
                Topics.FORGET_REQUESTED.name(), id, new ForgetRequested(id, requestedBy, now)));
      }
      producer.flush();
      audit.readUntil(
          record -> {
            if (ids.contains(record.key())) {
              take(record, entries.deserialize(record.topic(), record.value()), answers);
            }
            return answers.keySet().containsAll(ids);
          },
          patience);
    }
    return answers;
  }

  private static void take(
      ConsumerRecord<String, byte[]> record, AuditEntry entry, Map<String, Answer> answers) {
    if (entry.getDecision() == AuditDecision.FORGOTTEN
        || entry.getDecision() == AuditDecision.FORGET_REFUSED) {
      answers.put(
          record.key(),
          new Answer(
              entry.getDecision(),
              "partition %d, offset %d, sequence %d"
                  .formatted(record.partition(), record.offset(), entry.getSequence())));
    }
  }

  /** Deletes the contents of the documents; the URIs of what is gone. */
  List<String> deleteContents(Map<String, String> tenantsById) throws ContentException {
    List<String> gone = new ArrayList<>();
    try (ContentStore store = connection.contents().open()) {
      for (var document : tenantsById.entrySet()) {
        gone.addAll(store.forget(new Owner(document.getValue(), document.getKey())));
      }
    }
    return gone;
  }

  /** Which topics may still hold records of a document that is forgotten now, and until when. */
  List<Remains> remains(Instant forgotten) {
    Set<String> innocent =
        Set.of(Topics.AUDIT.name(), Topics.EGRESS.name(), Topics.FORGET_REQUESTED.name());
    Set<String> catalogue = Topics.all().stream().map(TopicSpec::name).collect(Collectors.toSet());
    try (Admin admin = Admin.create(connection.properties(Map.of()))) {
      Set<String> names = new HashSet<>(admin.listTopics().names().get());
      names.removeIf(
          name -> innocent.contains(name) || !(catalogue.contains(name) || name.endsWith(STATES)));
      var settings =
          admin
              .describeConfigs(
                  names.stream()
                      .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                      .toList())
              .all()
              .get();
      List<Remains> remains = new ArrayList<>();
      settings.forEach((topic, config) ->
          remains.add(
              Remains.of(
                  topic.name(),
                  config.entries().stream()
                      .filter(setting -> setting.value() != null)
                      .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)),
                  forgotten)));
      if (names.stream().noneMatch(name -> name.endsWith(STATES))) {
        // Kafka names no topic to those who may not see it.
        remains.add(
            new Remains("…" + STATES, Instant.MAX, "not visible to this user: ask as another"));
      }
      remains.sort((a, b) -> a.topic().compareTo(b.topic()));
      return remains;
    } catch (ExecutionException e) {
      throw new KafkaException("cannot read the topics' settings: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
