package io.sluice.chaos;

import io.sluice.chaos.Violation.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
    final Map<String, Integer> asked = new TreeMap<>();
    final Map<String, Integer> done = new TreeMap<>();
    final Map<String, Integer> answered = new TreeMap<>();
    String stage = "";
    int effects;
    int audited;
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
        case Seen.Audited audited -> story.audited++;
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
    List<Route> routes = story.endings.stream().map(Seen.Ended::route).toList();
    boolean known = story.handed > 0 || expected.containsKey(id);
    if (known && routes.isEmpty()) {
      violations.add(
          new Violation(
              Rule.LOST,
              id,
              story.handed == 0
                  ? "sent, and not on the topic"
                  : "no ending; status " + (story.stage.isEmpty() ? "none" : story.stage)));
    }
    if (!known && !routes.isEmpty()) {
      violations.add(new Violation(Rule.ENDED_UNASKED, id, "never handed in, ended " + routes));
    }
    if (routes.size() > 1) {
      violations.add(new Violation(Rule.ENDED_TWICE, id, "ended " + routes));
    }
    Route wanted = expected.get(id);
    for (Seen.Ended ended : story.endings) {
      if (wanted != null && wanted != ended.route()) {
        violations.add(
            new Violation(
                Rule.ENDED_OTHERWISE,
                id,
                "ended "
                    + ended.route()
                    + " "
                    + ended.why()
                    + ", and "
                    + wanted
                    + " without faults"));
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
    Set<String> unasked = new TreeSet<>(story.answered.keySet());
    unasked.removeAll(story.asked.keySet());
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

  private static void audit(String id, Story story, List<Violation> violations) {
    if (story.audited != story.endings.size()) {
      violations.add(
          new Violation(
              Rule.NOT_AUDITED,
              id,
              "%d entries in the audit, %d endings"
                  .formatted(story.audited, story.endings.size())));
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
      story.endings.forEach(ended ->
          add(
              counts,
              "ended "
                  + ended.route().name().toLowerCase(java.util.Locale.ROOT)
                  + (ended.why().isEmpty() ? "" : " " + ended.why()),
              1));
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
