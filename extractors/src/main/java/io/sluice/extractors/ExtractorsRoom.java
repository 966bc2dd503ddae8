package io.sluice.extractors;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.content.ContentStore;
import io.sluice.events.DocumentParsed;
import io.sluice.events.PagesRendered;
import io.sluice.events.PagesRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.Stage;
import io.sluice.http.HealthServer;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import io.sluice.worker.TaskTopic;
import io.sluice.worker.WorkerPool;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of extractors: parse tasks in, parsed documents out; and pages for people, by a worker
 * of their own, so that a person who opens a review does not wait for a queue of documents.
 */
public final class ExtractorsRoom implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractorsRoom.class);

  private final ContentStore store;
  private final Extractor extractor;
  private final WorkerPool<ParseRequested, DocumentParsed> parsing;
  private final WorkerPool<PagesRequested, PagesRendered> drawing;
  private final HealthServer health;

  private ExtractorsRoom(
      ContentStore store,
      Extractor extractor,
      WorkerPool<ParseRequested, DocumentParsed> parsing,
      WorkerPool<PagesRequested, PagesRendered> drawing,
      HealthServer health) {
    this.store = store;
    this.extractor = extractor;
    this.parsing = parsing;
    this.drawing = drawing;
    this.health = health;
  }

  /**
   * Starts parser processes and takes tasks.
   *
   * @throws IOException if no parser process can be started; nothing is left running
   */
  public static ExtractorsRoom start(ExtractorsConfig config) throws IOException {
    ContentStore store = config.contents().open();
    // One process more than documents are parsed at a time: people wait for pages.
    Extractor extractor =
        Extractor.open(
            config.extractor().withChildren(config.extractor().children().count() + 1), store);
    List<WorkerPool<?, ?>> started = new ArrayList<>();
    try {
      PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      ParseHandler parser = new ParseHandler(extractor, InstantSource.system());
      var parsing = WorkerPool.start(config.worker(), parseTopic(config), parser, meters);
      started.add(parsing);
      PagesHandler painter = new PagesHandler(new PageWork(extractor), InstantSource.system());
      var drawing = WorkerPool.start(config.pagesWorker(), pagesTopic(config), painter, meters);
      started.add(drawing);
      HealthServer health =
          HealthServer.start(
              config.health(),
              () -> parsing.live() && drawing.live(),
              () -> parsing.ready() && drawing.ready(),
              meters::scrape);
      LOG.info(
          "extractors: {} parser processes, health at {}",
          config.extractor().children().count(),
          health.uri());
      return new ExtractorsRoom(store, extractor, parsing, drawing, health);
    } catch (RuntimeException e) {
      started.forEach(WorkerPool::close);
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
    drawing.close();
    parsing.close();
    extractor.close();
    health.close();
    store.close();
  }

  private static TaskTopic<ParseRequested, DocumentParsed> parseTopic(ExtractorsConfig config) {
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

  private static TaskTopic<PagesRequested, PagesRendered> pagesTopic(ExtractorsConfig config) {
    Map<String, String> kafka = config.worker().kafka();
    return new TaskTopic<>(
        Stage.REVIEW,
        new TaskTopic.Tasks<>(
            Topics.PAGES_REQUESTED.name(),
            RegistrySerdes.deserializer(PagesRequested.class, kafka),
            PagesRequested::getTaskId,
            PagesRequested::getDocumentId),
        new TaskTopic.Results<>(
            Topics.PAGES_RENDERED.name(), RegistrySerdes.serializer(kafka), PagesHandler::failure));
  }
}
