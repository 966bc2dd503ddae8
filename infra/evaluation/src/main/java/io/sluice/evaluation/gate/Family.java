package io.sluice.evaluation.gate;

import io.sluice.evaluation.gate.FixedSequence.Certified;
import io.sluice.evaluation.gate.Rule.Pool;
import io.sluice.statistics.Binomial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Thresholds for many members (the fields, or the classes) that hold together with one confidence.
 *
 * <p>From fine to coarse: each member by its own observations; those without a threshold together
 * with the others of their class; those still without one together with all. The test of all has
 * half of the budget, the finer ones share the other half (Bonferroni); a test that could not
 * succeed even without an error, for want of observations, is not made and takes no share. A member
 * that has got its threshold leaves, so that it cannot lend its good name to the rest.
 *
 * <p>A pool bounds the error of its members together. It is certified with all of them first; only
 * then those are turned away whose own errors above the threshold contradict the target. The other
 * way round the labels would choose whom they judge.
 */
final class Family {
  /** A field of a class, or a class (whose name is then both). */
  record Member(String type, String name) {}

  /** What came of it: each member's rule, and what the coarser pools certified or lacked. */
  record Fitted(
      Map<Member, Rule> rules,
      Map<String, Rule> ofClasses,
      Optional<Rule> ofAll,
      Optional<Rule> besides,
      int tests) {}

  private static final String ALL = "";
  private static final String BESIDES = "besides";

  /** A test that may be made: a member's, a class's or that of all. */
  private record Candidate(String key, int observations) {}

  private final Map<Member, List<Observation>> members;
  private final List<Observation> besides;
  private final boolean ofFields;
  private final double target;
  private final double confidence;
  private final List<String> fine;
  private final Map<Member, Rule> rules = new LinkedHashMap<>();

  private Family(
      Map<Member, List<Observation>> members,
      List<Observation> besides,
      boolean ofFields,
      double target,
      double confidence) {
    this.members = members;
    this.besides = besides;
    this.ofFields = ofFields;
    this.target = target;
    this.confidence = confidence;
    this.fine = fine();
  }

  /**
   * Fits.
   *
   * @param members observations by member
   * @param besides what the gate lets through by another rule, whatever its confidence: it counts
   *     in the pool of all, which bounds the error of everything that is accepted
   * @param ofFields whether the members of a class make a pool, and {@code besides} has a rule of
   *     its own
   */
  static Fitted fit(
      Map<Member, List<Observation>> members,
      List<Observation> besides,
      boolean ofFields,
      double target,
      double confidence) {
    return new Family(members, besides, ofFields, target, confidence).fit();
  }

  private Fitted fit() {
    for (Map.Entry<Member, List<Observation>> member : members.entrySet()) {
      certify(key(member.getKey()), member.getValue())
          .ifPresent(c -> admit(List.of(member.getKey()), c, Pool.OWN));
    }
    Map<String, Rule> ofClasses = new TreeMap<>();
    if (ofFields) {
      byType()
          .forEach((type, all) -> {
            pool(type, open(all), List.of(), Pool.CLASS)
                .ifPresent(rule -> ofClasses.put(type, rule));
          });
    }
    Optional<Rule> ofAll = pool(ALL, open(members.keySet()), besides, Pool.ALL);
    Optional<Rule> own =
        besides.isEmpty() || !ofFields
            ? Optional.empty()
            : Optional.of(rule(BESIDES, besides, Pool.OWN));
    for (Member member : open(members.keySet())) {
      rules.put(member, infeasible(key(member), members.getOrDefault(member, List.of())));
    }
    return new Fitted(inOrder(), ofClasses, ofAll, own, 1 + fine.size());
  }

  /** The fine tests that could succeed: as many as can, those with most observations first. */
  private List<String> fine() {
    List<Candidate> candidates = new ArrayList<>();
    members.forEach((member, own) -> candidates.add(new Candidate(key(member), own.size())));
    if (ofFields) {
      candidates.add(new Candidate(BESIDES, besides.size()));
      byType().forEach((type, of) -> candidates.add(new Candidate(type, observations(of).size())));
    }
    candidates.sort(
        Comparator.comparingInt(Candidate::observations).reversed().thenComparing(Candidate::key));
    for (int n = candidates.size(); n > 0; n--) {
      if (candidates.get(n - 1).observations >= Binomial.least(target, budget() / 2 / n)) {
        return candidates.subList(0, n).stream().map(Candidate::key).toList();
      }
    }
    return List.of();
  }

  private double budget() {
    return 1 - confidence;
  }

  /** The part of the budget that a test has, or would have. */
  private double share(String key) {
    if (key.equals(ALL)) {
      return fine.isEmpty() ? budget() : budget() / 2;
    }
    return budget() / 2 / Math.max(1, fine.size());
  }

  private Optional<Certified> certify(String key, List<Observation> observations) {
    return key.equals(ALL) || fine.contains(key)
        ? FixedSequence.certify(observations, target, share(key))
        : Optional.empty();
  }

  private Optional<Rule> pool(String key, List<Member> open, List<Observation> more, Pool pool) {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    List<Observation> together = new ArrayList<>();
    more.forEach(o -> together.add(new Observation(1, o.right())));
    together.addAll(observations(open));
    if (together.isEmpty()) {
      return Optional.empty();
    }
    Rule rule = rule(key, together, pool);
    if (rule instanceof Rule.Threshold found) {
      admit(open, new Certified(found.threshold(), found.accepted(), found.wrong()), pool);
    }
    return Optional.of(rule);
  }

  private Rule rule(String key, List<Observation> observations, Pool pool) {
    return certify(key, observations)
        .<Rule>map(c ->
            new Rule.Threshold(
                c.threshold(),
                pool,
                c.accepted(),
                c.errors(),
                observations.size(),
                errors(observations)))
        .orElseGet(() -> infeasible(key, observations));
  }

  /** Gives the threshold to those of the members whose own errors do not contradict the target. */
  private void admit(List<Member> open, Certified certified, Pool pool) {
    for (Member member : open) {
      List<Observation> own = members.getOrDefault(member, List.of());
      List<Observation> above =
          own.stream().filter(o -> o.confidence() >= certified.threshold()).toList();
      int wrong = errors(above);
      boolean contradicts =
          pool != Pool.OWN && Binomial.soMany(wrong, above.size(), target) < 1 - confidence;
      if (!own.isEmpty() && !contradicts) {
        rules.put(
            member,
            new Rule.Threshold(
                certified.threshold(), pool, above.size(), wrong, own.size(), errors(own)));
      }
    }
  }

  private Rule.Infeasible infeasible(String key, List<Observation> observations) {
    OptionalInt needed = Shortfall.further(observations, target, share(key));
    return new Rule.Infeasible(
        observations.size(),
        errors(observations),
        needed.isPresent() ? (Integer) needed.getAsInt() : null,
        observations.isEmpty()
            ? "no label spoke of it"
            : needed.isEmpty() ? "the error rate is too high at every threshold" : null);
  }

  private List<Member> open(Iterable<Member> some) {
    List<Member> open = new ArrayList<>();
    some.forEach(member -> {
      if (!rules.containsKey(member)) {
        open.add(member);
      }
    });
    return open;
  }

  private List<Observation> observations(List<Member> some) {
    return some.stream().flatMap(m -> members.getOrDefault(m, List.of()).stream()).toList();
  }

  private Map<String, List<Member>> byType() {
    Map<String, List<Member>> byType = new TreeMap<>();
    members.keySet().forEach(m -> byType.computeIfAbsent(m.type, t -> new ArrayList<>()).add(m));
    return byType;
  }

  private Map<Member, Rule> inOrder() {
    Map<Member, Rule> ordered = new LinkedHashMap<>();
    members
        .keySet()
        .forEach(m -> Optional.ofNullable(rules.get(m)).ifPresent(r -> ordered.put(m, r)));
    return ordered;
  }

  private static int errors(List<Observation> observations) {
    return (int) observations.stream().filter(o -> !o.right()).count();
  }

  private static String key(Member member) {
    return member.type + "." + member.name;
  }
}
