package io.sluice.cli;

import io.sluice.desk.DeskConfig;
import io.sluice.desk.ReviewDesk;
import io.sluice.desk.access.Passwords;
import io.sluice.desk.access.Rights;
import io.sluice.desk.access.Role;
import io.sluice.desk.access.Sessions;
import io.sluice.desk.access.User;
import io.sluice.http.HttpConfig;
import io.sluice.http.Pages;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "desk",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the review desk for one person on this machine, over the folder of an embedded run, with all stages at work."
          + " It prints a link that lets you in once; nobody else can come in, and nothing has a password.",
      "Against a cluster, with logins for many: 'sluice run review-desk'.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  sluice process inbox/ --results results.jsonl --state run1",
      "  sluice desk --state run1"
    })
final class DeskCommand implements Callable<Integer> {
  private static final Duration A_DAY = Duration.ofHours(24);

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port on loopback; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  int port = 8070;

  @Option(
      names = "--reviewer",
      paramLabel = "NAME",
      description = "The name that decisions carry. Default: the account's.")
  String reviewer = System.getProperty("user.name", "reviewer");

  @Mixin RunOptions options;

  @Override
  public Integer call() throws Exception {
    if (options.state == null) {
      throw new UsageException("name the folder of an embedded run with --state DIR");
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println("Starting a Kafka broker, a schema registry and all stages in this process…");
    try (var interruption = new Interruption();
        var state = new StateFolder(options.state);
        var river = River.embedded(state.path(), options)) {
      String token = Sessions.secret();
      try (var desk = ReviewDesk.start(config(river.connection()), guest(token))) {
        out.println("The review desk is open for you; the link lets you in once:");
        out.println("  " + desk.address().resolve("/login/once?token=" + token));
        out.println("Everything stays up until Ctrl-C.");
        interruption.await();
      }
    }
    return 0;
  }

  private DeskConfig config(Connection connection) {
    return new DeskConfig(
        Map.of(
            "bootstrap.servers", connection.bootstrapServers(),
            "schema.registry.url", connection.registryUrl()),
        connection.contents(),
        Optional.ofNullable(options.types),
        new Pages(HttpConfig.loopback(port), Optional.empty()),
        HttpConfig.LOOPBACK,
        Optional.empty(),
        Optional.empty(),
        new Sessions.Limits(A_DAY, A_DAY),
        DeskConfig.Leases.DEFAULT,
        DeskConfig.Images.DEFAULT);
  }

  private ReviewDesk.Guest guest(String token) {
    return new ReviewDesk.Guest(
        new User(
            reviewer, reviewer, new Rights(Set.of(Role.values()), Set.of("*"), Set.of("*"), true)),
        token);
  }

  @Command(
      name = "user",
      mixinStandardHelpOptions = true,
      description = {
        "Asks for a password and prints a person's entry for the desk's user file, with its hash.",
        ""
      })
  int user(
      @Parameters(
              paramLabel = "ID",
              description = "What decisions will carry; never give it to another person.")
          String id,
      @Option(
              names = "--password-stdin",
              description = "Take the first line of the standard input instead of asking.")
          boolean piped)
      throws IOException {
    String password = password(piped);
    if (password.length() < Passwords.SHORTEST) {
      throw new UsageException(
          "a password has " + Passwords.SHORTEST + " characters at least; a sentence is easiest");
    }
    System.out.printf(
        "users:%n  %s: {name: \"%s\", password: \"%s\", roles: [reviewer], skills: [\"*\"],"
            + " tenants: [\"*\"], personal: false}%n",
        id, id, Passwords.hash(password));
    return 0;
  }

  private static String password(boolean piped) throws IOException {
    if (piped) {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    }
    Console console = System.console();
    if (console == null) {
      throw new UsageException("there is no terminal to ask at: pipe it in with --password-stdin");
    }
    char[] typed = console.readPassword("Password: ");
    return typed == null ? "" : new String(typed);
  }
}
