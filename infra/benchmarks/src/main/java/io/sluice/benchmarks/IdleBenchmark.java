package io.sluice.benchmarks;

import io.sluice.cli.River;
import io.sluice.cli.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long the embedded stack takes until everything takes work, from the start of the JVM, and
 * what it holds then. Linux.
 */
final class IdleBenchmark {
  private IdleBenchmark() {}

  /** WORKERS */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("sluice-benchmark");
    try (River river = River.embedded(folder, RunOptions.of(Integer.parseInt(arguments[0])))) {
      long started = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
      double seconds = (System.currentTimeMillis() - started) / 1000.0;
      double mebibytes =
          Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
                  .mapToLong(IdleBenchmark::residentKibibytes)
                  .sum()
              / 1024.0;
      System.out.printf(
          Locale.ROOT,
          "embedded stack: ready %.1f s after the JVM's start (aim < 15 s, ratio %.2f), %.0f MiB resident in %d processes (aim < 2048 MiB, ratio %.2f)%n",
          seconds,
          seconds / 15,
          mebibytes,
          1 + ProcessHandle.current().descendants().count(),
          mebibytes / 2048);
    }
    System.exit(0);
  }

  static long residentKibibytes(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // The process has ended meanwhile: it holds nothing.
      return 0;
    }
  }
}
