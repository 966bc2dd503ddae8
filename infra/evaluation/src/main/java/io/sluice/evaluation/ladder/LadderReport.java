package io.sluice.evaluation.ladder;

import io.sluice.evaluation.Numbers;
import io.sluice.evaluation.TextTable;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every ladder that can be made of some rungs, by type, and the one that costs least.
 *
 * @param rows by type, the shortest ladder first
 */
public record LadderReport(double target, double confidence, SortedMap<String, List<Worth>> rows) {

  /** From this confidence on a field does not climb: an accepted one need not be surer. */
  double sureEnough() {
    return 1 - target;
  }

  /**
   * Replays.
   *
   * @param rungs lowest first; at least one
   * @param target the share of accepted fields that may be wrong, in (0, 1)
   * @param confidence of the statement that the cheapest ladder holds it, in (0, 1): the chance of
   *     error is shared among the ladders that were tried
   * @param person the price of one review
   */
  public static LadderReport of(
      List<LabelledDocument> documents,
      List<Rung> rungs,
      LabelSchema schema,
      double target,
      double confidence,
      double person) {
    List<List<Rung>> ladders = new ArrayList<>(Climb.ladders(rungs));
    ladders.sort(Comparator.comparingInt(List::size));
    double budget = (1 - confidence) / ladders.size();
    SortedMap<String, List<Worth>> rows = new TreeMap<>();
    schema
        .classes()
        .keySet()
        .forEach(type -> {
          List<LabelledDocument> own =
              documents.stream().filter(d -> d.type().equals(type)).toList();
          List<Worth> worths = new ArrayList<>();
          for (List<Rung> ladder : ladders) {
            // A field climbs as long as it is less sure than the target wants an accepted one to
            // be.
            List<Climb.Climbed> climbed = Climb.of(own, ladder, schema, 1 - target);
            worths.add(
                Worth.of(
                    ladder.stream().map(Rung::name).toList(), climbed, target, budget, person));
          }
          if (worths.get(0).fields() > 0) {
            rows.put(type, worths);
          }
        });
    return new LadderReport(target, confidence, rows);
  }

  /** The ladder that costs least; of equals, the shortest. */
  public static Worth cheapest(List<Worth> worths) {
    return worths.stream().min(Comparator.comparingDouble(Worth::expected)).orElseThrow();
  }

  /** The tables, and what follows from them, for people. */
  public String text() {
    StringBuilder out = new StringBuilder();
    rows.forEach((type, worths) -> {
      out.append(
          String.format(
              Locale.ROOT,
              "%s: %d documents, %d graded fields%n",
              type,
              worths.get(0).documents(),
              worths.get(0).fields()));
      TextTable table =
          new TextTable(
              "ladder",
              "fields right",
              "AUROC",
              "straight-through",
              "wrong",
              "calls",
              "rungs cost",
              "with people",
              "latency");
      worths.forEach(worth -> table.row(cells(worth)));
      out.append(table).append(advice(worths)).append('\n');
    });
    return out.toString();
  }

  private static Object[] cells(Worth worth) {
    return new Object[] {
      String.join(" → ", worth.ladder()),
      Numbers.rate(worth.accuracy()),
      Numbers.rate(worth.auroc()),
      worth.certified().isPresent()
          ? Numbers.percent(worth.straightThrough())
          : "infeasible"
              + (worth.further().isPresent() ? ", " + worth.further().getAsInt() + " more" : ""),
      worth.wrong() + " of " + worth.through(),
      String.format(Locale.ROOT, "%.2f", worth.calls()),
      money(worth.asked()),
      money(worth.expected()),
      worth.latency().toMillis() + " ms"
    };
  }

  private String advice(List<Worth> worths) {
    Worth best = cheapest(worths);
    Worth alone = worths.get(0);
    StringBuilder out = new StringBuilder();
    if (best.certified().isEmpty()) {
      out.append(
          String.format(
              Locale.ROOT,
              "  At a target error of %s these labels certify no ladder: every document goes to"
                  + " people, and no rung above %s pays.%n",
              Numbers.percent(target),
              alone.ladder().get(0)));
      return out.toString();
    }
    out.append(
        String.format(
            Locale.ROOT,
            "  Cheapest: %s, fields from %s on; %s a document instead of %s with %s alone.%n",
            String.join(" → ", best.ladder()),
            Numbers.rate((Double) best.certified().get().threshold()),
            money(best.expected()),
            money(alone.expected()),
            alone.ladder().get(0)));
    for (Worth worth : worths) {
      if (worth.ladder().size() == 2 && worth.expected() >= alone.expected()) {
        out.append(
            String.format(
                Locale.ROOT,
                "  %s alone above it does not pay: %s a document instead of %s.%n",
                worth.ladder().get(1),
                money(worth.expected()),
                money(alone.expected())));
      }
    }
    return out.toString();
  }

  private static String money(double amount) {
    return String.format(Locale.ROOT, "%.4f", amount);
  }
}
