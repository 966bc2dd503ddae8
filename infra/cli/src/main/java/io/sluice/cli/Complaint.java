package io.sluice.cli;

import io.sluice.config.ConfigException;
import io.sluice.models.BundleException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What the user sees when a command fails: the message; the stack trace goes to the log. */
final class Complaint implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Complaint.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    LOG.debug("{} failed", command.getCommandName(), e);
    if (e instanceof ConfigException
        || e instanceof UsageException
        || e instanceof BundleException) {
      command.getErr().println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    boolean explained = e instanceof UncheckedIOException || e instanceof IllegalStateException;
    command
        .getErr()
        .println(
            "sluice " + command.getCommandName() + " failed: " + (explained ? e.getMessage() : e));
    if (!explained) {
      LOG.error("{} failed", command.getCommandName(), e);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
