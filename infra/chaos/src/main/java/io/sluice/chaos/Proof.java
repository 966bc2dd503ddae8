package io.sluice.chaos;

import io.sluice.chaos.Violation.Rule;
import io.sluice.events.AuditDecision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the promises were kept: a pure function of what stands on the topics and in the sink's
 * folder.
 *
 * @param violations empty if all were kept
 * @param counts what was counted, by name
 */
record Proof(List<Violation> violations, Map<String, Long> counts) {

  /** What is known of one document. */
  private static final class Story {
    int handed;
    final List<Seen.Ended> endings = new ArrayList<>();
    final Map<String, Integer> questions = new TreeMap<>();
    final Map<String, Integer> audits = new TreeMap<>();
    final Set<String> decided = new TreeSet<>();
    int corrected;
    final Map<String, Integer> asked = new TreeMap<>();
    final Map<String, Integer> done = new TreeMap<>();
    final Map<String, Integer> answered = new TreeMap<>();
    String stage = "";
    int effects;
    final Map<AuditDecision, Integer> audited = new EnumMap<>(AuditDecision.class);

    /** What it came to: its ends, and the questions that nobody has answered. */
    List<Seen.Ended> rest() {
      List<Seen.Ended> rest = new ArrayList<>(endings);
      questions.forEach((task, times) -> {
        if (!decided.contains(task)) {
          String id = task.substring(0, Math.max(0, task.indexOf('/')));
          rest.addAll(Collections.nCopies(times, new Seen.Ended(id, Route.REVIEW, "")));
        }
      });
      return rest;
    }

    int ended(Route route) {
      return (int) endings.stream().filter(ended -> ended.route() == route).count();
    }
  }

  /**
   * Holds what was seen against the promises.
   *
   * @param expected how documents end without faults, by id; those that it does not name may end in
   *     any way
   * @param deliveries how often a task may be worked on
   */
  static Proof of(Collection<Seen> seen, Map<String, Route> expected, int deliveries) {
    List<Violation> violations = new ArrayList<>();
    Map<String, Story> stories = new LinkedHashMap<>();
    // What was sent and never stored is lost too: it has no record of its own.
    expected.keySet().forEach(id -> stories.computeIfAbsent(id, key -> new Story()));
    for (Seen each : seen) {
      Story story = stories.computeIfAbsent(each.documentId(), key -> new Story());
      switch (each) {
        case Seen.Handed handed -> story.handed++;
        case Seen.Asked(String id, String task) -> story.asked.merge(task, 1, Integer::sum);
        case Seen.Answered(String id, String task, boolean givenUp) -> {
          story.answered.merge(task, 1, Integer::sum);
          if (!givenUp) {
            story.done.merge(task, 1, Integer::sum);
          }
        }
        case Seen.Ended ended -> story.endings.add(ended);
        case Seen.Reported(String id, String stage) -> story.stage = stage;
        case Seen.Effect effect -> story.effects++;
        case Seen.Questioned(String id, String task, boolean audit) ->
            (audit ? story.audits : story.questions).merge(task, 1, Integer::sum);
        case Seen.Decided(String id, String task) -> story.decided.add(task);
        case Seen.Corrected corrected -> story.corrected++;
        case Seen.Audited(String id, AuditDecision decision) -> {
          story.audited.merge(decision, 1, Integer::sum);
          if (decision == AuditDecision.REPLACED) {
            story.endings.add(new Seen.Ended(id, Route.REPLACED, ""));
          }
        }
        case Seen.Unchained(String id, String why) ->
            violations.add(new Violation(Rule.AUDIT_BROKEN, id, why));
        case Seen.SetAside(String id, String why) ->
            violations.add(new Violation(Rule.SET_ASIDE, id, why));
        case Seen.WrongKey(String id, String topic, String key) ->
            violations.add(new Violation(Rule.WRONG_KEY, id, "key " + key + " on " + topic));
      }
    }
    stories.forEach((id, story) -> {
      ending(id, story, expected, violations);
      tasks(id, story, deliveries, violations);
      effects(id, story, violations);
      corrections(id, story, violations);
      audit(id, story, violations);
    });
    return new Proof(List.copyOf(violations), counted(stories.values()));
  }

  /** Whether all promises were kept. */
  boolean holds() {
    return violations.isEmpty();
  }

  private static void ending(
      String id, Story story, Map<String, Route> expected, List<Violation> violations) {
    List<Seen.Ended> rest = story.rest();
    List<Route> routes = rest.stream().map(Seen.Ended::route).toList();
    boolean known = story.handed > 0 || expected.containsKey(id);
    if (known && routes.isEmpty()) {
      violations.add(
          new Violation(
              Rule.LOST,
              id,
              story.handed == 0
                  ? "sent, and not on the topic"
                  : "%s; status %s"
                      .formatted(
                          story.decided.isEmpty() ? "no ending" : "decided, and nothing came of it",
                          story.stage.isEmpty() ? "none" : story.stage)));
    }
    if (!known && !routes.isEmpty()) {
      violations.add(new Violation(Rule.ENDED_UNASKED, id, "never handed in, ended " + routes));
    }
    if (routes.size() > 1) {
      violations.add(new Violation(Rule.ENDED_TWICE, id, "ended " + routes));
    }
    Route wanted = expected.get(id);
    for (Seen.Ended ended : rest) {
      // What people make of it is theirs: it came to them.
      Route left = story.questions.isEmpty() ? ended.route() : Route.REVIEW;
      if (wanted != null && wanted != left) {
        violations.add(
            new Violation(
                Rule.ENDED_OTHERWISE,
                id,
                "ended " + left + " " + ended.why() + ", and " + wanted + " without faults"));
      }
    }
    if (routes.size() == 1 && !stageOf(routes.get(0)).equals(story.stage)) {
      violations.add(
          new Violation(
              Rule.STATUS_DIFFERS, id, "ended " + routes + ", its status says " + story.stage));
    }
  }

  private static void tasks(String id, Story story, int deliveries, List<Violation> violations) {
    over(story.asked, 1)
        .forEach((task, times) ->
            violations.add(
                new Violation(Rule.ASKED_TWICE, id, task + " was given out " + times + " times")));
    over(story.done, deliveries)
        .forEach((task, times) ->
            violations.add(
                new Violation(
                    Rule.DONE_TOO_OFTEN,
                    id,
                    "%s was done %d times, %d allowed".formatted(task, times, deliveries))));
    Map<String, Integer> questions = new TreeMap<>(story.questions);
    questions.putAll(story.audits);
    over(questions, 1)
        .forEach((task, times) ->
            violations.add(
                new Violation(Rule.ASKED_TWICE, id, task + " was asked " + times + " times")));
    Set<String> unasked = new TreeSet<>(story.answered.keySet());
    unasked.addAll(story.decided);
    unasked.removeAll(story.asked.keySet());
    unasked.removeAll(questions.keySet());
    unasked.forEach(task ->
        violations.add(new Violation(Rule.ANSWERED_UNASKED, id, task + " was never given out")));
  }

  private static void effects(String id, Story story, List<Violation> violations) {
    boolean completed = story.endings.stream().anyMatch(ended -> ended.route() == Route.COMPLETED);
    if (completed && story.effects == 0) {
      violations.add(new Violation(Rule.EFFECT_MISSING, id, "completed, and the sink has no file"));
    }
    if (story.effects > (completed ? 1 : 0)) {
      violations.add(
          new Violation(
              Rule.EFFECT_UNASKED,
              id,
              "%d files in the sink, %s"
                  .formatted(story.effects, completed ? "one completed record" : "not completed")));
    }
  }

  private static void corrections(String id, Story story, List<Violation> violations) {
    boolean answered = story.audits.keySet().stream().anyMatch(story.decided::contains);
    boolean completed = story.ended(Route.COMPLETED) > 0;
    if (story.corrected > (completed && answered ? 1 : 0)) {
      violations.add(
          new Violation(
              Rule.CORRECTED_UNASKED,
              id,
              "%d corrections, %s"
                  .formatted(story.corrected, answered ? "one audit" : "no audit was answered")));
    }
  }

  private static void audit(String id, Story story, List<Violation> violations) {
    int questions =
        Stream.of(story.questions, story.audits)
            .flatMap(tasks -> tasks.values().stream())
            .mapToInt(times -> times)
            .sum();
    Map<AuditDecision, Integer> wanted = new EnumMap<>(AuditDecision.class);
    wanted.put(AuditDecision.COMPLETED, story.ended(Route.COMPLETED));
    wanted.put(AuditDecision.REJECTED, story.ended(Route.REJECTED));
    wanted.put(AuditDecision.REVIEW_REQUESTED, questions);
    wanted.forEach((decision, times) -> {
      int entries = story.audited.getOrDefault(decision, 0);
      if (entries != times) {
        violations.add(
            new Violation(
                Rule.NOT_AUDITED,
                id,
                "%d entries %s in the audit, %d on the topics"
                    .formatted(entries, decision, times)));
      }
    });
    // An audit can find a document wrong that has no better record.
    if (story.audited.getOrDefault(AuditDecision.CORRECTED, 0) < story.corrected) {
      violations.add(new Violation(Rule.NOT_AUDITED, id, "a correction without an entry"));
    }
  }

  private static String stageOf(Route route) {
    return route == Route.REVIEW ? "IN_REVIEW" : route.name();
  }

  private static Map<String, Integer> over(Map<String, Integer> counts, int limit) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > limit)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, Long> counted(Collection<Story> stories) {
    Map<String, Long> counts = new TreeMap<>();
    Map<Integer, Long> repeats = new HashMap<>();
    for (Story story : stories) {
      add(counts, "handed in (repetitions included)", story.handed);
      add(counts, "documents", story.handed > 0 ? 1 : 0);
      story
          .rest()
          .forEach(ended ->
              add(
                  counts,
                  "ended "
                      + ended.route().name().toLowerCase(java.util.Locale.ROOT)
                      + (ended.why().isEmpty() ? "" : " " + ended.why()),
                  1));
      add(counts, "questions to people", story.questions.size());
      add(counts, "audits by people", story.audits.size());
      add(counts, "corrections", story.corrected);
      add(counts, "tasks given out", story.asked.size());
      story
          .answered
          .values()
          .forEach(times -> {
            add(counts, "tasks answered", 1);
            repeats.merge(times, 1L, Long::sum);
          });
      add(counts, "files in the sink", story.effects);
    }
    repeats.forEach((times, tasks) -> {
      if (times > 1) {
        counts.put("tasks answered " + times + " times", tasks);
      }
    });
    return counts;
  }

  private static void add(Map<String, Long> counts, String name, int more) {
    counts.merge(name, (long) more, Long::sum);
  }
}
