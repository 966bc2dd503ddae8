package io.sluice.evaluation.gate;

import io.sluice.evaluation.Numbers;
import io.sluice.evaluation.TextTable;
import io.sluice.evaluation.gate.Family.Member;
import io.sluice.evaluation.gate.GateFit.Expected;
import io.sluice.evaluation.gate.GateFit.Selected;
import io.sluice.evaluation.gate.GateFit.Structure;
import io.sluice.statistics.Binomial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A fitted gate as tables for people. */
public final class GateText {
  private GateText() {}

  /** The tables, with what to expect of the gate at their end. */
  public static String of(GateFit fit, Expected expected) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "Target: at most %s wrong, with confidence %s; %d documents, %d classes, %d fields.%n%n",
            Numbers.percent(fit.target()),
            Numbers.percent(fit.confidence()),
            fit.set().documents(),
            fit.selectedClasses().of(),
            fit.selectedFields().of()));
    out.append("CLASSES\n").append(classes(fit)).append('\n');
    out.append("FIELDS\n").append(fields(fit)).append('\n');
    if (!fit.unlicensed().isEmpty()) {
      out.append("  Field labels not used: ")
          .append(String.join(", ", fit.unlicensed().keySet()))
          .append(". The gate lets no field of these pass.\n\n");
    }
    return out.append("EXPECTED, if documents go on like these\n")
        .append(expected(fit, expected))
        .toString();
  }

  private static TextTable table(String what) {
    return new TextTable(
            what, "labels", "wrong", "threshold", "passing", "wrong then", "from, or what it lacks")
        .left(6);
  }

  private static TextTable classes(GateFit fit) {
    TextTable table = table("class");
    fit.classes().rules().forEach((member, rule) -> row(table, member.type(), rule));
    table.rule();
    structured(table, "by structure", fit.set().classesFromStructure());
    pool(table, "pool of all, structure too", fit.classes().ofAll());
    return table;
  }

  private static TextTable fields(GateFit fit) {
    TextTable table = table("field");
    Map<String, List<Map.Entry<Member, Rule>>> byType = new LinkedHashMap<>();
    for (Map.Entry<Member, Rule> entry : fit.fields().rules().entrySet()) {
      byType.computeIfAbsent(entry.getKey().type(), t -> new ArrayList<>()).add(entry);
    }
    byType.forEach((type, entries) -> {
      int unseen = 0;
      for (Map.Entry<Member, Rule> entry : entries) {
        if (entry.getValue().observed() == 0) {
          unseen++;
        } else {
          row(table, type + "." + entry.getKey().name(), entry.getValue());
        }
      }
      if (unseen > 0) {
        String fields = unseen + (unseen < entries.size() ? " other" : "") + " fields";
        table.row(type + ", " + fields, 0, 0, "infeasible", "", "", "no label spoke of them");
      }
      pool(table, type + ", pool", Optional.ofNullable(fit.fields().ofClasses().get(type)));
      table.rule();
    });
    fit.fields()
        .besides()
        .ifPresent(rule -> {
          if (fit.structure() == Structure.OPEN) {
            table.row(
                "from structure",
                rule.observed(),
                rule.errors(),
                Numbers.NONE,
                rule.observed(),
                rule.errors(),
                "the type's trust: its labels neither confirm nor refute it");
          } else {
            row(table, "from structure", rule);
          }
        });
    pool(table, "pool of all, structure too", fit.fields().ofAll());
    return table;
  }

  private static void structured(TextTable table, String name, List<Observation> structure) {
    if (!structure.isEmpty()) {
      long wrong = structure.stream().filter(o -> !o.right()).count();
      table.row(
          name,
          structure.size(),
          wrong,
          Numbers.NONE,
          structure.size(),
          wrong,
          "the type's trust; part of the pool below");
    }
  }

  private static void pool(TextTable table, String name, Optional<Rule> rule) {
    rule.ifPresent(r -> row(table, name, r));
  }

  private static void row(TextTable table, String name, Rule rule) {
    switch (rule) {
      case Rule.Threshold t ->
          table.row(
              name,
              t.observed(),
              t.errors(),
              Numbers.rate(t.threshold()),
              t.accepted(),
              t.wrong(),
              t.pool().text());
      case Rule.Infeasible i ->
          table.row(name, i.observed(), i.errors(), "infeasible", "", "", lack(i));
    }
  }

  private static String lack(Rule rule) {
    return switch (rule) {
      case Rule.Infeasible i when i.reason() != null -> String.valueOf(i.reason());
      case Rule.Infeasible i when i.needed() != null ->
          String.format(
              Locale.ROOT, "about %,d more label%s", i.needed(), i.needed() == 1 ? "" : "s");
      default -> "";
    };
  }

  private static TextTable expected(GateFit fit, Expected e) {
    double tail = (1 + fit.confidence()) / 2;
    TextTable table =
        new TextTable(
            "of the labelled set", "accepted", "of", "share", "wrong", "error", "error at most");
    table.row(
        "documents straight through",
        e.accepted(),
        e.documents(),
        e.documents() == 0
            ? Numbers.NONE
            : String.format(
                Locale.ROOT,
                "%s [%s, %s]",
                Numbers.percent((double) e.accepted() / e.documents()),
                Numbers.percent(Binomial.lower(e.accepted(), e.documents(), tail)),
                Numbers.percent(Binomial.upper(e.accepted(), e.documents(), tail))),
        e.wrong(),
        e.accepted() == 0 ? Numbers.NONE : Numbers.percent((double) e.wrong() / e.accepted()),
        Numbers.percent(Binomial.upper(e.wrong(), e.accepted(), fit.confidence())));
    selected(table, "fields past their thresholds", fit, fit.selectedFields());
    selected(table, "classes past their thresholds", fit, fit.selectedClasses());
    return table;
  }

  private static void selected(TextTable table, String name, GateFit fit, Selected s) {
    table.row(
        name,
        s.accepted(),
        s.of(),
        s.of() == 0 ? Numbers.NONE : Numbers.percent((double) s.accepted() / s.of()),
        s.wrong(),
        s.accepted() == 0 ? Numbers.NONE : Numbers.percent(s.error()),
        Numbers.percent(Binomial.upper(s.wrong(), s.accepted(), fit.confidence())));
  }
}
