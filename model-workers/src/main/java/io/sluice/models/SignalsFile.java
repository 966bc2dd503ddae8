package io.sluice.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ConfigException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * From what confidences were made, a JSON line a document: {@code {"id": …, "signals": {field:
 * {signal: number}}}}. It holds no value of a document. Thread-safe.
 */
final class SignalsFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter writer;

  private SignalsFile(BufferedWriter writer) {
    this.writer = writer;
  }

  /**
   * Goes on where the file ends.
   *
   * @throws ConfigException if it cannot be written
   */
  static SignalsFile open(Path file) {
    try {
      return new SignalsFile(
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new ConfigException(
          "signals",
          List.of(file + ": cannot be written: " + e + " — a file in a folder that exists"));
    }
  }

  /**
   * Writes a line and flushes it: who sees the prediction can see its signals.
   *
   * @throws IOException if it cannot be written, for instance because the disk is full
   */
  synchronized void write(String documentId, Map<String, SortedMap<String, Double>> signals)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", documentId);
    line.put("signals", signals);
    writer.write(JSON.writeValueAsString(line));
    writer.newLine();
    writer.flush();
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the signals cannot be written to their end", e);
    }
  }
}
