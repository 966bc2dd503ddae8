package io.sluice.config;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads YAML into {@link ConfigNode}s. A key that stands twice is an error. */
public final class Configs {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().build().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  private Configs() {}

  /**
   * The configuration in a file.
   *
   * @throws ConfigException if the file cannot be read or is no YAML mapping
   */
  public static ConfigNode read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(file.toString(), List.of("cannot be read: " + e));
    }
  }

  /** The configuration in a text; {@code source} names it in messages. */
  public static ConfigNode parse(String source, String yaml) {
    if (yaml.isBlank()) {
      return ConfigNode.of(source, Map.of());
    }
    try {
      Map<String, Object> values =
          YAML.readValue(yaml, new TypeReference<Map<String, Object>>() {});
      return ConfigNode.of(source, values == null ? Map.of() : values);
    } catch (JsonProcessingException e) {
      throw new ConfigException(source, List.of(why(e)));
    }
  }

  /** Where it is wrong and how, without the text itself: that may hold a secret. */
  private static String why(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    if (e.getCause() instanceof MarkedYAMLException yaml) {
      return "not a YAML mapping: " + yaml.getProblem() + where;
    }
    return e instanceof JsonParseException
        ? "not a YAML mapping: " + e.getOriginalMessage() + where
        : "not a YAML mapping of keys to values" + where;
  }
}
