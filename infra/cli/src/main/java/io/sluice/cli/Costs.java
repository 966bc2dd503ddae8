package io.sluice.cli;

import io.sluice.evaluation.Numbers;
import io.sluice.evaluation.TextTable;
import io.sluice.events.Authority;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.Stage;
import io.sluice.events.StageUse;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What completed documents have cost, by type. Not thread-safe. */
final class Costs {
  private static final int THOUSAND = 1_000;

  private final Prices prices;
  private final SortedMap<String, Bill> bills = new TreeMap<>();

  /** The sums of one type. */
  static final class Bill {
    int documents;
    double allFrontier;
    final Map<Authority, Integer> routes = new EnumMap<>(Authority.class);
    final Map<Stage, Double> stages = new EnumMap<>(Stage.class);

    double cost() {
      return stages.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    double stage(Stage stage) {
      return stages.getOrDefault(stage, 0.0);
    }

    double share(Authority route) {
      return (double) routes.getOrDefault(route, 0) / documents;
    }
  }

  Costs(Prices prices) {
    this.prices = prices;
  }

  /** Counts a record. A correction of one that was counted adds what people did, and no more. */
  void count(DocumentCompleted record) {
    Bill bill = bills.computeIfAbsent(record.getDocumentType(), type -> new Bill());
    boolean first = record.getRevision() == 1;
    if (first) {
      bill.documents++;
      bill.routes.merge(record.getAuthority(), 1, Integer::sum);
      bill.allFrontier += prices.frontier().of(record.getWordCount());
    }
    for (StageUse use : record.getUses()) {
      if (first || use.getStage() == Stage.REVIEW) {
        bill.stages.merge(use.getStage(), prices.of(use), Double::sum);
      }
    }
  }

  SortedMap<String, Bill> bills() {
    return bills;
  }

  /** For people: what a thousand documents cost. */
  String text() {
    TextTable table =
        new TextTable(
            "type",
            "documents",
            "a thousand cost",
            "parse",
            "models",
            "larger models",
            "people",
            "gate",
            "larger",
            "reviewed",
            "all frontier");
    bills.forEach((type, bill) -> table.row(row(type, bill)));
    return table.toString();
  }

  private static Object[] row(String type, Bill bill) {
    int n = Math.max(1, bill.documents);
    return new Object[] {
      type,
      bill.documents,
      money(bill.cost() / n),
      money(bill.stage(Stage.PARSE) / n),
      money(bill.stage(Stage.INFER) / n),
      money(bill.stage(Stage.ESCALATE) / n),
      money(bill.stage(Stage.REVIEW) / n),
      Numbers.percent(bill.share(Authority.GATE)),
      Numbers.percent(bill.share(Authority.LLM) + bill.share(Authority.FRONTIER)),
      Numbers.percent(bill.share(Authority.REVIEWER)),
      money(bill.allFrontier / n)
    };
  }

  private static String money(double amount) {
    return String.format(Locale.ROOT, "%.2f", THOUSAND * amount);
  }
}
