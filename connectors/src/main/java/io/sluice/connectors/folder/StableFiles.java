package io.sluice.connectors.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a folder that nobody is writing to any more, oldest first. */
final class StableFiles {
  private record State(long size, Instant modified) {}

  private final Path folder;
  private final Duration stable;
  private Map<Path, State> before = Map.of();

  StableFiles(Path folder, Duration stable) {
    this.folder = folder;
    this.stable = stable;
  }

  /**
   * Looks through the folder; a file counts if it is as it was in the last look, and old enough.
   */
  List<Path> look(Instant now) throws IOException {
    Map<Path, State> found = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(StableFiles::isDocument).toList()) {
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        found.put(file, new State(attributes.size(), attributes.lastModifiedTime().toInstant()));
      }
    }
    Map<Path, State> last = before;
    before = found;
    return found.entrySet().stream()
        .filter(one -> one.getValue().equals(last.get(one.getKey())))
        .filter(one -> !one.getValue().modified().plus(stable).isAfter(now))
        .sorted(
            Comparator.comparing((Map.Entry<Path, State> one) -> one.getValue().modified())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isDocument(Path file) {
    String name = file.getFileName().toString();
    boolean unfinished = name.startsWith(".") || name.endsWith(".part") || name.endsWith(".tmp");
    return !unfinished && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
