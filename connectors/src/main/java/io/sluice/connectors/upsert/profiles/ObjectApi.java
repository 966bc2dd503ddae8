package io.sluice.connectors.upsert.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.upsert.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of a target whose objects have ids of their own, and no unique key of ours. */
interface ObjectApi {
  /**
   * An object that is there.
   *
   * @param id its id
   * @param key what it has in the key field
   * @param revision the revision that was written last; 0 if it is not kept
   * @param children the ids of its child objects, by field
   * @param version changes with every write; null if the target has none
   */
  record Existing(
      JsonNode id,
      String key,
      long revision,
      Map<String, JsonNode> children,
      @Nullable String version) {}

  /** Finds the objects that have the keys of these records, all of one kind; in order of id. */
  Step<List<Existing>> find(List<MappedRecord> records);

  /** Creates objects in one go, all or none; their ids, in order. */
  Step<List<JsonNode>> create(List<MappedRecord> records);

  /** Brings an object to the record's state. */
  Step<Boolean> update(MappedRecord record, Existing there);

  /** Deletes objects; where the target has versions, only if nobody has changed them since. */
  Step<Boolean> delete(String object, List<Existing> unchanged);
}
