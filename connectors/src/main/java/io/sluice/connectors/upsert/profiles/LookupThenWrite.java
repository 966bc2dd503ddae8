package io.sluice.connectors.upsert.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.upsert.Outcome;
import io.sluice.connectors.upsert.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Upsert for targets that would take the same object twice: look, then create or update, and after
 * a creation look once more. Two writers that created the same object at the same time see each
 * other there; whoever sees the other deletes its own and begins again, so that one is left. What
 * this plan has not created itself, it never deletes.
 *
 * <pre>
 * find ─┬─ none ──────────────► create ─► find ─┬─ mine only ─► applied
 *       │                                       └─ others, too ─► delete mine ─► later
 *       ├─ one, older ────────► update ─► applied
 *       ├─ one, same or newer ► applied
 *       └─ several ───────────► later: one of them gives way, or a person has to choose
 * </pre>
 */
final class LookupThenWrite {
  private final ObjectApi api;

  LookupThenWrite(ObjectApi api) {
    this.api = api;
  }

  /** The plan for records of one kind of object, with different keys. */
  Step<List<Outcome>> write(List<MappedRecord> batch) {
    return api.find(batch).then(found -> write(batch, byKey(found)));
  }

  private Step<List<Outcome>> write(
      List<MappedRecord> batch, Map<String, List<ObjectApi.Existing>> found) {
    Map<MappedRecord, Outcome> outcomes = new HashMap<>();
    List<MappedRecord> missing = new ArrayList<>();
    Map<MappedRecord, ObjectApi.Existing> outdated = new LinkedHashMap<>();
    for (MappedRecord record : batch) {
      List<ObjectApi.Existing> there = found.getOrDefault(record.key(), List.of());
      if (there.isEmpty()) {
        missing.add(record);
      } else if (there.size() > 1) {
        outcomes.put(record, standsTwice(record, there));
      } else if (there.get(0).revision() >= record.revision()) {
        outcomes.put(record, Outcome.APPLIED);
      } else {
        outdated.put(record, there.get(0));
      }
    }
    return created(missing)
        .then(ofCreation -> {
          outcomes.putAll(ofCreation);
          return Step.each(
              List.copyOf(outdated.entrySet()),
              older -> api.update(older.getKey(), older.getValue()));
        })
        .map(ignored ->
            batch.stream().map(record -> outcomes.getOrDefault(record, Outcome.APPLIED)).toList());
  }

  private Step<Map<MappedRecord, Outcome>> created(List<MappedRecord> missing) {
    if (missing.isEmpty()) {
      return new Step.Done<>(Map.of());
    }
    return api.create(missing)
        .then(ids -> api.find(missing).then(found -> giveWay(missing, ids, byKey(found))));
  }

  private Step<Map<MappedRecord, Outcome>> giveWay(
      List<MappedRecord> created, List<JsonNode> ids, Map<String, List<ObjectApi.Existing>> found) {
    Map<MappedRecord, Outcome> outcomes = new HashMap<>();
    Set<JsonNode> mine = new HashSet<>(ids);
    List<ObjectApi.Existing> superfluous = new ArrayList<>();
    for (MappedRecord record : created) {
      List<ObjectApi.Existing> there = found.getOrDefault(record.key(), List.of());
      if (there.size() > 1) {
        there.stream()
            .filter(one -> mine.contains(one.id()) && isAsCreated(one, record))
            .forEach(superfluous::add);
        outcomes.put(
            record,
            Outcome.RetryLater.soon(
                "another writer created " + record.key() + " at the same time"));
      }
    }
    if (superfluous.isEmpty()) {
      return new Step.Done<>(outcomes);
    }
    return api.delete(created.get(0).object(), superfluous).map(deleted -> outcomes);
  }

  /** Not if another writer has found it and written a later revision into it. */
  private static boolean isAsCreated(ObjectApi.Existing mine, MappedRecord record) {
    return record.revisionMark() == null || mine.revision() == record.revision();
  }

  private static Outcome standsTwice(MappedRecord record, List<ObjectApi.Existing> there) {
    String ids = there.stream().map(one -> one.id().asText()).collect(Collectors.joining(" and "));
    String message =
        "%s with %s %s stands in the target more than once, as %s; delete all but one there, or give the copies another %s"
            .formatted(record.object(), record.keyField(), record.key(), ids, record.keyField());
    return new Outcome.RetryLater(null, message, Outcome.Patience.A_FEW_TIMES);
  }

  private static Map<String, List<ObjectApi.Existing>> byKey(List<ObjectApi.Existing> found) {
    return found.stream().collect(Collectors.groupingBy(ObjectApi.Existing::key));
  }
}
