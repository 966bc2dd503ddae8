package io.sluice.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a run.
 *
 * @param wish what was asked for
 * @param seen what stands on the topics and in the sink's folder
 * @param expected what was handed in, and how it ends without faults
 * @param course how the run went
 */
public record ChaosReport(
    ChaosRun.Wish wish, List<Seen> seen, Map<String, Route> expected, Course course) {

  /**
   * How the run went.
   *
   * @param recoveries what each fault cost
   * @param endings when documents ended, ascending
   * @param mendings processes that had to be started anew without a fault
   * @param flowMillis from the first document to the last ending
   * @param millis all of it
   * @param stuck whether it came to a standstill
   */
  record Course(
      List<Recovery> recoveries,
      List<Long> endings,
      List<String> mendings,
      long flowMillis,
      long millis,
      boolean stuck) {}

  /** What the records prove. */
  Proof proof() {
    return Proof.of(seen, expected, Setup.DELIVERIES);
  }

  /** Whether every promise was kept. */
  public boolean holds() {
    return proof().holds() && !course.stuck();
  }

  /** For people. */
  public String text() {
    Proof proof = proof();
    StringBuilder text = new StringBuilder();
    text.append(
        "seed %d: %d documents, %d kills -9, %d freezes, %d restarts%n"
            .formatted(
                wish.seed(), wish.documents(), wish.kills(), wish.freezes(), wish.restarts()));
    text.append(
        String.format(
            Locale.ROOT,
            "%.1f minutes of flow, %.1f in all%n%n",
            course.flowMillis() / 60_000.0,
            course.millis() / 60_000.0));
    text.append(Recovery.table(course.recoveries(), course.endings())).append('\n');
    proof
        .counts()
        .forEach((name, count) -> text.append(String.format(Locale.ROOT, "%8d %s%n", count, name)));
    Map<String, Long> mended =
        course.mendings().stream()
            .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    mended.forEach((why, times) ->
        text.append(String.format(Locale.ROOT, "%8d x started anew: %s%n", times, why)));
    if (course.stuck()) {
      text.append(System.lineSeparator()).append("STUCK: documents stopped ending\n");
    }
    text.append(System.lineSeparator());
    if (proof.holds()) {
      text.append("every promise was kept\n");
    } else {
      Map<Violation.Rule, Long> rules =
          proof.violations().stream()
              .collect(Collectors.groupingBy(Violation::rule, Collectors.counting()));
      text.append("BROKEN: ").append(rules).append('\n');
      proof.violations().stream().limit(50).forEach(each -> text.append(each).append('\n'));
    }
    return text.toString();
  }
}
