package io.sluice.benchmarks;

import io.sluice.cli.Ending;
import io.sluice.cli.Endings;
import io.sluice.cli.Input;
import io.sluice.cli.River;
import io.sluice.cli.RunOptions;
import io.sluice.cli.Upstream;
import io.sluice.events.DataClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long one page takes from the topic in to the topic out: first flat out, to find the limit,
 * then at half that rate, where the latencies count. Every copy of the page differs by a few bytes,
 * so that none is a duplicate.
 */
final class LatencyBenchmark {
  private LatencyBenchmark() {}

  /** FILE DOCUMENTS WORKERS; the file is one that tolerates trailing bytes, such as PDF. */
  public static void main(String[] arguments) throws Exception {
    byte[] page = Files.readAllBytes(Path.of(arguments[0]));
    int documents = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("sluice-benchmark");
    try (River river =
            River.embedded(folder.resolve("river"), RunOptions.of(Integer.parseInt(arguments[2])));
        Upstream upstream = new Upstream(river.connection(), "benchmark", DataClass.INTERNAL);
        Endings endings = new Endings(river.connection())) {
      List<Input> all = new ArrayList<>();
      for (int i = 0; i < 2 * documents; i++) {
        Path copy = folder.resolve("page-" + i + ".pdf");
        byte[] bytes = java.util.Arrays.copyOf(page, page.length + 12);
        byte[] mark =
            String.format(Locale.ROOT, "%n%%%09d", i)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(mark, 0, bytes, page.length, mark.length);
        Files.write(copy, bytes);
        all.add(new Input("page-" + i, copy, copy.getFileName().toString()));
      }
      double limit = flatOut(all.subList(0, documents), upstream, endings);
      List<Double> latencies =
          paced(all.subList(documents, 2 * documents), limit / 2, upstream, endings);
      latencies.sort(null);
      System.out.printf(
          Locale.ROOT,
          "one page: limit %.1f documents/s; at half of it p50 %.0f ms, p99 %.0f ms (%d documents); aim p99 < 1000 ms; ratio %.2f%n",
          limit,
          latencies.get(latencies.size() / 2),
          latencies.get((int) (latencies.size() * 0.99)),
          latencies.size(),
          latencies.get((int) (latencies.size() * 0.99)) / 1000);
    }
    System.exit(0);
  }

  private static double flatOut(List<Input> inputs, Upstream upstream, Endings endings)
      throws Exception {
    // A third warms up, the rest counts.
    int warm = inputs.size() / 3;
    send(inputs.subList(0, warm), upstream);
    await(endings, warm);
    long start = System.nanoTime();
    send(inputs.subList(warm, inputs.size()), upstream);
    await(endings, inputs.size());
    return (inputs.size() - warm) / ((System.nanoTime() - start) / 1e9);
  }

  private static List<Double> paced(
      List<Input> inputs, double perSecond, Upstream upstream, Endings endings) throws Exception {
    Map<String, Long> sent = new HashMap<>();
    List<Double> latencies = new ArrayList<>();
    long start = System.nanoTime();
    int next = 0;
    while (latencies.size() < inputs.size()) {
      while (next < inputs.size() && System.nanoTime() - start >= next / perSecond * 1e9) {
        Input input = inputs.get(next++);
        sent.put(input.id(), System.nanoTime());
        upstream.publish(input);
      }
      for (Ending ending : endings.poll(Duration.ofMillis(2))) {
        Long from = sent.get(ending.documentId());
        if (from != null) {
          latencies.add((System.nanoTime() - from) / 1e6);
        }
      }
    }
    return latencies;
  }

  private static void send(List<Input> inputs, Upstream upstream) throws Exception {
    for (Input input : inputs) {
      upstream.publish(input);
    }
  }

  private static void await(Endings endings, int count) {
    while (endings.all().size() < count) {
      endings.poll(Duration.ofMillis(50));
    }
  }
}
