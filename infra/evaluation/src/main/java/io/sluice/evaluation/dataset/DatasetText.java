package io.sluice.evaluation.dataset;

import io.sluice.evaluation.Numbers;
import io.sluice.evaluation.TextTable;
import io.sluice.evaluation.dataset.Version.Finding;
import io.sluice.evaluation.dataset.Version.Held;
import io.sluice.evaluation.dataset.Version.Member;
import io.sluice.evaluation.dataset.Version.Pair;
import io.sluice.evaluation.dataset.Version.Reviewer;
import io.sluice.evaluation.dataset.Version.Split;
import io.sluice.evaluation.dataset.Version.Standing;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Versions for people. */
public final class DatasetText {
  private static final int SHOWN = 12;

  private DatasetText() {}

  /** A version: what it holds, what was left out, and what quality control found. */
  public static String of(Version version, String sha256) {
    StringBuilder out = new StringBuilder();
    out.append(
        "VERSION %d   %s%n  %d decisions about %d documents, until %s%n%n"
            .formatted(
                version.version(),
                sha256,
                version.entries().size(),
                version.documents().size(),
                version.until()));
    out.append(sides(version)).append('\n');
    count(out, "LICENCES", version.documents().values(), Member::licence);
    count(out, "LEFT OUT (decisions)", version.leftOut(), one -> words(one.why().name()));
    count(out, "REMOVED with this version", version.removed(), one -> words(one.why().name()));
    var quality = version.quality();
    TextTable reviewers =
        new TextTable("reviewer", "decisions", "compared fields", "agreed", "gold fields", "right");
    for (Reviewer one : quality.reviewers()) {
      reviewers.row(
          one.reviewer(),
          one.decisions(),
          one.compared(),
          share(one.agreed(), one.compared()),
          one.goldFields(),
          share(one.goldRight(), one.goldFields()));
    }
    out.append("REVIEWERS\n").append(reviewers).append('\n');
    findings(out, "TWO PEOPLE DIFFER", quality.disagreements());
    pairs(out, "NEARLY THE SAME", quality.duplicates());
    pairs(out, "LEAKAGE: alike, on two sides", quality.leakage());
    findings(out, "LABELS THAT THE WORDS DO NOT HOLD", quality.notInWords());
    findings(out, "ODD LABELS", quality.odd());
    return out.toString();
  }

  /** What changed from one version to a later one. */
  public static String diff(Version before, Version after) {
    Set<String> had = new HashSet<>();
    before.entries().forEach(held -> had.add(held.sha256()));
    Set<String> has = new HashSet<>();
    after.entries().forEach(held -> has.add(held.sha256()));
    StringBuilder out = new StringBuilder();
    out.append("FROM VERSION %d TO %d%n".formatted(before.version(), after.version()));
    List<Held> added = after.entries().stream().filter(h -> !had.contains(h.sha256())).toList();
    List<Held> gone = before.entries().stream().filter(h -> !has.contains(h.sha256())).toList();
    out.append("  + %d decisions, - %d decisions%n".formatted(added.size(), gone.size()));
    count(out, "NEW, by type", added, held -> type(after, held.documentId()));
    count(out, "GONE, by type", gone, held -> type(before, held.documentId()));
    TextTable table = new TextTable("document", "what", "before", "after").left(1, 2, 3);
    Set<String> ids = new TreeSet<>(before.documents().keySet());
    ids.addAll(after.documents().keySet());
    for (String id : ids) {
      Member one = before.documents().get(id);
      Member other = after.documents().get(id);
      if (one == null || other == null) {
        table.row(id, one == null ? "new" : "gone", place(one), place(other));
      } else if (!one.label().equals(other.label())) {
        table.row(id, "decided anew", place(one), place(other));
      } else if (one.split() != other.split() || one.standing() != other.standing()) {
        table.row(id, "moved", place(one), place(other));
      }
    }
    return out.append('\n').append(table).toString();
  }

  private static String type(Version version, String id) {
    Member member = version.documents().get(id);
    return member == null ? Numbers.NONE : member.documentType();
  }

  private static String place(@Nullable Member member) {
    return member == null
        ? Numbers.NONE
        : member.documentType()
            + ", "
            + words(member.split().name())
            + (member.standing() == Standing.USED ? "" : ", " + words(member.standing().name()));
  }

  private static String sides(Version version) {
    TextTable table =
        new TextTable(
            "type", "train", "calibration", "validation", "gold", "unsettled", "not permitted");
    Map<String, int[]> counts = new TreeMap<>();
    version
        .documents()
        .values()
        .forEach(member -> {
          int column =
              member.standing() == Standing.USED
                  ? member.split().ordinal()
                  : Split.values().length + member.standing().ordinal() - 1;
          counts.computeIfAbsent(member.documentType(), t -> new int[6])[column]++;
        });
    counts.forEach((type, n) -> table.row(type, n[0], n[1], n[2], n[3], n[4], n[5]));
    return table.toString();
  }

  private static <T> void count(
      StringBuilder out, String title, Iterable<T> all, Function<T, String> of) {
    Map<String, Integer> counts = new TreeMap<>();
    all.forEach(one -> counts.merge(of.apply(one), 1, Integer::sum));
    if (!counts.isEmpty()) {
      out.append(title).append('\n');
      counts.forEach((name, n) -> out.append("  %6d  %s%n".formatted(n, name)));
      out.append('\n');
    }
  }

  private static void findings(StringBuilder out, String title, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    out.append(title).append(": ").append(findings.size()).append('\n');
    findings.stream()
        .limit(SHOWN)
        .forEach(one ->
            out.append(
                "  %s  %s (%s)%n"
                    .formatted(one.documentId(), String.join(", ", one.fields()), one.what())));
    rest(out, findings.size());
  }

  private static void pairs(StringBuilder out, String title, List<Pair> pairs) {
    if (pairs.isEmpty()) {
      return;
    }
    out.append(title).append(": ").append(pairs.size()).append('\n');
    pairs.stream()
        .limit(SHOWN)
        .forEach(one ->
            out.append(
                String.format(
                    Locale.ROOT, "  %s  %s  %.2f%n", one.one(), one.other(), one.alike())));
    rest(out, pairs.size());
  }

  private static void rest(StringBuilder out, int size) {
    out.append(
        size > SHOWN ? "  … and %d more, in the manifest%n%n".formatted(size - SHOWN) : "\n");
  }

  private static String share(int part, int whole) {
    return whole == 0 ? Numbers.NONE : Numbers.percent((double) part / whole);
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
