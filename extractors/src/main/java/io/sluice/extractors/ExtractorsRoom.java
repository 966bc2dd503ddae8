package io.sluice.extractors;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.content.ContentStore;
import io.sluice.events.DocumentParsed;
import io.sluice.events.ParseRequested;
import io.sluice.events.Stage;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import io.sluice.worker.HealthServer;
import io.sluice.worker.TaskTopic;
import io.sluice.worker.WorkerPool;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of extractors: parse tasks in, parsed documents out. */
public final class ExtractorsRoom implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractorsRoom.class);

  private final ContentStore store;
  private final Extractor extractor;
  private final WorkerPool<ParseRequested, DocumentParsed> pool;
  private final HealthServer health;

  private ExtractorsRoom(
      ContentStore store,
      Extractor extractor,
      WorkerPool<ParseRequested, DocumentParsed> pool,
      HealthServer health) {
    this.store = store;
    this.extractor = extractor;
    this.pool = pool;
    this.health = health;
  }

  /**
   * Starts parser processes and takes tasks.
   *
   * @throws IOException if no parser process can be started; nothing is left running
   */
  public static ExtractorsRoom start(ExtractorsConfig config) throws IOException {
    ContentStore store = config.contents().open();
    Extractor extractor = Extractor.open(config.extractor(), store);
    try {
      PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      ParseHandler handler = new ParseHandler(extractor, InstantSource.system());
      WorkerPool<ParseRequested, DocumentParsed> pool =
          WorkerPool.start(config.worker(), topic(config), handler, meters);
      HealthServer health =
          HealthServer.start(config.health(), pool::live, pool::ready, meters::scrape);
      LOG.info(
          "extractors: {} parser processes, health at {}",
          config.extractor().children().count(),
          health.uri());
      return new ExtractorsRoom(store, extractor, pool, health);
    } catch (RuntimeException e) {
      extractor.close();
      throw e;
    }
  }

  /** Where the process answers for its health. */
  public URI health() {
    return health.uri();
  }

  /** Drains the workers, then ends the parser processes. */
  @Override
  public void close() {
    pool.close();
    extractor.close();
    health.close();
    store.close();
  }

  private static TaskTopic<ParseRequested, DocumentParsed> topic(ExtractorsConfig config) {
    Map<String, String> kafka = config.worker().kafka();
    return new TaskTopic<>(
        Stage.PARSE,
        new TaskTopic.Tasks<>(
            Topics.PARSE_REQUESTED.name(),
            RegistrySerdes.deserializer(ParseRequested.class, kafka),
            ParseRequested::getTaskId,
            ParseRequested::getDocumentId),
        new TaskTopic.Results<>(
            Topics.PARSED.name(), RegistrySerdes.serializer(kafka), ParseHandler::failure));
  }
}
