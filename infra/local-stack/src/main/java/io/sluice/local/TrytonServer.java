package io.sluice.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A real ERP as a process: Tryton from the system's packages (Debian: tryton-server,
 * tryton-modules-account-invoice), its data in SQLite, on a loopback port. It has one company with
 * a minimal chart of accounts; see tryton_company.py.
 */
public final class TrytonServer implements AutoCloseable {
  /** The database's name. */
  public static final String DATABASE = "sluice";

  /** The user that may do everything. */
  public static final String USER = "admin";

  /** What to say where it is not installed. */
  public static final String MISSING =
      "Tryton is not installed (Debian: apt-get install tryton-server"
          + " tryton-modules-account-invoice)";

  private static final Path SERVER = Path.of("/usr/bin/trytond");
  private static final Path ADMIN = Path.of("/usr/bin/trytond-admin");
  private static final Path INVOICES =
      Path.of("/usr/lib/python3/dist-packages/trytond/modules/account_invoice");
  // Debian's own Python, for which its packages are; another one may come first on the path.
  private static final String PYTHON = "/usr/bin/python3";

  private static final Duration READY = Duration.ofSeconds(60);
  private static final long SETUP_MINUTES = 10;
  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final int port;
  private final String password;

  private TrytonServer(Process process, int port, String password) {
    this.process = process;
    this.port = port;
    this.password = password;
  }

  /** Whether it can be started here. */
  public static boolean isInstalled() {
    return Files.isExecutable(SERVER) && Files.isExecutable(ADMIN) && Files.isDirectory(INVOICES);
  }

  /**
   * Starts it with a fresh database, which takes about half a minute.
   *
   * @param folder an empty one for its files and logs
   * @throws IllegalStateException if it does not start; the message holds what it said
   */
  public static TrytonServer start(Path folder) {
    int port = Ports.choose(0);
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try {
      Path database = Files.createDirectories(folder.resolve("db"));
      Files.createFile(database.resolve(DATABASE + ".sqlite"));
      Path secret =
          Files.createFile(
              folder.resolve("password"),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, password);
      Path config =
          Files.writeString(
              folder.resolve("trytond.conf"),
              """
              [database]
              uri = sqlite://
              path = %s
              [web]
              listen = 127.0.0.1:%d
              [session]
              authentications = password
              """
                  .formatted(database, port));
      run(
          folder,
          Map.of("TRYTONPASSFILE", secret.toString()),
          ADMIN.toString(),
          "-c",
          config.toString(),
          "-d",
          DATABASE,
          "-u",
          "account_invoice",
          "--activate-dependencies",
          "--email",
          "admin@example.org");
      Path script = folder.resolve("tryton_company.py");
      try (InputStream in = TrytonServer.class.getResourceAsStream("tryton_company.py")) {
        Files.write(script, Objects.requireNonNull(in, "tryton_company.py").readAllBytes());
      }
      run(folder, Map.of(), PYTHON, script.toString(), config.toString(), DATABASE);
      Process process = started(folder, Map.of(), SERVER.toString(), "-c", config.toString());
      TrytonServer server = new TrytonServer(process, port, password);
      server.awaitReady(folder);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("Tryton cannot be started in " + folder, e);
    }
  }

  /** Where it answers. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The password of {@link #USER}: a new one each time. */
  public String password() {
    return password;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady(Path folder) throws IOException {
    HttpRequest version =
        HttpRequest.newBuilder(URI.create(url() + "/"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(5))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"id\":0,\"method\":\"common.server.version\",\"params\":[]}"))
            .build();
    Instant deadline = Instant.now().plus(READY);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (process.isAlive() && Instant.now().isBefore(deadline)) {
        try {
          if (client.send(version, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // Not yet listening; the deadline decides. A short pause spares the processor.
          process.waitFor(100, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    throw new IllegalStateException("Tryton is not ready after " + READY + ": " + log(folder));
  }

  private static void run(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    Process process = started(folder, environment, command);
    try {
      if (!process.waitFor(SETUP_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "%s of Tryton failed: %s".formatted(Path.of(command[0]).getFileName(), log(folder)));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Tryton was set up", e);
    }
  }

  private static Process started(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("tryton.log").toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String log(Path folder) throws IOException {
    List<String> lines =
        Files.readString(folder.resolve("tryton.log"), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
