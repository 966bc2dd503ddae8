package io.sluice.llm.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.llm.chat.AnthropicMessages;
import org.junit.jupiter.api.Test;

class LlmConfigTest {
  private static final String REST =
      "contentStore: file:/tmp/x\nkafka: {bootstrap.servers: 'localhost:9092'}\n";

  @Test
  void aServerOfOurOwnIsLoopbackOrListed() {
    LlmConfig config =
        read(
            Rung.LLM,
            """
            houseHosts: [gpu1.internal]
            servers:
              - {name: a, url: 'http://127.0.0.1:8000/v1', model: m, inHouse: true}
              - {name: b, url: 'http://gpu1.internal:8000/v1', model: m, inHouse: true, models: {invoice: lora}}
            """);
    assertThat(config.servers()).allMatch(Server::inHouse);
    assertThat(config.servers().get(1).modelFor("invoice")).isEqualTo("lora");
    assertThat(config.servers().get(1).modelFor("receipt")).isEqualTo("m");
    assertThat(config.worker().groupId()).isEqualTo("sluice-inference-llm");
  }

  @Test
  void whatIsWrongIsSaidAllAtOnceAndNoKeyIsShown() {
    assertThatThrownBy(() ->
            read(
                Rung.LLM,
                """
                servers:
                  - {name: a, url: 'http://api.example.com/v1', model: m, inHouse: true, key: sk-very-secret}
                  - {name: a, url: 'https://api.example.com/v1', model: m}
                  - {name: c, url: 'ftp://x', model: m, contextTokens: 2048, answerTokens: 2000, samples: 99}
                """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("servers[0].inHouse")
        .hasMessageContaining("houseHosts: [api.example.com]")
        .hasMessageContaining("servers[1].name")
        .hasMessageContaining("frontier-worker")
        .hasMessageContaining("servers[2].url")
        .hasMessageContaining("servers[2].answerTokens")
        .hasMessageContaining("servers[2].samples")
        .hasMessageNotContaining("sk-very-secret");
  }

  @Test
  void aServerOfOthersIsSpokenToOverTls() {
    assertThatThrownBy(() ->
            read(Rung.FRONTIER, "servers: [{name: a, url: 'http://api.example.com/v1', model: m}]"))
        .hasMessageContaining("https, since this server is not inHouse");
    LlmConfig config =
        read(
            Rung.FRONTIER,
            "servers: [{name: a, dialect: anthropic, url: 'https://api.example.com/v1', model: m, prices: {input: 3, output: 15}}]");
    Server server = config.servers().getFirst();
    assertThat(server.inHouse()).isFalse();
    assertThat(server.dialect()).isInstanceOf(AnthropicMessages.class);
    assertThat(server.asking().samples()).as("it gives no probabilities").isEqualTo(3);
    assertThat(server.asking().logprobs()).isFalse();
  }

  @Test
  void noServerIsNoConfiguration() {
    assertThatThrownBy(() -> read(Rung.LLM, "")).hasMessageContaining("at least one server");
  }

  private static LlmConfig read(Rung rung, String yaml) {
    ConfigNode node = Configs.parse("test", REST + yaml);
    LlmConfig config = LlmConfig.from(rung, node);
    node.finish();
    return config;
  }
}
