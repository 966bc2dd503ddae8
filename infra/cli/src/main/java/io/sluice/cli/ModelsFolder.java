package io.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.schemas.BundleVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of bundles of which one serves: {@code bundles/<name>-<version>-<fingerprint>/}, a link
 * {@code serving} to one of them, and {@code history.jsonl}, which says who put what there and why.
 * A configuration names {@code …/serving}; the link is replaced in one step, so whoever opens it
 * finds the one bundle or the other.
 */
record ModelsFolder(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHORT = 12;

  static ModelsFolder at(Path folder) {
    return new ModelsFolder(folder.toAbsolutePath().normalize());
  }

  private Path link() {
    return folder.resolve("serving");
  }

  private Path history() {
    return folder.resolve("history.jsonl");
  }

  /** The folder of the bundle that serves, without the link; empty for none. */
  Optional<Path> serving() {
    if (!Files.exists(link())) {
      return Optional.empty();
    }
    try {
      return Optional.of(link().toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("the serving bundle of " + folder + " cannot be read", e);
    }
  }

  /** The bundles that are kept, by name. */
  List<Path> bundles() throws IOException {
    Path all = folder.resolve("bundles");
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(all)) {
      return found
          .filter(path -> Files.exists(path.resolve(BundleVersion.MANIFEST)))
          .sorted()
          .toList();
    }
  }

  /** Copies a bundle in, whole or not at all; the place where it lies. */
  Path keep(Path bundle) throws IOException {
    BundleVersion version = BundleVersion.of(bundle);
    String name =
        "%s-%s-%s"
            .formatted(
                version.name(), version.version(), version.fingerprint().substring(0, SHORT));
    Path target = folder.resolve("bundles").resolve(name);
    Path beside = folder.resolve("bundles").resolve("." + name + ".new");
    deleteAll(beside);
    Files.createDirectories(beside);
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.toList()) {
        Files.copy(file, beside.resolve(file.getFileName()));
      }
    }
    // The same model with another gate: the newer gate holds.
    deleteAll(target);
    return Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Lets a kept bundle serve, in one step, and writes down why. */
  void serve(Path kept, ObjectNode line) throws IOException {
    Path beside = folder.resolve(".serving.new");
    Files.deleteIfExists(beside);
    Files.createSymbolicLink(beside, folder.relativize(kept));
    Files.move(beside, link(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    line.put("serving", kept.getFileName().toString());
    Files.writeString(
        history(),
        JSON.writeValueAsString(line) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** What was put there, the oldest first. */
  List<JsonNode> told() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (Files.exists(history())) {
      for (String line : Files.readAllLines(history())) {
        try {
          lines.add(JSON.readTree(line));
        } catch (JsonProcessingException e) {
          throw new UsageException(history() + " is not JSON lines: " + e.getOriginalMessage());
        }
      }
    }
    return lines;
  }

  private static void deleteAll(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
