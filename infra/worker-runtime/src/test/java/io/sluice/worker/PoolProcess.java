package io.sluice.worker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool in a process of its own, to be killed: does ten tasks, then hangs in all others. */
final class PoolProcess {
  private PoolProcess() {}

  /** Starts it; what it says goes to a file. */
  static Process start(Bench bench, Path log) throws java.io.IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                PoolProcess.class.getName(),
                bench.kafka().get("bootstrap.servers"),
                bench.tasks,
                bench.results,
                bench.group)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // By the environment, because a class path may be longer than a command line.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  public static void main(String[] args) throws InterruptedException {
    Bench bench = new Bench(args[0], args[1], args[2], args[3]);
    AtomicInteger begun = new AtomicInteger();
    WorkerPool<String, String> pool =
        WorkerPool.start(
            bench.config(4),
            bench.topic(),
            (task, context) -> {
              if (begun.incrementAndGet() > 10) {
                new CountDownLatch(1).await();
              }
              return new Outcome.Done<>(task + "=done");
            });
    pool.awaitEnd();
  }
}
