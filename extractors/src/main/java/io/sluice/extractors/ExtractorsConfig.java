package io.sluice.extractors;

import io.sluice.config.ConfigNode;
import io.sluice.content.ContentConfig;
import io.sluice.http.HttpConfig;
import io.sluice.schemas.Groups;
import io.sluice.worker.WorkerPoolConfig;
import java.time.Duration;
import java.util.Map;

/**
 * How a process of extractors runs.
 *
 * @param extractor how documents are read
 * @param contents the content store that all processes share
 * @param health where it answers for its health
 * @param worker the worker pool; its Kafka properties hold {@code schema.registry.url} too
 */
public record ExtractorsConfig(
    ExtractorConfig extractor, ContentConfig contents, HttpConfig health, WorkerPoolConfig worker) {
  /** The share group of all extractors. */
  public static final String GROUP = Groups.EXTRACTORS;

  /**
   * Reads {@code extractor}, {@code contentStore}, {@code contentEncryption}, {@code health} and
   * the worker pool's keys; the caller finishes the node.
   */
  public static ExtractorsConfig from(ConfigNode node) {
    ExtractorConfig extractor = ExtractorConfig.from(node.child("extractor"));
    return new ExtractorsConfig(
        extractor,
        ContentConfig.from(node),
        HttpConfig.from(node.child("health"), 0),
        patient(WorkerPoolConfig.from(node, GROUP, extractor.children().count()), extractor));
  }

  /**
   * The worker that draws pages: of the same share group, on a topic of its own, one page task at a
   * time.
   */
  WorkerPoolConfig pagesWorker() {
    String client = worker.kafka().getOrDefault("client.id", GROUP) + "-pages";
    return worker
        .withConcurrency(WorkerPoolConfig.Concurrency.of(1))
        .withKafka(Map.of("client.id", client));
  }

  /**
   * The extractor ends a document at its own limits, with a reason; the pool must not do so before.
   */
  private static WorkerPoolConfig patient(WorkerPoolConfig worker, ExtractorConfig extractor) {
    var limits = worker.limits();
    Duration longest = extractor.limits().longest();
    return limits.task().compareTo(longest) >= 0
        ? worker
        : worker.withLimits(new WorkerPoolConfig.Limits(limits.lock(), longest, limits.drain()));
  }
}
