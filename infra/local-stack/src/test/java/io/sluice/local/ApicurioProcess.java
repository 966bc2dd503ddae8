package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Apicurio Registry as a process of its own, on loopback ports, its data in memory. */
final class ApicurioProcess implements AutoCloseable {
  private static final int START_SECONDS = 120;

  private final Process process;
  private final int port;

  private ApicurioProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static ApicurioProcess start() throws Exception {
    int port = Ports.choose(0);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + Ports.choose(0),
                "-jar",
                "quarkus-run.jar")
            .directory(Path.of(System.getProperty("sluice.apicurio")).toFile())
            .redirectErrorStream(true)
            .start();
    CountDownLatch ready = new CountDownLatch(1);
    StringBuffer output = new StringBuffer();
    Thread.ofVirtual().start(() -> read(process, output, ready));
    boolean inTime = ready.await(START_SECONDS, TimeUnit.SECONDS);
    assertThat(inTime && process.isAlive()).as("Apicurio is ready; it said: %s", output).isTrue();
    return new ApicurioProcess(process, port);
  }

  /** Base URL of its Confluent-compatible API. */
  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Reads all it says, lest it stall; counts down when it is ready or has ended. */
  private static void read(Process process, StringBuffer output, CountDownLatch ready) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (ready.getCount() > 0) {
          output.append(line).append('\n');
        }
        if (line.contains("Listening on:")) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      output.append(e);
    } finally {
      ready.countDown();
    }
  }
}
