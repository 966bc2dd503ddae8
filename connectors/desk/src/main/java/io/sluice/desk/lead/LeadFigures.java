package io.sluice.desk.lead;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.events.Authority;
import io.sluice.statistics.Kappa;
import io.sluice.statistics.Share;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The tallies as the page's JSON. Shares come as {@code {count, of, rate, low, high}}. */
final class LeadFigures {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final double MEDIAN = 0.5;
  private static final double NINE_OF_TEN = 0.9;

  private final History history;
  private final Scope scope;
  private final Tally all = new Tally();
  private final SortedMap<LocalDate, Tally> times = new TreeMap<>();
  private final SortedMap<String, Tally> types = new TreeMap<>();

  private LeadFigures(History history, Scope scope) {
    this.history = history;
    this.scope = scope;
    scope.starts().forEach(start -> times.put(start, new Tally()));
    history
        .tallies()
        .forEach((cell, tally) -> {
          if (scope.holds(cell)) {
            all.add(tally);
            times.computeIfAbsent(scope.start(cell.day()), day -> new Tally()).add(tally);
            types.computeIfAbsent(cell.type(), type -> new Tally()).add(tally);
          }
        });
  }

  /** All that the page shows of the past. */
  static ObjectNode of(History history, Scope scope) {
    LeadFigures figures = new LeadFigures(history, scope);
    ObjectNode json = JSON.objectNode();
    json.put("zone", history.zone().getId())
        .put("from", scope.from().toString())
        .put("to", scope.to().toString())
        .put("step", scope.byDay() ? "day" : "week");
    json.set("types", figures.typesKnown());
    json.set("times", figures.over(figures.times, (node, tally) -> flow(node, tally), "start"));
    json.set("work", figures.work());
    json.set("agreement", figures.agreement());
    json.set("overrides", figures.overrides());
    json.set("straightThrough", figures.straightThrough());
    json.set("audits", figures.audits());
    return json;
  }

  /** What may be chosen as a type, whatever is chosen now. */
  private ArrayNode typesKnown() {
    TreeSet<String> known = new TreeSet<>();
    history.tallies().keySet().stream()
        .filter(cell -> scope.tenants().test(cell.tenant()))
        .forEach(cell -> known.add(cell.type()));
    ArrayNode array = JSON.arrayNode();
    known.forEach(array::add);
    return array;
  }

  private static void flow(ObjectNode node, Tally tally) {
    node.put("asked", tally.askedInAll())
        .put("decided", tally.decisions())
        .put("accepted", accepted(tally))
        .put("byPeople", tally.completed.getOrDefault(Authority.REVIEWER, 0L));
    ObjectNode asked = node.putObject("purposes");
    tally.asked.forEach((purpose, n) -> asked.put(name(purpose), n));
  }

  private ObjectNode work() {
    ObjectNode work = JSON.objectNode();
    ArrayNode hours = work.putArray("hours");
    for (long hour : all.hours) {
      hours.add(hour);
    }
    ArrayNode reviewers = work.putArray("reviewers");
    new TreeMap<>(all.people)
        .forEach((reviewer, person) -> {
          ObjectNode node = reviewers.addObject().put("reviewer", reviewer);
          node.put("decisions", person.decisions());
          node.set("work", times(person.work));
          node.put(
              "perHour",
              person.work.sum() == 0
                  ? null
                  : round(person.work.count() * 3.6e6 / person.work.sum()));
          node.set("overruled", share(person.overruled));
          ObjectNode verdicts = node.putObject("verdicts");
          person.verdicts.forEach((verdict, n) -> verdicts.put(name(verdict), n));
          ObjectNode byType = node.putObject("types");
          types.forEach((type, tally) -> {
            Person there = tally.people.get(reviewer);
            if (there != null && there.decisions() > 0) {
              byType.put(type, there.decisions());
            }
          });
        });
    work.set(
        "types",
        over(
            types,
            (node, tally) -> {
              Times worked = new Times();
              tally.people.values().forEach(person -> worked.add(person.work));
              node.put("decisions", tally.decisions());
              node.set("work", times(worked));
              node.set("waited", times(tally.waited));
            },
            "type"));
    return work;
  }

  private ObjectNode agreement() {
    ObjectNode agreement = JSON.objectNode();
    agreement.set("documents", share(all.agreed));
    Counts overruled = new Counts();
    all.people.values().forEach(person -> overruled.add(person.overruled));
    agreement.set("overruled", share(overruled));
    ArrayNode fields = agreement.putArray("fields");
    types.forEach((type, tally) ->
        new TreeMap<>(tally.pairs)
            .forEach((field, answers) -> {
              ObjectNode node = fields.addObject().put("type", type).put("field", field);
              node.set("same", share(answers.same()));
              node.set("kappa", kappa(answers.kappa()));
            }));
    return agreement;
  }

  private ArrayNode overrides() {
    ArrayNode array = JSON.arrayNode();
    types.forEach((type, tally) ->
        tally.changed.entrySet().stream()
            .sorted(
                Map.Entry.comparingByKey(
                    java.util.Comparator.comparing(Tally.Read::model)
                        .thenComparing(Tally.Read::field)
                        .thenComparing(Tally.Read::reader)))
            .forEach(entry -> {
              Tally.Read read = entry.getKey();
              ObjectNode node =
                  array
                      .addObject()
                      .put("model", read.model())
                      .put("reader", name(read.reader()))
                      .put("type", type)
                      .put("field", read.field());
              node.set("changed", share(entry.getValue()));
            }));
    return array;
  }

  private ObjectNode straightThrough() {
    ObjectNode node = JSON.objectNode();
    Function<Tally, ObjectNode> through =
        tally -> {
          long accepted = accepted(tally);
          return share(accepted, accepted + asksOfDoubt(tally));
        };
    node.set("all", through.apply(all));
    node.set(
        "times", over(times, (each, tally) -> each.set("share", through.apply(tally)), "start"));
    node.set(
        "types", over(types, (each, tally) -> each.set("share", through.apply(tally)), "type"));
    return node;
  }

  /** Errors of what was accepted, counted where it was accepted. */
  private ObjectNode audits() {
    Counts wrong = new Counts();
    SortedMap<LocalDate, Counts> byTime = new TreeMap<>();
    SortedMap<String, Counts> byType = new TreeMap<>();
    Map<String, SortedMap<String, Counts>> byField = new HashMap<>();
    scope.weeks().forEach(start -> byTime.put(start, new Counts()));
    long waiting = 0;
    long unmatched = 0;
    for (Checked check : history.checks()) {
      String tenant = check.unmatchedOf();
      if (tenant != null && scope.type() == null && scope.tenants().test(tenant)) {
        unmatched++;
      }
      Cell cell = check.cell();
      if (cell == null || !scope.holds(cell)) {
        continue;
      }
      if (!check.isDone()) {
        waiting++;
        continue;
      }
      List<String> faults = check.wrong(history.forms());
      wrong.add(!faults.isEmpty());
      byTime.computeIfAbsent(Scope.monday(cell.day()), day -> new Counts()).add(!faults.isEmpty());
      byType.computeIfAbsent(cell.type(), type -> new Counts()).add(!faults.isEmpty());
      SortedMap<String, Counts> fields =
          byField.computeIfAbsent(cell.type(), type -> new TreeMap<>());
      TreeSet<String> named = new TreeSet<>(history.forms().fields(cell.type()));
      named.add(Tally.CLASS);
      named.addAll(faults);
      named.forEach(
          field -> fields.computeIfAbsent(field, any -> new Counts()).add(faults.contains(field)));
    }
    ObjectNode node = JSON.objectNode().put("waiting", waiting).put("unmatched", unmatched);
    node.set("wrong", share(wrong));
    node.put("target", scope.type() == null ? null : history.target(scope.type()));
    node.set("weeks", over(byTime, (each, counts) -> each.set("share", share(counts)), "start"));
    node.set("types", over(byType, (each, counts) -> each.set("share", share(counts)), "type"));
    ArrayNode fields = node.putArray("fields");
    new TreeMap<>(byField)
        .forEach((type, counted) ->
            counted.forEach((field, counts) -> {
              ObjectNode each = fields.addObject().put("type", type).put("field", field);
              each.set("share", share(counts));
            }));
    return node;
  }

  private <K, V> ArrayNode over(
      SortedMap<K, V> parts, BiConsumer<ObjectNode, V> written, String key) {
    ArrayNode array = JSON.arrayNode();
    parts.forEach((part, value) -> {
      ObjectNode node = array.addObject().put(key, part.toString());
      written.accept(node, value);
    });
    return array;
  }

  /** Completed without a person. */
  private static long accepted(Tally tally) {
    return tally.completed.getOrDefault(Authority.GATE, 0L)
        + tally.completed.getOrDefault(Authority.FRONTIER, 0L);
  }

  private static long asksOfDoubt(Tally tally) {
    return tally.asked.getOrDefault(io.sluice.events.ReviewPurpose.DOUBT, 0L);
  }

  private static ObjectNode times(Times times) {
    return JSON.objectNode()
        .put("count", times.count())
        .put("p50", times.count() == 0 ? null : times.quantile(MEDIAN))
        .put("p90", times.count() == 0 ? null : times.quantile(NINE_OF_TEN));
  }

  private static ObjectNode share(Counts counts) {
    return share(counts.count(), counts.of());
  }

  private static ObjectNode share(long count, long of) {
    Share share = Share.of(count, of);
    return JSON.objectNode()
        .put("count", count)
        .put("of", of)
        .put("rate", round(share.rate()))
        .put("low", round(share.low()))
        .put("high", round(share.high()));
  }

  private static ObjectNode kappa(Kappa kappa) {
    return JSON.objectNode()
        .put("kappa", round(kappa.kappa()))
        .put("low", round(kappa.low()))
        .put("high", round(kappa.high()));
  }

  private static @org.jspecify.annotations.Nullable Double round(double value) {
    return Double.isNaN(value) ? null : Math.round(value * 1e6) / 1e6;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
