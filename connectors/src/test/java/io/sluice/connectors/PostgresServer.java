package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL from the system's packages, with a database of its own, on a loopback port. */
final class PostgresServer implements AutoCloseable {
  static final String MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)";
  static final String USER = "sluice";

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String SERVERS_USER = "postgres";

  private final Path bin;
  private final Path folder;
  private final int port;
  private final Process process;

  private PostgresServer(Path bin, Path folder, int port, Process process) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static boolean isInstalled() throws IOException {
    return bin().isPresent();
  }

  static PostgresServer start() throws Exception {
    Path bin = bin().orElseThrow();
    // Not below a folder that only this user may enter: as root, PostgreSQL runs as another one.
    Path folder = Files.createTempDirectory("sluice-postgresql-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path data = Files.createDirectory(folder.resolve("data"));
    if (isRoot()) {
      Files.setOwner(
          data,
          data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVERS_USER));
    }
    run(
        command(
            bin.resolve("initdb"),
            "-D",
            data.toString(),
            "-U",
            USER,
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8"));
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                command(
                    bin.resolve("postgres"),
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("postgres.log").toFile())
            .start();
    PostgresServer server = new PostgresServer(bin, folder, port, process);
    server.awaitReady();
    return server;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** The answer's rows, columns separated by |. */
  List<String> query(String sql) throws Exception {
    return run(List.of(
            bin.resolve("psql").toString(),
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-U",
            USER,
            "-d",
            "postgres",
            "-At",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            sql))
        .lines()
        .toList();
  }

  private void awaitReady() throws Exception {
    for (int tries = 0; tries < 300; tries++) {
      Process ready =
          new ProcessBuilder(
                  bin.resolve("pg_isready").toString(),
                  "-q",
                  "-h",
                  "127.0.0.1",
                  "-p",
                  Integer.toString(port))
              .start();
      if (ready.waitFor() == 0) {
        return;
      }
      // A pause that ends at once if the server has died.
      assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).as("PostgreSQL died").isFalse();
    }
    throw new IllegalStateException("PostgreSQL is not ready");
  }

  @Override
  public void close() throws Exception {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** PostgreSQL refuses to run as root. */
  private static List<String> command(Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of(
              "setpriv", "--reuid=" + SERVERS_USER, "--regid=" + SERVERS_USER, "--clear-groups"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    return said;
  }

  private static Optional<Path> bin() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.naturalOrder());
    }
  }
}
