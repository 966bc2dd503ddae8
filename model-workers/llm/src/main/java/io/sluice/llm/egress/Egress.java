package io.sluice.llm.egress;

import io.sluice.config.ConfigException;
import io.sluice.llm.worker.Door;
import io.sluice.llm.worker.Server;
import io.sluice.types.DocumentTypes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The door of a process, with its ledger. Closing it shuts the door. */
public final class Egress implements AutoCloseable {
  private final KafkaEgressLog log;
  private final Door door;

  private Egress(KafkaEgressLog log, Door door) {
    this.log = log;
    this.door = door;
  }

  /**
   * Opens the ledger and the door.
   *
   * @param kafka client properties, {@code schema.registry.url} among them
   * @param servers whom the process may ask
   * @throws ConfigException if caps are set and a server has no prices to hold against them
   * @throws org.apache.kafka.common.KafkaException if the ledger's topic cannot be read
   */
  public static Egress open(
      EgressPolicy policy,
      DocumentTypes types,
      Collection<Server> servers,
      Map<String, String> kafka,
      InstantSource clock) {
    checkPrices(policy, servers);
    Ledger ledger = new Ledger();
    KafkaEgressLog log = KafkaEgressLog.open(kafka, ledger, clock);
    return new Egress(log, new EgressDoor(policy, types, ledger, log, clock));
  }

  static void checkPrices(EgressPolicy policy, Collection<Server> servers) {
    List<String> problems =
        servers.stream()
            .filter(server -> policy.budget().isSet() && !server.inHouse())
            .filter(server -> server.prices().input() <= 0 || server.prices().output() <= 0)
            .map(server ->
                "servers.%s.prices: missing — the policy has a budget, which is kept by prices — e.g. prices: {input: 3, output: 15}"
                    .formatted(server.name()))
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException("egress policy " + policy.version(), problems);
    }
  }

  /** The way out. */
  public Door door() {
    return door;
  }

  @Override
  public void close() {
    log.close();
  }
}
