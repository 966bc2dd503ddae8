package io.sluice.connectors.upsert;

import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.connectors.mapping.Lookup;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.mapping.Value;
import io.sluice.connectors.mapping.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests that a record would cause, without sending one: lookups find what they look for,
 * whose id is shown as ‹what was looked for›, and the document itself is not there yet.
 */
public final class DryRun {
  /**
   * A request.
   *
   * @param purpose why, in words
   */
  public record Shown(String purpose, Call call) {}

  private final Target target;
  private final List<Shown> shown = new ArrayList<>();
  private final Map<Lookup, Value> found = new HashMap<>();

  private DryRun(Target target) {
    this.target = target;
  }

  /** The requests for a record, in order. */
  public static List<Shown> of(Target target, MappedRecord record) {
    DryRun run = new DryRun(target);
    for (Lookup lookup : Values.lookups(record.fields())) {
      var unused = run.find(lookup);
    }
    MappedRecord resolved = record.with(Values.resolved(record.fields(), run::find));
    run.show("write " + record.key(), target.write(List.of(resolved)));
    return run.shown;
  }

  private Value find(Lookup lookup) {
    Value known = found.get(lookup);
    if (known != null) {
      return known;
    }
    for (Lookup.Criterion criterion : lookup.criteria()) {
      Value wanted = Values.resolved(criterion.value(), this::find);
      Step<List<Value>> search =
          target.find(
              lookup, new Lookup.Criterion(criterion.field(), wanted, criterion.ignoreCase()));
      if (search instanceof Step.Ask<List<Value>> ask) {
        shown.add(new Shown("find " + lookup.object() + " by " + criterion.field(), ask.call()));
      }
    }
    if (lookup.missing() == Lookup.Missing.CREATE
        && target.create(lookup, lookup.create()) instanceof Step.Ask<Value> ask) {
      shown.add(new Shown("if there is none", ask.call()));
    }
    Value id = new Value.Raw(TextNode.valueOf("‹" + lookup.inWords() + "›"));
    found.put(lookup, id);
    return id;
  }

  private <T> void show(String purpose, Step<T> plan) {
    Step<T> step = plan;
    while (step instanceof Step.Ask<T> ask) {
      shown.add(new Shown(purpose, ask.call()));
      step = ask.then().apply(target.nothingFound());
    }
  }
}
