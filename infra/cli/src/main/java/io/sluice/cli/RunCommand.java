package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs one kind of process against a real cluster, until SIGTERM. Start as many of each as you like.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  sluice run extractors --config extractors.yaml",
      "",
      "The keys of each configuration are in infra/docs/howto/operators.md."
    })
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Parameters(paramLabel = "ROOM", description = "${COMPLETION-CANDIDATES}")
  Room room;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Its configuration, YAML.")
  Path config;

  @Override
  public Integer call() throws Exception {
    ConfigNode node = Configs.read(config);
    try (var interruption = new Interruption();
        AutoCloseable running = room.start(node)) {
      LOG.info("{} is running with {}", room, config);
      interruption.await();
    }
    LOG.info("{} has stopped", room);
    return 0;
  }
}
