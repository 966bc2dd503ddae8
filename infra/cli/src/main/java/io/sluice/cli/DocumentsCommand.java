package io.sluice.cli;

import picocli.CommandLine.Command;

@Command(
    name = "documents",
    mixinStandardHelpOptions = true,
    subcommands = ForgetCommand.class,
    description = {"What becomes of a document.", ""})
final class DocumentsCommand {}
