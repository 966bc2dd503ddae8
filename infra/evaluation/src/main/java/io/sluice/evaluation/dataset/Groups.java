package io.sluice.evaluation.dataset;

import io.sluice.evaluation.dataset.Version.Member;
import io.sluice.evaluation.dataset.Version.Pair;
import io.sluice.evaluation.dataset.Version.Split;
import io.sluice.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Documents of one issuer, or that are alike, belong on one side: a model that has seen one of them
 * is not judged by the other. A document's side never changes; a new one goes where its group is,
 * and if its group is on two sides, to the one that judges.
 */
final class Groups {
  /** From here two documents share a template. */
  static final double ALIKE = 0.5;

  /** From here they are nearly the same. */
  static final double SAME = 0.8;

  private static final int SHORTEST_ISSUER = 4;
  private static final int LONGEST_ISSUER = 20;

  private final Map<String, String> parents = new HashMap<>();
  private final List<Pair> alike = new ArrayList<>();

  /** Ties the documents; {@code labels} holds the entry of each whose labels hold. */
  static Groups of(Map<String, Entry> labels, Consents consents) {
    Groups groups = new Groups();
    Map<String, String> issuers = new HashMap<>();
    Map<String, List<String>> byHash = new HashMap<>();
    new TreeMap<>(labels)
        .forEach((id, entry) -> {
          groups.root(id);
          for (String field : consents.issuers().getOrDefault(entry.documentType(), List.of())) {
            Entry.Label label = entry.labels().get(field);
            String issuer = label == null || label.value() == null ? "" : letters(label.value());
            if (issuer.length() >= SHORTEST_ISSUER) {
              String other = issuers.putIfAbsent(entry.documentType() + ' ' + issuer, id);
              if (other != null) {
                groups.tie(other, id, 1);
              }
            }
          }
          Set<String> candidates = new TreeSet<>();
          entry.sketch().forEach(hash -> candidates.addAll(byHash.getOrDefault(hash, List.of())));
          for (String candidate : candidates) {
            double share =
                Sketch.alike(
                    entry.sketch(), Objects.requireNonNull(labels.get(candidate)).sketch());
            if (share >= ALIKE) {
              groups.tie(candidate, id, share);
            }
          }
          entry
              .sketch()
              .forEach(hash -> byHash.computeIfAbsent(hash, h -> new ArrayList<>()).add(id));
        });
    return groups;
  }

  /** What tied two documents directly. */
  List<Pair> alike() {
    return alike;
  }

  /** A name of the document's group that tells nothing. */
  String name(String id) {
    return Ids.sha256(root(id).getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  /** The side of every document: the parent's where it has one. */
  Map<String, Split> deal(
      Map<String, Entry> labels, Map<String, Member> before, Consents consents) {
    Map<String, List<String>> members = new TreeMap<>();
    new TreeSet<>(labels.keySet())
        .forEach(id -> members.computeIfAbsent(root(id), r -> new ArrayList<>()).add(id));
    Map<String, Split> sides = new LinkedHashMap<>();
    Map<Split, Integer> filled = new EnumMap<>(Split.class);
    List<List<String>> fresh = new ArrayList<>();
    for (List<String> group : members.values()) {
      Split taken = null;
      for (String id : group) {
        Member known = before.get(id);
        if (known != null) {
          sides.put(id, known.split());
          filled.merge(known.split(), 1, Integer::sum);
          taken = taken == null || known.split().compareTo(taken) > 0 ? known.split() : taken;
        }
      }
      if (taken == null) {
        fresh.add(group);
        continue;
      }
      for (String id : group) {
        if (sides.putIfAbsent(id, taken) == null) {
          filled.merge(taken, 1, Integer::sum);
        }
      }
    }
    Map<Split, Double> shares = new EnumMap<>(Split.class);
    shares.put(Split.TRAIN, consents.train());
    shares.put(Split.CALIBRATION, consents.calibration());
    shares.put(Split.VALIDATION, 1 - consents.train() - consents.calibration());
    // Large groups first, while every share has room for them; then by a hash, not by time.
    fresh.sort(
        Comparator.comparing((List<String> group) -> -group.size())
            .thenComparing(group -> name(group.get(0))));
    for (List<String> group : fresh) {
      Split side = furthestBelow(shares, filled, labels.size(), group.size());
      group.forEach(id -> sides.put(id, side));
      filled.merge(side, group.size(), Integer::sum);
    }
    return sides;
  }

  private static Split furthestBelow(
      Map<Split, Double> shares, Map<Split, Integer> filled, int total, int more) {
    Split best = Split.TRAIN;
    double widest = Double.NEGATIVE_INFINITY;
    for (Split side : Split.values()) {
      double wanted = shares.getOrDefault(side, 0.0) * total;
      int has = filled.getOrDefault(side, 0);
      boolean fits = side == Split.TRAIN || has + more <= wanted + 1;
      double room = wanted < 0.5 ? Double.NEGATIVE_INFINITY : (wanted - has) / wanted;
      if (fits && room > widest + 1e-9) {
        best = side;
        widest = room;
      }
    }
    return best;
  }

  private void tie(String one, String other, double share) {
    alike.add(new Pair(one, other, Math.round(share * 100) / 100.0));
    String first = root(one);
    String second = root(other);
    if (first.compareTo(second) < 0) {
      parents.put(second, first);
    } else if (!first.equals(second)) {
      parents.put(first, second);
    }
  }

  /** The least id of the group. */
  private String root(String id) {
    String at = id;
    while (!parents.computeIfAbsent(at, a -> a).equals(at)) {
      at = parents.getOrDefault(at, at);
    }
    return at;
  }

  private static String letters(String text) {
    String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.substring(0, Math.min(LONGEST_ISSUER, letters.length()));
  }
}
