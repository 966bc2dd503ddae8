package io.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which an embedded run keeps its topics and contents: the user's, or one that goes
 * with the run.
 */
final class StateFolder implements AutoCloseable {
  private final Path path;
  private final boolean temporary;

  StateFolder(@Nullable Path given) {
    try {
      temporary = given == null;
      path =
          given == null
              ? Files.createTempDirectory("sluice-")
              : Files.createDirectories(given.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new UsageException("the state folder cannot be made: " + e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary folder " + path + " was left behind", e);
    }
  }
}
