package io.sluice.cli;

import io.sluice.audit.ChainCheck.Kept;
import io.sluice.audit.ChainHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file in which an operator keeps the heads of the audit's chains, out of Kafka's reach. */
final class AuditHeads {
  private static final String HEADING = "# partition offset sequence hash";

  private AuditHeads() {}

  /**
   * The heads in a file; none if it is not there yet.
   *
   * @throws UsageException if it is no such file
   */
  static Map<Integer, Kept> read(Path file) {
    Map<Integer, Kept> heads = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          List<String> words = List.of(line.strip().split("\\s+"));
          heads.put(
              Integer.parseInt(words.get(0)),
              new Kept(
                  new ChainHead(Long.parseLong(words.get(2)), words.get(3)),
                  Long.parseLong(words.get(1))));
        }
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new UsageException(
          file + " holds no heads of the audit's chains (" + HEADING + "): " + e.getMessage());
    }
    return heads;
  }

  /** Writes the heads: all of them, or the file stays as it is. */
  static void write(Path file, Map<Integer, Kept> heads) {
    String lines =
        heads.entrySet().stream()
            .filter(entry -> entry.getValue().head().sequence() >= 0)
            .map(entry ->
                "%d %d %d %s%n"
                    .formatted(
                        entry.getKey(),
                        entry.getValue().offset(),
                        entry.getValue().head().sequence(),
                        entry.getValue().head().hash()))
            .collect(Collectors.joining());
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(aside, HEADING + System.lineSeparator() + lines);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e, e);
    }
  }
}
