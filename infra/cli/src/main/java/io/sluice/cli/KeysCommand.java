package io.sluice.cli;

import io.sluice.content.TenantKeyFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "The keys that tenants' contents are encrypted with, one a tenant. Copies of a key are copies of what it opens: keep"
          + " few, and know them.",
      ""
    })
final class KeysCommand {
  private static final int UNKNOWN = 1;

  @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a tenant's key.")
  int create(
      @Parameters(paramLabel = "TENANT") String tenant,
      @Option(names = "--keys", required = true, paramLabel = "DIR") Path folder)
      throws IOException {
    try {
      System.out.println("created " + new TenantKeyFolder(folder).create(tenant));
      return 0;
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "the tenant '" + tenant + "' has a key; 'sluice keys rotate' adds a new one");
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description =
          "Gives a tenant a new key for what is written from now on. What was written stays readable.")
  int rotate(
      @Parameters(paramLabel = "TENANT") String tenant,
      @Option(names = "--keys", required = true, paramLabel = "DIR") Path folder)
      throws IOException {
    try {
      int keys = new TenantKeyFolder(folder).rotate(tenant);
      System.out.printf("the tenant '%s' has %d keys, the newest is in use%n", tenant, keys);
      return 0;
    } catch (NoSuchFileException e) {
      throw new UsageException("the tenant '" + tenant + "' has no key; 'sluice keys create'");
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {
        "Deletes a tenant's key, and with it all its contents, in backups of the store too. There is no way back but a copy"
            + " of the key.",
        ""
      })
  int delete(
      @Parameters(paramLabel = "TENANT") String tenant,
      @Option(names = "--keys", required = true, paramLabel = "DIR") Path folder,
      @Option(
              names = "--yes",
              required = true,
              description = "That this is meant. Nothing is deleted without it.")
          boolean yes)
      throws IOException {
    boolean there = new TenantKeyFolder(folder).delete(tenant);
    System.out.println(
        there
            ? "the key of the tenant '" + tenant + "' is deleted, and its contents with it"
            : "the tenant '" + tenant + "' has no key there");
    return there ? 0 : UNKNOWN;
  }
}
