package io.sluice.cli;

import io.sluice.events.DocumentStatus;
import io.sluice.events.LifeStage;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A document and all that came out of it, as the status topic has them.
 *
 * @param ids the document first, then its parts, and theirs
 * @param known the last status of those that have one
 */
record Family(List<String> ids, Map<String, DocumentStatus> known) {
  private static final Set<LifeStage> ENDED =
      Set.of(LifeStage.COMPLETED, LifeStage.REJECTED, LifeStage.REPLACED);

  Family {
    ids = List.copyOf(ids);
    known = Map.copyOf(known);
  }

  /** Reads the status topic once a generation: it may hold far more documents than memory does. */
  static Family of(Connection connection, String documentId) {
    Map<String, DocumentStatus> known = new LinkedHashMap<>();
    Set<String> ids = new LinkedHashSet<>(List.of(documentId));
    Set<String> next = Set.of(documentId);
    try (KafkaTopic topic = new KafkaTopic(connection, Topics.STATUS);
        var statuses =
            RegistrySerdes.deserializer(DocumentStatus.class, connection.properties(Map.of()))) {
      while (!next.isEmpty()) {
        Set<String> wanted = next;
        Map<String, DocumentStatus> found = new HashMap<>();
        topic.readAll(record -> {
          if (record.key() == null || !wanted.contains(record.key())) {
            return;
          }
          if (record.value() == null) {
            found.remove(record.key());
          } else {
            found.put(record.key(), statuses.deserialize(record.topic(), record.value()));
          }
        });
        known.putAll(found);
        Set<String> children = new LinkedHashSet<>();
        found.values().forEach(status -> children.addAll(status.getChildren()));
        children.removeAll(ids);
        ids.addAll(children);
        next = children;
      }
    }
    return new Family(List.copyOf(ids), known);
  }

  /** Those that have not ended. */
  List<DocumentStatus> underWay() {
    return known.values().stream().filter(status -> !ENDED.contains(status.getStage())).toList();
  }
}
