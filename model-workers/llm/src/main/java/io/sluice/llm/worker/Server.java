package io.sluice.llm.worker;

import io.sluice.config.ConfigNode;
import io.sluice.llm.chat.AnthropicMessages;
import io.sluice.llm.chat.Dialect;
import io.sluice.llm.chat.OpenAiChat;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model server and how it is spoken to.
 *
 * @param name in messages, metrics and the egress policy
 * @param dialect its protocol
 * @param url base URL, with the version in it: {@code http://127.0.0.1:8000/v1}
 * @param key the secret it wants
 * @param region where it stands, as the egress policy calls it
 * @param model the model's name there
 * @param models other models by document type, for instance LoRA adapters by their names
 * @param inHouse whether it is one of our own machines: then nothing leaves the house
 * @param asking how it is asked
 * @param prices what tokens cost
 */
public record Server(
    String name,
    Dialect dialect,
    URI url,
    Optional<String> key,
    String region,
    String model,
    Map<String, String> models,
    boolean inHouse,
    Asking asking,
    Prices prices) {

  /**
   * How it is asked.
   *
   * @param samples how often the same is asked; more than one where agreement is to say how sure
   * @param temperature of more than one sample; a single one has 0
   * @param logprobs whether the probabilities of tokens are asked for
   * @param stream whether the answer is sent piece by piece
   * @param context most tokens of question and answer together, as the server is set up
   * @param answer most tokens of an answer
   * @param timeout from sending to the answer's last byte
   */
  public record Asking(
      int samples,
      double temperature,
      boolean logprobs,
      boolean stream,
      int context,
      int answer,
      Duration timeout) {
    /** What of the context the words around a document take, roughly. */
    private static final int AROUND = 1200;

    static Asking from(ConfigNode node, boolean logprobs) {
      int context = node.integer("contextTokens", 8192, 2048, 2_000_000);
      int answer = node.integer("answerTokens", Math.min(2048, context / 4), 64, 65_536);
      if (answer + AROUND >= context) {
        node.problem(
            "answerTokens",
            answer,
            "less than contextTokens by " + AROUND + " and more: the question needs room",
            "answerTokens: " + Math.max(64, (context - AROUND) / 4));
        answer = 64;
      }
      Duration timeout = node.duration("timeout", Duration.ofMinutes(2));
      if (timeout.isZero() || timeout.isNegative()) {
        node.problem("timeout", timeout, "more than zero", "timeout: 2m");
      }
      return new Asking(
          node.integer("samples", logprobs ? 1 : 3, 1, 16),
          node.number("temperature", 0.7, 0, 2),
          node.bool("logprobs", logprobs),
          node.bool("stream", false),
          context,
          answer,
          timeout);
    }

    /** Most tokens for the words of a document. */
    int document() {
      return context - answer - AROUND;
    }
  }

  private enum Protocol {
    OPENAI,
    ANTHROPIC
  }

  /** Reads one entry of the list of servers. */
  static Server from(ConfigNode node, Set<String> house) {
    Protocol protocol = node.choice("dialect", Protocol.OPENAI);
    URI url = url(node);
    boolean inHouse = node.bool("inHouse", false);
    boolean ours = House.isOurs(url, house);
    if (inHouse && !ours) {
      node.problem(
          "inHouse",
          true,
          "only for loopback or a host in houseHosts; '" + url.getHost() + "' is neither",
          "houseHosts: [" + url.getHost() + "]");
    }
    if (!inHouse && "http".equals(url.getScheme())) {
      node.problem("url", url, "https, since this server is not inHouse", "url: https://…/v1");
    }
    return new Server(
        node.string("name"),
        dialect(node, protocol),
        url,
        Optional.ofNullable(node.optional("key")),
        node.string("region", inHouse ? "house" : "unknown"),
        node.string("model"),
        node.map("models"),
        inHouse && ours,
        Asking.from(node, protocol == Protocol.OPENAI),
        Prices.from(node.child("prices")));
  }

  private static Dialect dialect(ConfigNode node, Protocol protocol) {
    boolean temperature = node.bool("saysTemperature", true);
    return switch (protocol) {
      case OPENAI ->
          new OpenAiChat(
              node.choice("schemaBy", OpenAiChat.SchemaBy.JSON_SCHEMA),
              node.choice("lengthBy", OpenAiChat.LengthBy.MAX_TOKENS),
              temperature);
      case ANTHROPIC -> new AnthropicMessages(temperature);
    };
  }

  private static URI url(ConfigNode node) {
    String text = node.string("url");
    try {
      URI url = URI.create(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (url.getHost() != null
          && (scheme.equals("http") || scheme.equals("https"))
          && url.getUserInfo() == null
          && url.getQuery() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, like any other text that is no address.
    }
    node.problem(
        "url",
        text,
        "an http or https address without user and query",
        "url: http://127.0.0.1:8000/v1");
    return URI.create("https://invalid.invalid");
  }

  /** The model for documents of a type. */
  public String modelFor(String type) {
    return models.getOrDefault(type, model);
  }

  @Override
  public String toString() {
    return name + " (" + url + ")";
  }
}
