package io.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. */
@Command(
    name = "sluice",
    description = {
      "Documents in on Kafka, trusted records out.",
      "Everything below runs without a network unless you name a server.",
      ""
    },
    subcommands = {
      AuditCommand.class,
      CalibrateCommand.class,
      ChaosCommand.class,
      ContentsCommand.class,
      DeadLettersCommand.class,
      DemoCommand.class,
      DocumentsCommand.class,
      EgressCommand.class,
      EvaluateCommand.class,
      KeysCommand.class,
      ParseCommand.class,
      ProcessCommand.class,
      RunCommand.class,
      SinkCommand.class,
      TopicsCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "'sluice COMMAND --help' explains a command."})
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("run")) {
      System.setProperty("logback.configurationFile", "logback-json.xml");
    }
    int status = commandLine().execute(arguments);
    System.out.flush();
    System.err.flush();
    System.exit(status);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Complaint());
  }
}
