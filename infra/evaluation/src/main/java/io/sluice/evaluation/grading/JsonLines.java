package io.sluice.evaluation.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of one JSON object a line; all lines that are not as they must be are named at once. */
public final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 20;

  /** What is wrong with a line. */
  public static final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    BadLine(String message) {
      super(message);
    }
  }

  /** Takes a line's object. */
  public interface Taker {
    void take(JsonNode line) throws BadLine;
  }

  private JsonLines() {}

  public static void each(Path file, Taker taker) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new ConfigException(file.toString(), List.of("cannot be read: " + e));
    }
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        JsonNode line = JSON.readTree(lines.get(i));
        if (!line.isObject()) {
          throw new BadLine("no JSON object");
        }
        taker.take(line);
      } catch (JsonProcessingException e) {
        problems.add("line " + (i + 1) + ": not JSON: " + e.getOriginalMessage());
      } catch (BadLine e) {
        problems.add("line " + (i + 1) + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      List<String> shown = new ArrayList<>(problems.subList(0, Math.min(SHOWN, problems.size())));
      if (problems.size() > SHOWN) {
        shown.add("… and " + (problems.size() - SHOWN) + " lines more");
      }
      throw new ConfigException(file.toString(), shown);
    }
  }
}
