package io.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.Violation.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short {@code sluice chaos}: each kind of process dies by kill -9 while documents flow, one is
 * frozen, one is deployed anew. The long one is in infra/benchmarks/RESULTS.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosTest {
  // Another seed each time would make a red build that nobody can repeat.
  private static final ChaosRun.Wish WISH =
      new ChaosRun.Wish(20_261_121, 80, Part.values().length, 1, 1, Duration.ofMinutes(3));

  @TempDir static Path folder;

  private ChaosReport report;

  @BeforeAll
  void run() throws Exception {
    report =
        ChaosRun.run(
            WISH,
            Path.of(System.getProperty("sluice.root"), "model-workers/bundles/micro-1"),
            new ChaosRun.Program(
                "io.sluice.cli.Main",
                // The test runner may have hidden the class path in a jar's manifest.
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))),
            Optional.of(folder),
            System.out);
  }

  @Test
  void everyDocumentEndsOnceAndIsDeliveredOnceWhicheverProcessDies() {
    assertThat(report.holds()).as(() -> report.text() + logs()).isTrue();
    assertThat(report.expected()).hasSize(WISH.documents());
    assertThat(report.course().recoveries()).hasSize(WISH.plan().faults().size());
  }

  @Test
  void theProofOfThisRunFailsIfOneEndingIsTakenAwayOrRepeated() {
    Seen ending =
        report.seen().stream().filter(Seen.Ended.class::isInstance).findFirst().orElseThrow();
    List<Seen> lost = new ArrayList<>(report.seen());
    lost.remove(ending);
    List<Seen> doubled = new ArrayList<>(report.seen());
    doubled.add(ending);

    assertThat(rules(lost)).contains(Rule.LOST);
    assertThat(rules(doubled)).contains(Rule.ENDED_TWICE);
    assertThat(rules(doubled)).contains(Rule.NOT_AUDITED);
  }

  private List<Rule> rules(List<Seen> seen) {
    return Proof.of(seen, report.expected(), Setup.DELIVERIES).violations().stream()
        .map(Violation::rule)
        .toList();
  }

  /** The last lines of all logs, for the message of a failed test. */
  private static String logs() {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        List<String> lines = Files.readAllLines(log);
        logs.append("\n== ").append(log.getFileName()).append('\n');
        lines
            .subList(Math.max(0, lines.size() - 15), lines.size())
            .forEach(line -> logs.append(line, 0, Math.min(line.length(), 400)).append('\n'));
      }
    } catch (IOException e) {
      logs.append(e);
    }
    return logs.toString();
  }
}
