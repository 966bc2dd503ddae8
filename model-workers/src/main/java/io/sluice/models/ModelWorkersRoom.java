package io.sluice.models;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.content.ContentStore;
import io.sluice.events.InferenceRequested;
import io.sluice.events.Predicted;
import io.sluice.events.Stage;
import io.sluice.http.HealthServer;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import io.sluice.types.DocumentTypes;
import io.sluice.worker.TaskTopic;
import io.sluice.worker.WorkerPool;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of model workers: inference tasks of one pool in, predictions out. */
public final class ModelWorkersRoom implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWorkersRoom.class);

  private final Bundle bundle;
  private final ContentStore store;
  private final WorkerPool<InferenceRequested, Predicted> pool;
  private final HealthServer health;
  private final Optional<SignalsFile> signals;

  private ModelWorkersRoom(
      Bundle bundle,
      ContentStore store,
      WorkerPool<InferenceRequested, Predicted> pool,
      HealthServer health,
      Optional<SignalsFile> signals) {
    this.bundle = bundle;
    this.store = store;
    this.pool = pool;
    this.health = health;
    this.signals = signals;
  }

  /**
   * Verifies the bundle and starts taking tasks.
   *
   * @throws BundleException if the bundle is refused or its device is missing; nothing is left
   *     running
   */
  public static ModelWorkersRoom start(ModelWorkersConfig config) throws BundleException {
    DocumentTypes types = config.types().map(DocumentTypes::load).orElseGet(DocumentTypes::shipped);
    Bundle bundle = Bundle.open(config.bundle(), config.pool());
    try {
      return start(config, bundle, new DocumentReader(bundle, types));
    } catch (RuntimeException | Error e) {
      bundle.close();
      throw e;
    }
  }

  private static ModelWorkersRoom start(
      ModelWorkersConfig config, Bundle bundle, DocumentReader reader) {
    Optional<SignalsFile> signals = config.signals().map(SignalsFile::open);
    ContentStore store = config.contents().open();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    WorkerPool<InferenceRequested, Predicted> pool =
        WorkerPool.start(
            config.worker(),
            topic(config),
            new InferenceHandler(store, reader, signals, InstantSource.system()),
            meters);
    HealthServer health;
    try {
      health = HealthServer.start(config.health(), pool::live, pool::ready, meters::scrape);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    LOG.info(
        "model workers on {}: bundle {} {} ({}), health at {}",
        config.pool(),
        bundle.info().getName(),
        bundle.info().getVersion(),
        bundle.info().getBundleHash(),
        health.uri());
    return new ModelWorkersRoom(bundle, store, pool, health, signals);
  }

  /** Where the process answers for its health. */
  public URI health() {
    return health.uri();
  }

  /**
   * Drains the workers, then frees the model: the other way round a run under way would take the
   * JVM down.
   */
  @Override
  public void close() {
    pool.close();
    bundle.close();
    health.close();
    store.close();
    signals.ifPresent(SignalsFile::close);
  }

  private static TaskTopic<InferenceRequested, Predicted> topic(ModelWorkersConfig config) {
    Map<String, String> kafka = config.worker().kafka();
    TopicSpec tasks =
        switch (config.pool()) {
          case CPU -> Topics.INFERENCE_CPU_REQUESTED;
          case GPU -> Topics.INFERENCE_GPU_REQUESTED;
        };
    return new TaskTopic<>(
        Stage.INFER,
        new TaskTopic.Tasks<>(
            tasks.name(),
            RegistrySerdes.deserializer(InferenceRequested.class, kafka),
            InferenceRequested::getTaskId,
            InferenceRequested::getDocumentId),
        new TaskTopic.Results<>(
            Topics.PREDICTED.name(), RegistrySerdes.serializer(kafka), InferenceHandler::failure));
  }
}
