package io.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.events.Box;
import io.sluice.events.ExtractedField;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The results, one JSON object a line: id, class, classConfidence, route and fields, as evaluation
 * reads them, then what people ask for (file, why, reason, where a value stands).
 */
final class ResultsFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter writer;

  /** Opens the file anew: a run that goes on writes what it knows from before again. */
  ResultsFile(Path path) {
    try {
      if (path.toAbsolutePath().getParent() != null) {
        Files.createDirectories(path.toAbsolutePath().getParent());
      }
      writer = Files.newBufferedWriter(path);
    } catch (IOException e) {
      throw new UsageException("the results cannot be written to " + path + ": " + e);
    }
  }

  /** Writes a line and flushes it, so that a stopped run leaves whole lines. */
  void write(Input input, Ending ending) {
    try {
      writer.write(line(input, ending));
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the results", e);
    }
  }

  static String line(Input input, Ending ending) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", input.id());
    line.put("class", ending.documentType());
    line.put("classConfidence", ending.classConfidence());
    if (ending.confidence() != null) {
      line.put("documentConfidence", ending.confidence());
    }
    line.put("route", ending.route().name().toLowerCase(Locale.ROOT));
    ObjectNode fields = line.putObject("fields");
    for (ExtractedField field : ending.fields()) {
      put(fields.putObject(field.getName()), field);
    }
    line.put("file", input.name());
    line.put("why", ending.why());
    if (ending.reason() != null) {
      line.put("reason", ending.reason());
    }
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode node, ExtractedField field) {
    node.put("value", field.getValue());
    node.put("confidence", field.getConfidence());
    node.put("reader", field.getReader().name().toLowerCase(Locale.ROOT));
    if (field.getPage() != null) {
      node.put("page", field.getPage());
    }
    Box box = field.getBox();
    if (box != null) {
      node.putArray("box").add(box.getX0()).add(box.getY0()).add(box.getX1()).add(box.getY1());
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the results", e);
    }
  }
}
