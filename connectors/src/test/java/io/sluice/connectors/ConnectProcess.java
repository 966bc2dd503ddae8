package io.sluice.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.local.LocalStack;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A standalone Connect worker as a process of its own, which can be killed. */
public final class ConnectProcess implements AutoCloseable {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("sluice.root"), "infra/docs/examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path log;

  private ConnectProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the integrators' worker with one of their connectors.
   *
   * @param example the connector's file in infra/docs/examples
   * @param worker what is different in the worker
   * @param connector what is different in the connector
   */
  public static ConnectProcess start(
      Path folder,
      LocalStack stack,
      String example,
      Map<String, String> worker,
      Map<String, String> connector)
      throws IOException {
    Files.createDirectories(folder);
    Properties properties = new Properties();
    properties.load(
        new StringReader(Files.readString(EXAMPLES.resolve("connect-worker.properties"))));
    properties.remove("plugin.path"); // The plugin is on the class path.
    properties.put("bootstrap.servers", stack.bootstrapServers());
    properties.put("value.converter.schema.registry.url", stack.registryUrl());
    properties.put("listeners", "http://127.0.0.1:0");
    properties.put("offset.storage.file.filename", folder.resolve("offsets").toString());
    // A killed worker's partitions go to the next one after this time, the least that brokers take.
    properties.put("consumer.session.timeout.ms", "6000");
    properties.putAll(worker);
    ObjectNode sink = (ObjectNode) JSON.readTree(EXAMPLES.resolve(example).toFile());
    connector.forEach(((ObjectNode) sink.path("config"))::put);
    StringWriter written = new StringWriter();
    properties.store(written, null);
    Path workerFile = Files.writeString(folder.resolve("worker.properties"), written.toString());
    Path sinkFile = Files.writeString(folder.resolve("sink.json"), sink.toString());
    Path log = folder.resolve("connect.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "org.apache.kafka.connect.cli.ConnectStandalone",
                workerFile.toString(),
                sinkFile.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ConnectProcess(process, log);
  }

  /** All that it has logged. */
  public String log() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** For messages: the end of its log. */
  public String lastLines() {
    try {
      String all = log();
      return all.substring(Math.max(0, all.length() - 4_000));
    } catch (IOException e) {
      return "its log cannot be read: " + e;
    }
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " survived kill -9");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
