package io.sluice.llm.worker;

import io.sluice.config.ConfigNode;
import io.sluice.content.ContentConfig;
import io.sluice.http.HttpConfig;
import io.sluice.worker.WorkerPoolConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a process of one of the rungs runs.
 *
 * @param rung which tasks it takes
 * @param servers who is asked, in this order
 * @param prompt folder of the prompt; the shipped one if empty
 * @param cache where it is remembered what was answered; empty to ask each time
 * @param contents the content store that all processes share
 * @param types folder of document types; the shipped ones if empty
 * @param health where it answers for its health
 * @param worker the worker pool; its Kafka properties hold {@code schema.registry.url} too
 */
public record LlmConfig(
    Rung rung,
    List<Server> servers,
    Optional<Path> prompt,
    Optional<Cache> cache,
    ContentConfig contents,
    Optional<Path> types,
    HttpConfig health,
    WorkerPoolConfig worker) {
  private static final int RECORDS_PER_POLL = 4;

  public LlmConfig {
    servers = List.copyOf(servers);
  }

  /**
   * Where it is remembered what was answered.
   *
   * @param folder holds a small file an answer
   * @param entries most of them
   */
  public record Cache(Path folder, int entries) {}

  /**
   * Reads {@code servers}, {@code houseHosts}, {@code prompt}, {@code cache}, {@code contentStore},
   * {@code contentEncryption}, {@code types}, {@code health} and the worker pool's keys; the caller
   * finishes the node.
   */
  public static LlmConfig from(Rung rung, ConfigNode node) {
    Set<String> house = Set.copyOf(node.strings("houseHosts", List.of()));
    List<Server> servers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigNode each : node.list("servers")) {
      Server server = Server.from(each, house);
      if (!names.add(server.name())) {
        each.problem("name", server.name(), "each server has a name of its own", "name: second");
      }
      if (rung == Rung.LLM && !server.inHouse()) {
        each.problem(
            "inHouse",
            false,
            "the servers of llm-workers are our own machines; others are asked by frontier-worker",
            "inHouse: true");
      }
      servers.add(server);
    }
    if (servers.isEmpty()) {
      node.problem("servers", "missing", "at least one server", "servers:\n  - name: gpu1");
    }
    ConfigNode cache = node.child("cache");
    String folder = cache.optional("folder");
    int entries = cache.integer("entries", 100_000, 10, 10_000_000);
    return new LlmConfig(
        rung,
        servers,
        Optional.ofNullable(node.optional("prompt")).map(Path::of),
        Optional.ofNullable(folder).map(f -> new Cache(Path.of(f), entries)),
        ContentConfig.from(node),
        Optional.ofNullable(node.optional("types")).map(Path::of),
        HttpConfig.from(node.child("health"), 0),
        // Hundreds of tasks wait at once: one consumer each would be hundreds of connections.
        WorkerPoolConfig.from(node, rung.group(), rung.workers(), RECORDS_PER_POLL));
  }
}
