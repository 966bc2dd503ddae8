package io.sluice.connectors.upsert;

import io.sluice.connectors.mapping.Lookup;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.mapping.Value;
import io.sluice.connectors.mapping.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what records refer to. A lookup is made once, however many records need it; it is kept for
 * one delivery only, so that nothing found is out of date. Thread-safe.
 */
final class Lookups {
  private final Target target;
  private final Conversation conversation;
  private final Map<Lookup, Step.Result<Value>> known = new ConcurrentHashMap<>();
  private final Map<Lookup, Object> locks = new ConcurrentHashMap<>();

  Lookups(Target target, Conversation conversation) {
    this.target = target;
    this.conversation = conversation;
  }

  /** The record with ids instead of references. */
  Step.Result<MappedRecord> resolve(MappedRecord record) {
    Map<Lookup, Value> found = new HashMap<>();
    for (Lookup lookup : Values.lookups(record.fields())) {
      Step.Result<Value> result = one(lookup);
      if (result instanceof Step.Failed<Value> failed) {
        return new Step.Failed<>(failed.why());
      }
      found.put(lookup, ((Step.Done<Value>) result).value());
    }
    return new Step.Done<>(record.with(Values.resolved(record.fields(), found::get)));
  }

  private Step.Result<Value> one(Lookup lookup) {
    // Two records of a new supplier must not create it twice.
    synchronized (locks.computeIfAbsent(lookup, l -> new Object())) {
      Step.Result<Value> before = known.get(lookup);
      if (before != null) {
        return before;
      }
      Step.Result<Value> result = search(lookup);
      known.put(lookup, result);
      return result;
    }
  }

  private Step.Result<Value> search(Lookup lookup) {
    for (Lookup.Criterion criterion : lookup.criteria()) {
      Value wanted = criterion.value();
      if (wanted instanceof Value.Reference reference) {
        Step.Result<Value> inner = one(reference.lookup());
        if (inner instanceof Step.Failed<Value>) {
          return inner;
        }
        wanted = ((Step.Done<Value>) inner).value();
      }
      if (wanted instanceof Value.Empty) {
        continue;
      }
      Lookup.Criterion resolved =
          new Lookup.Criterion(criterion.field(), wanted, criterion.ignoreCase());
      Step.Result<List<Value>> result = conversation.run(() -> target.find(lookup, resolved));
      if (result instanceof Step.Failed<List<Value>> failed) {
        return new Step.Failed<>(failed.why());
      }
      List<Value> found = ((Step.Done<List<Value>>) result).value();
      if (found.size() > 1 && lookup.several() == Lookup.Several.REJECT) {
        return rejected(
            "the target has several %s with %s %s; make it one, or set several: first"
                .formatted(lookup.object(), criterion.field(), Values.inWords(wanted)));
      } else if (!found.isEmpty()) {
        return new Step.Done<>(found.get(0));
      }
    }
    return switch (lookup.missing()) {
      case REJECT -> rejected("the target has no " + lookup.inWords() + "; add it there");
      case EMPTY -> new Step.Done<>(Value.EMPTY);
      case CREATE -> conversation.run(() -> target.create(lookup, lookup.create()));
    };
  }

  private static Step.Result<Value> rejected(String message) {
    return new Step.Failed<>(new Outcome.Rejected(message));
  }
}
