package io.sluice.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which model bundle it is. Thresholds hold for the readings of one bundle, so a gate file names
 * it.
 *
 * @param fingerprint SHA-256 over the bundle's list of files, but for the gate file itself and
 *     prose and pictures ({@code *.md}, {@code *.svg}): what decides how documents are read
 */
public record BundleVersion(String name, String version, String fingerprint) {
  /** The file in a bundle's folder that lists its files. */
  public static final String MANIFEST = "bundle.yaml";

  /** The file with what makes a field's confidence of its signals; a bundle may have none. */
  public static final String CONFIDENCE = "confidence.json";

  /** The file with a bundle's thresholds. */
  public static final String GATE = "gate.yaml";

  /**
   * The version of the bundle in a folder, as its {@code bundle.yaml} says; no checksum is
   * verified.
   *
   * @throws ConfigException if the folder holds no bundle
   */
  public static BundleVersion of(Path folder) {
    return of(folder, Map.of());
  }

  /**
   * Likewise, as it would be with other files.
   *
   * @param with SHA-256 by name, of files that are replaced or added
   */
  public static BundleVersion of(Path folder, Map<String, String> with) {
    Path manifest = folder.resolve(MANIFEST);
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readString(manifest));
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          manifest.toString(), List.of("not YAML: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ConfigException(
          manifest.toString(), List.of("cannot be read: " + e + " — a model bundle's folder"));
    }
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : root.path("files").properties()) {
      JsonNode sum = file.getValue();
      files.put(file.getKey(), sum.isTextual() ? sum.asText() : sum.path("sha256").asText());
    }
    if (files.isEmpty()) {
      throw new ConfigException(
          manifest.toString(), List.of("files: none — every file with its SHA-256"));
    }
    files.putAll(with);
    StringBuilder list = new StringBuilder();
    files.forEach((name, sum) -> {
      if (!name.equals(GATE) && !name.endsWith(".md") && !name.endsWith(".svg")) {
        list.append(sum).append("  ").append(name).append('\n');
      }
    });
    return new BundleVersion(
        root.path("name").asText("unknown"),
        root.path("version").asText("unknown"),
        Ids.sha256(list.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Its parts by the names that files give them. */
  public Map<String, String> asMap() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("name", name);
    parts.put("version", version);
    parts.put("fingerprint", fingerprint);
    return parts;
  }
}
