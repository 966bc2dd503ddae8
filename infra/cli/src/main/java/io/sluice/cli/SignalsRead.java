package io.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The signals that model workers write while they work; a document's stand in the file before its
 * prediction is sent.
 */
final class SignalsRead implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedReader reader;
  private final Map<String, JsonNode> known = new HashMap<>();
  private final StringBuilder line = new StringBuilder();

  /** Follows a file that exists. */
  SignalsRead(Path file) throws IOException {
    this.reader = Files.newBufferedReader(file);
  }

  /** Those of a document, by field; a missing node if no worker read it. */
  JsonNode of(String documentId) {
    try {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c != '\n') {
          line.append((char) c);
          continue;
        }
        JsonNode read = JSON.readTree(line.toString());
        known.put(read.path("id").asText(), read.path("signals"));
        line.setLength(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the signals of the model workers cannot be read", e);
    }
    return known.getOrDefault(documentId, MissingNode.getInstance());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
