package io.sluice.models;

import io.sluice.config.ConfigNode;
import io.sluice.content.ContentConfig;
import io.sluice.http.HttpConfig;
import io.sluice.schemas.Groups;
import io.sluice.worker.WorkerPoolConfig;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How a process of model workers runs.
 *
 * @param pool which tasks it takes and where its model runs
 * @param bundle folder of the model bundle
 * @param contents the content store that all processes share
 * @param types folder of document types; the shipped ones if empty
 * @param signals file to which it adds, for every document, from what confidences were made
 * @param health where it answers for its health
 * @param worker the worker pool; its Kafka properties hold {@code schema.registry.url} too
 */
public record ModelWorkersConfig(
    Device pool,
    Path bundle,
    ContentConfig contents,
    Optional<Path> types,
    Optional<Path> signals,
    HttpConfig health,
    WorkerPoolConfig worker) {

  /**
   * Reads {@code pool}, {@code bundle}, {@code contentStore}, {@code contentEncryption}, {@code
   * types}, {@code signals}, {@code health} and the worker pool's keys; the caller finishes the
   * node.
   */
  public static ModelWorkersConfig from(ConfigNode node) {
    Device pool = node.choice("pool", Device.CPU);
    return new ModelWorkersConfig(
        pool,
        Path.of(node.string("bundle")),
        ContentConfig.from(node),
        Optional.ofNullable(node.optional("types")).map(Path::of),
        Optional.ofNullable(node.optional("signals")).map(Path::of),
        HttpConfig.from(node.child("health"), 0),
        WorkerPoolConfig.from(node, group(pool), workers(pool)));
  }

  /** The share group of a pool. */
  public static String group(Device pool) {
    return Groups.INFERENCE + pool.name().toLowerCase(Locale.ROOT);
  }

  /** A thread a core, since a run uses one; a GPU is kept busy by a few. */
  private static int workers(Device pool) {
    return switch (pool) {
      case CPU -> Runtime.getRuntime().availableProcessors();
      case GPU -> 4;
    };
  }
}
