package io.sluice.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sluice's processes as an operator starts them, each a JVM of its own that can be killed. */
final class Processes implements AutoCloseable {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  Processes(Path folder) {
    this.folder = folder;
  }

  /** Starts {@code sluice run ROOM --config FILE}; its log goes to a file in the folder. */
  Process room(String room, String yaml) {
    try {
      Path config = Files.writeString(folder.resolve(room + ".yaml"), yaml);
      return start(
          room, "-Xmx512m", "io.sluice.cli.Main", "run", room, "--config", config.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a broker and a registry on the same ports and folder each time. */
  Process stack(Path data, int kafkaPort, int registryPort) {
    return start(
        "stack",
        "-Xmx512m",
        StackMain.class.getName(),
        data.toString(),
        Integer.toString(kafkaPort),
        Integer.toString(registryPort));
  }

  private Process start(String name, String heap, String... mainAndArguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA,
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsluice.root=" + System.getProperty("sluice.root"),
                "-cp",
                classPath()));
    command.addAll(List.of(mainAndArguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()))
              .start();
      started.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** kill -9, children included: a machine that loses power does not spare them. */
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " survived kill -9");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The last lines of all logs, for the message of a failed test. */
  String logs() {
    StringBuilder logs = new StringBuilder();
    for (String name : List.of("stack", "streams-app", "extractors", "model-workers")) {
      Path log = folder.resolve(name + ".log");
      if (Files.exists(log)) {
        try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
          List<String> lines = reader.lines().toList();
          logs.append("\n== ").append(name).append('\n');
          lines
              .subList(Math.max(0, lines.size() - 15), lines.size())
              .forEach(line -> logs.append(line, 0, Math.min(line.length(), 400)).append('\n'));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return logs.toString();
  }

  /** The class path of this JVM, also where the test runner has hidden it in a jar's manifest. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  @Override
  public void close() {
    started.stream().filter(Process::isAlive).forEach(Processes::kill);
  }

  static String yaml(Map<String, String> flat) {
    StringBuilder yaml = new StringBuilder();
    flat.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
    return yaml.toString();
  }
}
