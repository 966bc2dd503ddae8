package io.sluice.llm.egress;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.events.DataClass;
import io.sluice.llm.egress.redaction.Kind;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads an {@link EgressPolicy}; its keys are in infra/docs/howto/egress.md. */
public final class EgressPolicyFile {
  private static final double MOST_DOLLARS = 1_000_000;
  private static final double MICROS = 1_000_000;

  private EgressPolicyFile() {}

  /**
   * The policy in a file.
   *
   * @throws ConfigException naming every problem of the file
   */
  public static EgressPolicy read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(file.toString(), List.of("cannot be read: " + e));
    }
  }

  /** The policy in a text; {@code source} names it in messages. */
  static EgressPolicy parse(String source, String yaml) {
    ConfigNode node = Configs.parse(source, yaml);
    String version = node.string("version");
    Set<String> names = new HashSet<>();
    List<EgressPolicy.Rule> rules = new ArrayList<>();
    for (ConfigNode each : node.list("rules")) {
      EgressPolicy.Rule rule = rule(each);
      if (!names.add(rule.name())) {
        each.problem("name", rule.name(), "each rule has a name of its own", "name: second");
      }
      rules.add(rule);
    }
    ConfigNode surely = node.child("surely");
    var sure =
        new EgressPolicy.Surely(
            surely.number("ocrConfidence", 0.8, 0, 1), surely.number("unknownWords", 0.25, 0, 1));
    Budget budget = budget(node.child("budget"));
    node.finish();
    return new EgressPolicy(
        version, Ids.sha256(yaml.getBytes(StandardCharsets.UTF_8)), rules, sure, budget);
  }

  private static EgressPolicy.Rule rule(ConfigNode node) {
    String name = node.string("name");
    Set<DataClass> classes = dataClasses(node);
    boolean allow = node.bool("allow", true);
    Map<String, Set<String>> providers = new HashMap<>();
    for (ConfigNode each : node.list("providers")) {
      String provider = each.string("name");
      Set<String> regions = Set.copyOf(each.strings("regions", List.of()));
      if (regions.isEmpty()) {
        each.problem("regions", "missing", "the regions it may go to", "regions: [eu-west]");
      }
      providers.put(provider, regions);
    }
    if (allow == providers.isEmpty()) {
      node.problem(
          "providers",
          allow ? "missing" : providers.keySet(),
          "a rule that allows names providers, one that doesn't names none",
          "providers:\n  - {name: somebody, regions: [eu-west]}");
    }
    Set<Kind.Group> redact = redact(node, allow);
    return new EgressPolicy.Rule(
        name,
        about(node, "tenants"),
        about(node, "types"),
        classes,
        allow,
        Map.copyOf(providers),
        redact,
        node.string("reason"));
  }

  private static Set<String> about(ConfigNode node, String key) {
    Set<String> about = new LinkedHashSet<>(node.strings(key, List.of()));
    if (about.isEmpty()) {
      node.problem(key, "missing", "whose or which, or '*' for any", key + ": [acme]");
    } else if (about.contains(EgressPolicy.ANY) && about.size() > 1) {
      node.problem(key, about, "'*' stands alone", key + ": \"*\"");
    }
    return Set.copyOf(about);
  }

  private static Set<DataClass> dataClasses(ConfigNode node) {
    Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
    List<String> said = node.strings("dataClasses", List.of());
    if (said.isEmpty()) {
      node.problem("dataClasses", "missing", "one and more", "dataClasses: [public, internal]");
    }
    for (String each : said) {
      switch (each.toLowerCase(Locale.ROOT)) {
        case "public" -> classes.add(DataClass.PUBLIC);
        case "internal" -> classes.add(DataClass.INTERNAL);
        case "confidential" -> classes.add(DataClass.CONFIDENTIAL);
        case "restricted" ->
            node.problem(
                "dataClasses",
                "restricted",
                "restricted documents never leave the house; no rule is about them",
                "dataClasses: [public, internal]");
        default ->
            node.problem(
                "dataClasses",
                each,
                "public, internal or confidential",
                "dataClasses: [public, internal]");
      }
    }
    return classes;
  }

  /** It has no default: who lets something out says what is hidden, if it be nothing. */
  private static Set<Kind.Group> redact(ConfigNode node, boolean allow) {
    List<String> said = node.strings("redact", List.of());
    if (said.isEmpty() && allow) {
      node.problem("redact", "missing", "all, none, or some of " + groups(), "redact: all");
    }
    if (said.equals(List.of("all"))) {
      return EnumSet.allOf(Kind.Group.class);
    }
    Set<Kind.Group> hidden = EnumSet.noneOf(Kind.Group.class);
    if (said.equals(List.of("none"))) {
      return hidden;
    }
    for (String each : said) {
      Arrays.stream(Kind.Group.values())
          .filter(group -> group.label().equals(each))
          .findFirst()
          .ifPresentOrElse(
              hidden::add,
              () ->
                  node.problem("redact", each, "all, none, or some of " + groups(), "redact: all"));
    }
    return hidden;
  }

  private static String groups() {
    return Arrays.stream(Kind.Group.values())
        .map(Kind.Group::label)
        .collect(Collectors.joining(", "));
  }

  private static Budget budget(ConfigNode node) {
    return new Budget(
        dollars(node, "perDocument"),
        dollars(node, "perTenant"),
        each(node.child("tenants")),
        dollars(node, "perType"),
        each(node.child("types")),
        dollars(node, "perDay"));
  }

  private static Map<String, Long> each(ConfigNode node) {
    Map<String, Long> caps = new HashMap<>();
    node.keys().forEach(key -> dollars(node, key).ifPresent(cap -> caps.put(key, cap)));
    return caps;
  }

  private static OptionalLong dollars(ConfigNode node, String key) {
    double dollars = node.number(key, -1, 0, MOST_DOLLARS);
    return node.has(key) && dollars >= 0
        ? OptionalLong.of(Math.round(dollars * MICROS))
        : OptionalLong.empty();
  }
}
