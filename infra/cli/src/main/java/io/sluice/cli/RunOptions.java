package io.sluice.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the embedded river runs on. */
public final class RunOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keep topics and contents in this folder: a stopped run goes on where it was. Default: a temporary folder.")
  @Nullable Path state;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description =
          "The model bundle. Default: the one that was promoted last, else the one that is shipped.")
  @Nullable Path bundle;

  @Option(
      names = "--types",
      paramLabel = "DIR",
      description = "The document types, one YAML file each. Default: those that are shipped.")
  @Nullable Path types;

  @Option(
      names = "--content-keys",
      paramLabel = "DIR",
      description =
          "Encrypt contents with each tenant's key from this folder; 'sluice keys create' makes one. Default: contents as they are.")
  @Nullable Path contentKeys;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Extractors and model workers, each. Default: the number of processors.")
  int workers = Runtime.getRuntime().availableProcessors();

  /** The defaults, with so many workers. */
  public static RunOptions of(int workers) {
    RunOptions options = new RunOptions();
    options.workers = workers;
    return options;
  }

  /** The bundle that was promoted last on this machine, else the one that is shipped. */
  public Path bundleFolder() {
    if (bundle != null) {
      return bundle;
    }
    String root = System.getProperty("sluice.root");
    if (root == null) {
      throw new UsageException("no bundle: name one with --bundle DIR");
    }
    return ModelsFolder.at(Path.of(root, "models"))
        .serving()
        .orElseGet(() -> Path.of(root, "model-workers", "bundles", "micro-1"));
  }
}
