package io.sluice.benchmarks;

import io.sluice.desk.access.Passwords;
import io.sluice.local.LocalStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The desk as a process: started, killed with -9 and started again on the same port. */
final class DeskProcess implements AutoCloseable {
  static final String PASSWORD = "a password of the simulation";
  static final int LEASE_SECONDS = 3;

  private final Path folder;
  private final Path config;
  private final URI address;
  private volatile Process process;

  private DeskProcess(Path folder, Path config, URI address, Process process) {
    this.folder = folder;
    this.config = config;
    this.address = address;
    this.process = process;
  }

  /**
   * @param reviewers who work on doubts. @param auditors who work on audits
   */
  static DeskProcess start(
      LocalStack stack, Path folder, Path types, List<String> reviewers, List<String> auditors)
      throws IOException {
    String hash = Passwords.hash(PASSWORD);
    StringBuilder users = new StringBuilder("users:\n");
    reviewers.forEach(name -> users.append(user(name, "reviewer", hash)));
    auditors.forEach(name -> users.append(user(name, "auditor", hash)));
    users.append(user("lead", "lead", hash));
    Path userFile = Files.writeString(folder.resolve("users.yaml"), users);
    int port = freePort();
    Path store = Files.createDirectories(folder.resolve("contents"));
    Path config =
        Files.writeString(
            folder.resolve("desk.yaml"),
            """
            kafka:
              bootstrap.servers: "%s"
              schema.registry.url: "%s"
            contentStore: "%s"
            types: "%s"
            users: "%s"
            http: {host: 127.0.0.1, port: %d}
            leases: {duration: %ds, handover: %ds, most: 20}
            """
                .formatted(
                    stack.bootstrapServers(),
                    stack.registryUrl(),
                    store.toUri(),
                    types,
                    userFile,
                    port,
                    LEASE_SECONDS,
                    LEASE_SECONDS));
    return new DeskProcess(
        folder, config, URI.create("http://127.0.0.1:" + port), launched(folder, config));
  }

  URI address() {
    return address;
  }

  /** Resident memory in MiB, as the kernel counts it. */
  long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  /** Waits until people can work at it. */
  void awaitReady(HttpClient http) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve("/health/ready")).build();
    while (true) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "the desk ended with %d, see %s".formatted(process.exitValue(), log(folder)));
      }
      try {
        if (http.send(request, BodyHandlers.ofString()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not yet there; whether it ever comes is looked at above.
      }
      Thread.sleep(50);
    }
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void startAgain() throws IOException {
    process = launched(folder, config);
  }

  private static Process launched(Path folder, Path config) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-Dsluice.log.kafka=WARN",
            "-cp",
            System.getProperty("java.class.path"),
            "io.sluice.cli.Main",
            "run",
            "review-desk",
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
        .start();
  }

  private static Path log(Path folder) {
    return folder.resolve("desk.log");
  }

  private static String user(String name, String role, String hash) {
    return "  %s: {password: \"%s\", roles: [%s], skills: [\"*\"], tenants: [\"*\"], personal: true}\n"
        .formatted(name, hash, role);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
