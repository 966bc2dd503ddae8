package io.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a command line names, as documents. */
public final class Inputs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Inputs() {}

  /**
   * The files, and recursively the files in the folders, in path order. The id comes from the path
   * as given and the file's bytes are not looked at: the same file under two names is two documents
   * with a line each.
   *
   * @throws UsageException naming all paths that do not exist
   */
  public static List<Input> ofPaths(List<Path> paths) {
    List<Path> missing = paths.stream().filter(path -> !Files.exists(path)).toList();
    if (!missing.isEmpty()) {
      throw new UsageException("no such file or folder: " + missing);
    }
    Map<String, Input> inputs = new LinkedHashMap<>();
    for (Path path : paths) {
      for (Path file : filesUnder(path)) {
        String name = file.normalize().toString();
        String id = Ids.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        inputs.putIfAbsent(id, new Input(id, file, name));
      }
    }
    return List.copyOf(inputs.values());
  }

  /**
   * The documents of a manifest: JSON lines with {@code id} and {@code file}, relative to the
   * manifest. Lines whose file is null have no document and are passed over.
   *
   * @throws UsageException naming every line that is not as it must be
   */
  public static List<Input> ofManifest(Path manifest) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    List<String> lines = linesOf(manifest);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        JsonNode line = JSON.readTree(lines.get(i));
        String id = line.path("id").asText("");
        if (id.isEmpty() || !line.has("file")) {
          problems.add(manifest + ":" + (i + 1) + ": 'id' and 'file' are required");
        } else if (line.get("file").isTextual()) {
          String name = line.get("file").asText();
          if (inputs.put(id, new Input(id, manifest.resolveSibling(name), name)) != null) {
            problems.add(manifest + ":" + (i + 1) + ": the id " + id + " stands twice");
          }
        }
      } catch (JsonProcessingException e) {
        problems.add(manifest + ":" + (i + 1) + ": not JSON: " + e.getOriginalMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
    return List.copyOf(inputs.values());
  }

  private static List<String> linesOf(Path manifest) {
    try {
      return Files.readAllLines(manifest);
    } catch (IOException e) {
      throw new UsageException("the manifest " + manifest + " cannot be read: " + e);
    }
  }

  private static List<Path> filesUnder(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + path, e);
    }
  }
}
