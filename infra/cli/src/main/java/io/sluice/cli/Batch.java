package io.sluice.cli;

import io.sluice.events.DataClass;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Documents sent down an embedded river, a line each in a results file.
 *
 * @param finished whether all have ended; if not, somebody wanted it to stop
 * @param counts how many ended where
 */
record Batch(boolean finished, Map<Ending.Route, Integer> counts) {
  /** The exit status of a run that somebody stopped. */
  static final int STOPPED = 130;

  /** Runs until all have ended, or until somebody wants it to stop. */
  static Batch run(
      List<Input> inputs, Path results, String tenant, DataClass dataClass, RunOptions options)
      throws Exception {
    Map<Ending.Route, Integer> counts = new EnumMap<>(Ending.Route.class);
    try (var interruption = new Interruption();
        var state = new StateFolder(options.state);
        var river = River.embedded(state.path(), options);
        var upstream = new Upstream(river.connection(), tenant, dataClass);
        var endings = new Endings(river.connection());
        var signals = new SignalsRead(River.signals(state.path()));
        // Last: a run that cannot start leaves the lines of another one alone.
        var lines = new ResultsFile(results);
        var progress = Progress.onStandardError()) {
      boolean finished =
          new Run(inputs, upstream, endings, progress)
              .untilAllHaveEnded(
                  (input, ending) -> {
                    lines.write(input, ending, signals.of(input.id()));
                    counts.merge(ending.route(), 1, Integer::sum);
                  },
                  interruption::isWished);
      return new Batch(finished, counts);
    }
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  String inWords() {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
