package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.benchmarks.ReviewCases.Way;
import io.sluice.benchmarks.SimulatedReviewer.Acknowledged;
import io.sluice.benchmarks.SimulatedReviewer.World;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says what came of it, and what the lead's page makes of the errors that were put in. */
final class ReviewsReport {
  /** Nobody and nothing. */
  private static final long[] NONE = {0, 0};

  private static final int SHOWN = 20;

  private ReviewsReport() {}

  /** Prints it; whether every promise was kept. */
  static boolean print(World world, ReviewTopics topics, JsonNode figures) {
    List<String> violations =
        ReviewProof.violations(
            world.cases,
            topics.requests(),
            topics.decisions(),
            topics.completions(),
            world.acknowledged);
    System.out.printf(
        Locale.ROOT,
        "proof: %d reviews asked for %s, %d decided, each once; %d documents completed, each once; %d yeses of the desk, all on the topic; %d answers not heard%n",
        topics.requests().size(),
        topics.requests().stream()
            .collect(Collectors.groupingBy(ReviewRequested::getPurpose, Collectors.counting())),
        topics.decisions().size(),
        topics.completed(),
        world.acknowledged.size(),
        world.unheard.size());
    violations.stream().limit(SHOWN).forEach(each -> System.out.println("BROKEN: " + each));
    System.out.println(
        violations.isEmpty()
            ? "every promise was kept"
            : violations.size() + " promises were broken");
    errors(world, topics, figures);
    return violations.isEmpty();
  }

  private static void errors(World world, ReviewTopics topics, JsonNode figures) {
    Map<String, Map<String, String>> last = ReviewProof.last(topics.completions());
    Map<Way, long[]> wrong = new HashMap<>();
    world.cases.forEach((id, labelled) -> {
      long[] counts = wrong.computeIfAbsent(labelled.way(), any -> new long[2]);
      counts[0] += labelled.truth().equals(last.get(id)) ? 0 : 1;
      counts[1]++;
    });
    long accepted = wrong.getOrDefault(Way.ACCEPTED, NONE)[1];
    long misread =
        world.cases.values().stream()
            .filter(labelled -> labelled.way() == Way.ACCEPTED && labelled.isMisread())
            .count();
    JsonNode audits = figures.at("/audits/wrong");
    System.out.printf(
        Locale.ROOT,
        "accepted and misread: %d of %d (%.2f %%); the page says from blind audits %s: %s%n",
        misread,
        accepted,
        100.0 * misread / accepted,
        share(audits),
        holds(audits, (double) misread / accepted));
    long[] auditors = slips(world, purpose -> purpose.equals("audit"));
    double withSlips = (double) misread / accepted + (double) auditors[0] / auditors[1];
    System.out.printf(
        Locale.ROOT,
        "  auditors slipped in %d of %d, which the page cannot tell from misreading: together %.2f %%, %s; wrong after audits: %d%n",
        auditors[0],
        auditors[1],
        100 * withSlips,
        holds(audits, withSlips),
        wrong.getOrDefault(Way.ACCEPTED, NONE)[0]);
    JsonNode overruled = figures.at("/agreement/overruled");
    java.util.Set<String> ofTwo =
        topics.requests().stream()
            .filter(request -> request.getPurpose() == ReviewPurpose.SECOND_OPINION)
            .map(ReviewRequested::getDocumentId)
            .collect(Collectors.toSet());
    long[] opinions = {0, 0};
    // A yes to two browsers is one decision.
    for (Acknowledged yes : world.acknowledged.stream().distinct().toList()) {
      if (ofTwo.contains(yes.documentId()) && !yes.purpose().equals("tie_break")) {
        opinions[0] += yes.slip() ? 1 : 0;
        opinions[1]++;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "first and second opinions with a slip: %d of %d (%.2f %%); the page says overruled %s: %s%n",
        opinions[0],
        opinions[1],
        100.0 * opinions[0] / opinions[1],
        share(overruled),
        holds(overruled, (double) opinions[0] / opinions[1]));
    System.out.printf(
        Locale.ROOT, "two people said the same: %s%n", share(figures.at("/agreement/documents")));
    System.out.printf(
        Locale.ROOT,
        "wrong in the end: %d of %d that one person decided, %d of %d that two or three did%n",
        wrong.getOrDefault(Way.DOUBTED, NONE)[0],
        wrong.getOrDefault(Way.DOUBTED, NONE)[1],
        wrong.getOrDefault(Way.TWO_PEOPLE, NONE)[0],
        wrong.getOrDefault(Way.TWO_PEOPLE, NONE)[1]);
    System.out.printf(
        Locale.ROOT, "straight through: %s%n", share(figures.at("/straightThrough/all")));
  }

  /** Slips, and of how many decisions. */
  private static long[] slips(World world, Predicate<String> purpose) {
    List<Acknowledged> all =
        world.acknowledged.stream().distinct().filter(yes -> purpose.test(yes.purpose())).toList();
    return new long[] {all.stream().filter(Acknowledged::slip).count(), all.size()};
  }

  private static String share(JsonNode share) {
    return String.format(
        Locale.ROOT,
        "%.2f %% [%.2f, %.2f] (%d of %d)",
        100 * share.path("rate").asDouble(),
        100 * share.path("low").asDouble(),
        100 * share.path("high").asDouble(),
        share.path("count").asLong(),
        share.path("of").asLong());
  }

  private static String holds(JsonNode share, double truth) {
    return truth >= share.path("low").asDouble() && truth <= share.path("high").asDouble()
        ? "the interval holds it"
        : "the interval misses it";
  }
}
