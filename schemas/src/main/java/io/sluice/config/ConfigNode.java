package io.sluice.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML configuration. Reads are typed; what is wrong is collected, not thrown, and
 * {@link #finish} on the root reports all of it at once, keys that nobody has read included. Not
 * thread-safe. Texts may refer to {@link Secrets}.
 *
 * <pre>{@code
 * ConfigNode root = Configs.read(path);
 * Limits limits = new Limits(root.child("limits").duration("perDocument", Duration.ofSeconds(60)));
 * root.finish();
 * }</pre>
 */
public final class ConfigNode {
  /** What stands in a problem in place of a value: words about it, which may always be shown. */
  private static final Set<String> REMARKS = Set.of("missing", "unknown key", "too short");

  private final String source;
  private final String path;
  private final Map<String, Object> values;
  private final List<String> problems;
  private final Set<String> read = new LinkedHashSet<>();
  private final Map<String, ConfigNode> children = new LinkedHashMap<>();

  private ConfigNode(
      String source, String path, Map<String, Object> values, List<String> problems) {
    this.source = source;
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  /** A root over parsed YAML; {@code source} names it in messages. */
  public static ConfigNode of(String source, Map<String, ?> values) {
    return new ConfigNode(source, "", new LinkedHashMap<>(values), new ArrayList<>());
  }

  /** An empty root: every read yields its default. */
  public static ConfigNode empty() {
    return of("defaults", Map.of());
  }

  /** A required text. */
  public String string(String key) {
    Object value = take(key);
    if (value == null) {
      problem(key, "missing", "a text is required", key + ": …");
      return "";
    }
    return scalar(key, value, "");
  }

  /** A text, or the default. */
  public String string(String key, String fallback) {
    Object value = take(key);
    return value == null ? fallback : scalar(key, value, fallback);
  }

  /** A text, or null. */
  public @Nullable String optional(String key) {
    Object value = take(key);
    return value == null ? null : scalar(key, value, "");
  }

  /** A whole number within [least, most]. */
  public int integer(String key, int fallback, int least, int most) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    problem(key, value, "a whole number from " + least + " to " + most, key + ": " + fallback);
    return fallback;
  }

  /** A number within [least, most]. */
  public double number(String key, double fallback, double least, double most) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    problem(key, value, "a number from " + least + " to " + most, key + ": " + fallback);
    return fallback;
  }

  /** true or false. */
  public boolean bool(String key, boolean fallback) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    problem(key, value, "true or false", key + ": " + fallback);
    return fallback;
  }

  /** A duration with a unit: ms, s, m, h or d. */
  public Duration duration(String key, Duration fallback) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    Duration duration = Units.duration(value.toString());
    if (duration == null) {
      problem(key, value, "a duration with a unit: ms, s, m, h or d", key + ": 30s");
      return fallback;
    }
    return duration;
  }

  /** A number of bytes with a unit: B, kB, MB or GB (powers of 1024). */
  public long size(String key, long fallback) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    Long size = Units.size(value.toString());
    if (size == null) {
      problem(key, value, "a size with a unit: B, kB, MB or GB", key + ": 64MB");
      return fallback;
    }
    return size;
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, E fallback) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    E[] all = fallback.getDeclaringClass().getEnumConstants();
    for (E constant : all) {
      if (spelling(constant).equalsIgnoreCase(value.toString())) {
        return constant;
      }
    }
    String choices = Arrays.stream(all).map(ConfigNode::spelling).collect(Collectors.joining(", "));
    problem(key, value, "one of " + choices, key + ": " + spelling(fallback));
    return fallback;
  }

  /** A list of texts; a single text counts as a list of one. */
  public List<String> strings(String key, List<String> fallback) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> scalar(key, item, "")).toList();
    }
    return List.of(scalar(key, value, ""));
  }

  /** Free pairs of texts, for instance a Kafka client's properties; empty if missing. */
  public Map<String, String> map(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    mapping(key, take(key))
        .forEach((name, value) -> pairs.put(name, scalar(key + "." + name, value, "")));
    return pairs;
  }

  /** Whatever stands there: a text, number, truth value, list or mapping; null if missing. */
  public @Nullable Object any(String key) {
    return take(key);
  }

  /** A nested mapping; an empty one if missing. */
  public ConfigNode child(String key) {
    return children.computeIfAbsent(
        key, k -> new ConfigNode(source, pathOf(k), mapping(k, take(k)), problems));
  }

  /** A list of mappings; empty if missing. */
  public List<ConfigNode> list(String key) {
    Object value = take(key);
    List<ConfigNode> nodes = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        String name = key + "[" + i + "]";
        nodes.add(
            children.computeIfAbsent(
                name, n -> new ConfigNode(source, pathOf(n), new LinkedHashMap<>(), problems)));
        nodes.get(i).values.putAll(mapping(name, list.get(i)));
      }
    } else if (value != null) {
      problem(key, "something else", "a list of mappings", key + ":\n  - …");
    }
    return nodes;
  }

  /** The keys of this mapping, in order. */
  public Set<String> keys() {
    return new LinkedHashSet<>(values.keySet());
  }

  /** Whether the key is set. */
  public boolean has(String key) {
    return values.get(key) != null;
  }

  /**
   * Reports a problem that a caller has found, for instance between two keys. Of a secret, no value
   * is shown.
   */
  public void problem(String key, Object value, String rule, String example) {
    // What a reference stands for may be a secret, whatever its key is called.
    Object shown =
        values.get(key) instanceof String text && Secrets.isReference(text) ? text : value;
    report(key, REMARKS.contains(shown) ? shown : Secrets.shown(pathOf(key), shown), rule, example);
  }

  private void report(String key, Object value, String rule, String example) {
    problems.add(pathOf(key) + ": " + value + " — " + rule + " — e.g. " + example);
  }

  /**
   * Ends reading.
   *
   * @throws ConfigException naming every problem, unknown keys included
   */
  public void finish() {
    unknownKeys();
    if (!problems.isEmpty()) {
      throw new ConfigException(source, problems);
    }
  }

  private void unknownKeys() {
    for (String key : values.keySet()) {
      if (!read.contains(key)) {
        problem(key, "unknown key", "known here: " + String.join(", ", read), "remove it");
      }
    }
    children.values().forEach(ConfigNode::unknownKeys);
  }

  private @Nullable Object take(String key) {
    read.add(key);
    return values.get(key);
  }

  private String scalar(String key, @Nullable Object value, String fallback) {
    if (value instanceof String text) {
      try {
        return Secrets.resolve(text);
      } catch (IllegalArgumentException e) {
        report(key, text, String.valueOf(e.getMessage()), key + ": ${file:/run/secrets/x}");
        return fallback;
      }
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    problem(key, value == null ? "null" : value, "a single value", key + ": …");
    return fallback;
  }

  private Map<String, Object> mapping(String key, @Nullable Object value) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, item) -> {
        if (item != null) {
          pairs.put(String.valueOf(name), item);
        }
      });
    } else if (value != null) {
      problem(key, "something else", "a mapping of keys to values", key + ":\n    name: …");
    }
    return pairs;
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
