package io.sluice.llm.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.llm.chat.Reply;
import io.sluice.llm.chat.Usage;
import java.util.Locale;

/** What the servers made of our questions, in numbers. */
final class Meters {
  private final MeterRegistry registry;

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  void replied(Server server, Reply reply) {
    String outcome = reply.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    registry.counter("sluice.llm.replies", "server", server.name(), "outcome", outcome).increment();
  }

  void used(Server server, Usage usage) {
    registry
        .counter("sluice.llm.tokens", "server", server.name(), "direction", "in")
        .increment(usage.tokensIn());
    registry
        .counter("sluice.llm.tokens", "server", server.name(), "direction", "out")
        .increment(usage.tokensOut());
    registry
        .counter("sluice.llm.cost.micros", "server", server.name())
        .increment(server.prices().micros(usage));
  }

  void denied(Server server) {
    registry.counter("sluice.llm.denied", "server", server.name()).increment();
  }

  void warned(String code) {
    registry.counter("sluice.llm.warnings", "code", code).increment();
  }

  void cached() {
    registry.counter("sluice.llm.cache.hits").increment();
  }
}
