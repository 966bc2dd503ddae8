package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostileDocumentsTest {

  @Test
  void whateverAParserDoesTheNextDocumentIsReadAndNothingIsLeftBehind() throws Exception {
    List<ProcessHandle> children;
    try (Bench bench = new Bench(new StillOcr(), Bench.hasty())) {
      bench.parsed(Papers.pdf(), "warm.pdf");
      assertThat(bench.rejected("misbehave: hang")).isEqualTo(Reason.PARSE_TIMED_OUT);
      assertThat(bench.rejected("misbehave: eat memory")).isEqualTo(Reason.PARSE_OUT_OF_MEMORY);
      assertThat(bench.rejected("misbehave: exit")).isEqualTo(Reason.PARSER_CRASHED);
      assertThat(bench.rejected("misbehave: babble")).isEqualTo(Reason.PARSER_CRASHED);
      assertThat(bench.rejected("misbehave: overflow")).isEqualTo(Reason.CORRUPT);
      assertThat(bench.parsed(Papers.pdf(), "after.pdf").content().getText())
          .isEqualTo(Papers.LINE);
      assertThat(bench.leftovers()).isEmpty();
      children =
          bench.extractor.childPids().stream()
              .map(ProcessHandle::of)
              .flatMap(Optional::stream)
              .toList();
      assertThat(children).isNotEmpty();
    }
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void anInterruptedThreadStopsWaitingForItsDocument() throws Exception {
    try (Bench bench = new Bench(new StillOcr());
        var thread = Executors.newSingleThreadExecutor()) {
      bench.parsed(Papers.pdf(), "warm.pdf");
      var parsing =
          thread.submit(
              () -> bench.parse("misbehave: hang".getBytes(StandardCharsets.UTF_8), "hang.txt"));
      // Nobody can see the hang begin; a cancelled task is interrupted wherever it is.
      parsing.cancel(true);
      thread.shutdown();
      assertThat(thread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(bench.parsed(Papers.pdf(), "after.pdf").content().getText())
          .isEqualTo(Papers.LINE);
    }
  }

  @Test
  void aSignalToTheWholeGroupDoesNotLookLikeACrash() throws Exception {
    try (Bench bench = new Bench(new StillOcr())) {
      bench.parsed(Papers.pdf(), "warm.pdf");
      // destroy() is SIGTERM, as a service manager sends it to every process of the group.
      List<Long> pids = bench.extractor.childPids();
      pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
      assertThat(bench.parsed(Papers.pdf(), "a.pdf").content().getText()).isEqualTo(Papers.LINE);
      assertThat(bench.extractor.childPids()).containsAnyElementsOf(pids);
    }
  }
}
