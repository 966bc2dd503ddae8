package io.sluice.llm.worker;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.content.ContentStore;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.Predicted;
import io.sluice.http.HealthServer;
import io.sluice.llm.chat.ModelServer;
import io.sluice.llm.question.Prompt;
import io.sluice.llm.question.Questions;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.types.DocumentTypes;
import io.sluice.worker.TaskTopic;
import io.sluice.worker.WorkerPool;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of one of the rungs: escalations in, answers out. */
public final class LlmRoom implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LlmRoom.class);

  private final ContentStore store;
  private final ModelServer http;
  private final WorkerPool<FrontierEscalation, Predicted> pool;
  private final HealthServer health;

  private LlmRoom(
      ContentStore store,
      ModelServer http,
      WorkerPool<FrontierEscalation, Predicted> pool,
      HealthServer health) {
    this.store = store;
    this.http = http;
    this.pool = pool;
    this.health = health;
  }

  /**
   * Starts taking tasks.
   *
   * @param door the way to servers that are not ours
   * @throws io.sluice.config.ConfigException if the prompt or the types are not as they must be
   * @throws IOException if the cache's folder cannot be made
   */
  public static LlmRoom start(LlmConfig config, Door door) throws IOException {
    DocumentTypes types = config.types().map(DocumentTypes::load).orElseGet(DocumentTypes::shipped);
    Prompt prompt = config.prompt().map(Prompt::load).orElseGet(Prompt::shipped);
    InstantSource clock = InstantSource.system();
    ContentStore store = config.contents().open();
    ModelServer http = new ModelServer(clock);
    try {
      return start(config, door, types, new Questions(prompt), store, http, clock);
    } catch (RuntimeException | IOException e) {
      http.close();
      store.close();
      throw e;
    }
  }

  private static LlmRoom start(
      LlmConfig config,
      Door door,
      DocumentTypes types,
      Questions questions,
      ContentStore store,
      ModelServer http,
      InstantSource clock)
      throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Meters meters = new Meters(registry);
    Pace pace = new Pace(clock);
    Optional<AnswerCache> cache = Optional.empty();
    if (config.cache().isPresent()) {
      LlmConfig.Cache at = config.cache().get();
      cache = Optional.of(new AnswerCache(at.folder(), at.entries(), store));
    }
    EscalationHandler handler =
        new EscalationHandler(
            store,
            types,
            questions,
            config.servers(),
            door,
            config.rung().reader(),
            new EscalationHandler.Tools(
                new Asker(http, pace, meters), pace, new Refusals(), cache, meters, clock));
    WorkerPool<FrontierEscalation, Predicted> pool =
        WorkerPool.start(config.worker(), topic(config), handler, registry);
    HealthServer health;
    try {
      health = HealthServer.start(config.health(), pool::live, pool::ready, registry::scrape);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    LOG.info(
        "{}: {} with prompt {} ({}), health at {}",
        config.rung(),
        config.servers().stream()
            .map(server -> server + " " + server.model())
            .collect(Collectors.joining(", then ")),
        questions.prompt().name(),
        questions.prompt().hash(),
        health.uri());
    return new LlmRoom(store, http, pool, health);
  }

  /** Where the process answers for its health. */
  public URI health() {
    return health.uri();
  }

  /** Drains; calls that go on beyond that are cut off, whereupon servers stop generating. */
  @Override
  public void close() {
    pool.close();
    http.close();
    health.close();
    store.close();
  }

  private static TaskTopic<FrontierEscalation, Predicted> topic(LlmConfig config) {
    Map<String, String> kafka = config.worker().kafka();
    return new TaskTopic<>(
        config.rung().stage(),
        new TaskTopic.Tasks<>(
            config.rung().tasks().name(),
            RegistrySerdes.deserializer(FrontierEscalation.class, kafka),
            FrontierEscalation::getTaskId,
            FrontierEscalation::getDocumentId),
        new TaskTopic.Results<>(
            config.rung().answers().name(),
            RegistrySerdes.serializer(kafka),
            EscalationHandler::failure));
  }
}
