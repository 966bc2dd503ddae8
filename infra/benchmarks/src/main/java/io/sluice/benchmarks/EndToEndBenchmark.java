package io.sluice.benchmarks;

import io.sluice.cli.Endings;
import io.sluice.cli.Input;
import io.sluice.cli.Inputs;
import io.sluice.cli.River;
import io.sluice.cli.RunOptions;
import io.sluice.cli.Upstream;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.ParsedContents;
import io.sluice.events.DataClass;
import io.sluice.extractors.Extractor;
import io.sluice.extractors.ExtractorConfig;
import io.sluice.extractors.ParseOutcome;
import io.sluice.models.Bundle;
import io.sluice.models.DocumentReader;
import io.sluice.types.DocumentTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The whole river against the bare sum of its stages: the same files, first through extractor and
 * model in a loop with as many threads and no Kafka, then from topic to topic.
 */
final class EndToEndBenchmark {
  private static final int WARM_UP = 20;

  private EndToEndBenchmark() {}

  /** FOLDER-OR-MANIFEST WORKERS */
  public static void main(String[] arguments) throws Exception {
    Path from = Path.of(arguments[0]);
    int workers = Integer.parseInt(arguments[1]);
    List<Input> inputs =
        Files.isDirectory(from) ? Inputs.ofPaths(List.of(from)) : Inputs.ofManifest(from);
    RunOptions options = RunOptions.of(workers);
    // Warms the JVM up, so that the one that comes second has no advantage.
    bareLoop(inputs.subList(0, Math.min(WARM_UP, inputs.size())), options.bundleFolder(), workers);
    double bare = bareLoop(inputs, options.bundleFolder(), workers);
    double river = river(inputs, options);
    System.out.printf(
        Locale.ROOT,
        "end to end, %d documents, %d workers: bare stages %.2f documents/s, river %.2f documents/s; ratio %.2f; aim 0.80%n",
        inputs.size(),
        workers,
        bare,
        river,
        river / bare);
    System.exit(0);
  }

  private static double bareLoop(List<Input> inputs, Path bundleFolder, int workers)
      throws Exception {
    Path folder = Files.createTempDirectory("sluice-benchmark");
    try (Bundle bundle = Bundle.open(bundleFolder);
        ContentStore store = ContentStores.open(ContentStores.uriOf(folder));
        Extractor extractor = Extractor.open(ExtractorConfig.DEFAULT.withChildren(workers), store);
        ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      DocumentReader reader = new DocumentReader(bundle, DocumentTypes.shipped());
      long start = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      for (Input input : inputs) {
        all.add(
            threads.submit(() -> {
              var source = new Extractor.Source(input.id(), input.name(), null, 0);
              if (extractor.parse(input.file(), source) instanceof ParseOutcome.Parsed parsed) {
                reader.read(ParsedContents.load(store, parsed.document().getContent()));
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      return inputs.size() / seconds(start);
    }
  }

  private static double river(List<Input> inputs, RunOptions options) throws Exception {
    Path folder = Files.createTempDirectory("sluice-benchmark");
    try (River river = River.embedded(folder, options);
        Upstream upstream = new Upstream(river.connection(), "benchmark", DataClass.INTERNAL);
        Endings endings = new Endings(river.connection())) {
      Set<String> open = new HashSet<>();
      long start = System.nanoTime();
      for (Input input : inputs) {
        upstream.publish(input);
        open.add(input.id());
      }
      while (!open.isEmpty()) {
        endings.poll(Duration.ofMillis(200)).forEach(ending -> open.remove(ending.documentId()));
      }
      return inputs.size() / seconds(start);
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
