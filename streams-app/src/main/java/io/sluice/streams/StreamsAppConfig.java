package io.sluice.streams;

import io.sluice.config.ConfigNode;
import io.sluice.config.Secrets;
import io.sluice.http.HttpConfig;
import io.sluice.schemas.Groups;
import io.sluice.streams.life.Policy;
import io.sluice.types.LargerPool;
import io.sluice.types.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a streams-app runs.
 *
 * @param applicationId the name that all instances share; consumer group, transactions and
 *     changelogs carry it
 * @param kafka Kafka's and the schema registry's properties under their own names
 * @param gate the gate file of the model bundle; without one everything goes to people
 * @param types folder of document types; the shipped ones if empty
 * @param firstPool the pool that reads a document whose class nobody knows yet
 * @param ladder the ladder file; without one no larger model is asked
 * @param pools which larger models are there; ladder and policy decide besides
 * @param deadlines how long each stage may take, waiting in its queue included
 * @param retention how long an ended document is remembered
 * @param stateDir folder of the state stores; rebuilt from Kafka if lost
 * @param commitInterval how often a transaction ends: latency against throughput
 * @param tick how often the deadlines are looked at
 * @param threads stream threads in this process
 * @param restarts how often a thread that died is replaced before the process gives up
 * @param http where it answers
 */
public record StreamsAppConfig(
    String applicationId,
    Map<String, String> kafka,
    Optional<Path> gate,
    Optional<Path> types,
    Pool firstPool,
    Optional<Path> ladder,
    Set<LargerPool> pools,
    Policy.Deadlines deadlines,
    Duration retention,
    Path stateDir,
    Duration commitInterval,
    Duration tick,
    int threads,
    int restarts,
    Http http) {

  /**
   * Where it answers.
   *
   * @param server where and to whom
   * @param advertised host:port under which other instances reach this one; empty for a single
   *     instance
   */
  public record Http(HttpConfig server, Optional<String> advertised) {}

  public StreamsAppConfig {
    kafka = Map.copyOf(kafka);
  }

  /** Reads it; the caller finishes the node. */
  public static StreamsAppConfig from(ConfigNode node) {
    Map<String, String> kafka = new LinkedHashMap<>(node.map("kafka"));
    for (String needed : new String[] {"bootstrap.servers", "schema.registry.url"}) {
      if (!kafka.containsKey(needed)) {
        node.problem("kafka." + needed, "missing", "where it is", needed + ": 127.0.0.1:9092");
      }
    }
    ConfigNode deadlines = node.child("deadlines");
    Policy.Deadlines usual = Policy.Deadlines.DEFAULT;
    return new StreamsAppConfig(
        node.string("applicationId", Groups.STREAMS_APP),
        kafka,
        gate(node),
        Optional.ofNullable(node.optional("types")).map(Path::of),
        node.choice("firstPool", Pool.CPU),
        Optional.ofNullable(node.optional("ladder")).map(Path::of),
        pools(node),
        new Policy.Deadlines(
            positive(deadlines, "parse", usual.parse()),
            positive(deadlines, "infer", usual.infer()),
            positive(deadlines, "llm", usual.llm()),
            positive(deadlines, "frontier", usual.frontier())),
        positive(node, "retention", Duration.ofDays(30)),
        Path.of(node.string("stateDir", "state/streams-app")),
        positive(node, "commitInterval", Duration.ofMillis(100)),
        positive(node, "tick", Duration.ofSeconds(1)),
        node.integer("threads", 1, 1, 64),
        node.integer("restarts", 10, 0, 1_000),
        http(node.child("http")));
  }

  /** Without measured figures no answer could pass the gate: asking would only cost. */
  private static Set<LargerPool> pools(ConfigNode node) {
    Set<LargerPool> pools = EnumSet.noneOf(LargerPool.class);
    for (LargerPool pool : LargerPool.values()) {
      if (node.child(pool.label()).bool("enabled", false)) {
        pools.add(pool);
        if (!node.has("ladder")) {
          node.problem(
              pool.label() + ".enabled",
              true,
              "larger models are asked as a ladder file has it, made by 'sluice ladder --out'",
              "ladder: ladder.yaml");
        }
      }
    }
    return pools;
  }

  private static Optional<Path> gate(ConfigNode node) {
    String file = node.optional("gate");
    String bundle = node.optional("bundle");
    if (file != null && bundle != null) {
      node.problem("gate", file, "either bundle or gate", "bundle: bundles/micro-1");
    }
    return file != null
        ? Optional.of(Path.of(file))
        : Optional.ofNullable(bundle).map(folder -> Path.of(folder, "gate.yaml"));
  }

  private static Http http(ConfigNode node) {
    return new Http(HttpConfig.from(node, 0), Optional.ofNullable(node.optional("advertised")));
  }

  private static Duration positive(ConfigNode node, String key, Duration fallback) {
    Duration duration = node.duration(key, fallback);
    if (duration.isZero() || duration.isNegative()) {
      node.problem(key, duration, "more than nothing", key + ": 30s");
      return fallback;
    }
    return duration;
  }

  @Override
  public String toString() {
    return "StreamsAppConfig[%s, kafka %s, %s]"
        .formatted(applicationId, Secrets.shown(kafka), http);
  }
}
