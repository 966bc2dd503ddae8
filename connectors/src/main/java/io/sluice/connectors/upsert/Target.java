package io.sluice.connectors.upsert;

import io.sluice.connectors.mapping.Lookup;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.mapping.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A kind of target, bound to its settings: what to ask of it, and what its answers mean. Pure. */
public interface Target {
  /** Plans the writing of records with different keys. One outcome a record, in their order. */
  Step<List<Outcome>> write(List<MappedRecord> batch);

  /** Plans a search by one criterion whose value is resolved. At most two are needed. */
  Step<List<Value>> find(Lookup lookup, Lookup.Criterion criterion);

  /** Plans the creation of what a lookup did not find; {@code fields} are resolved. */
  Step<Value> create(Lookup lookup, Map<String, Value> fields);

  /**
   * Plans how credentials become a session; run when it starts, when it expires, and after a 401.
   */
  default Step<Session> open(Credentials credentials) {
    return credentials.open();
  }

  /** What it answers to a search that finds nothing; a dry run goes on with it. */
  default Reply nothingFound() {
    return new Reply(200, Map.of(), "[]", Instant.EPOCH);
  }

  /** The most records that one plan may write. */
  int batchLimit();
}
