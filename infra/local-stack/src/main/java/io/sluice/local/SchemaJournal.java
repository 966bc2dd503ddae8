package io.sluice.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.local.SchemaStore.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The registry's memory: a file of JSON lines, one change each, only ever appended to. */
final class SchemaJournal implements Consumer<Change>, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final FileChannel channel;
  private final List<Change> history;

  private SchemaJournal(Path file, FileChannel channel, List<Change> history) {
    this.file = file;
    this.channel = channel;
    this.history = history;
  }

  /**
   * Opens the file, which is created if need be. A last line that a crash has cut short is dropped.
   */
  static SchemaJournal open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      String text = Files.exists(file) ? Files.readString(file) : "";
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      List<Change> history = new ArrayList<>();
      for (String line : whole.lines().toList()) {
        history.add(parse(file, line));
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
      channel.position(channel.size());
      return new SchemaJournal(file, channel, List.copyOf(history));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the registry's journal " + file + ": " + e, e);
    }
  }

  /** All changes of earlier lives, oldest first. */
  List<Change> history() {
    return history;
  }

  /** Appends a change; when this returns it is on disk. */
  @Override
  public void accept(Change change) {
    ByteBuffer line = StandardCharsets.UTF_8.encode(json(change) + "\n");
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot append to the registry's journal " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the registry's journal " + file, e);
    }
  }

  private static String json(Change change) {
    ObjectNode node = JSON.createObjectNode();
    switch (change) {
      case Change.Registered(String subject, int version, int id, String schema) ->
          node.put("op", "register")
              .put("subject", subject)
              .put("version", version)
              .put("id", id)
              .put("schema", schema);
      case Change.Deleted(String subject, int version, boolean permanent) ->
          node.put("op", "delete")
              .put("subject", subject)
              .put("version", version)
              .put("permanent", permanent);
      case Change.LevelSet(String subject, CompatibilityLevel level) ->
          node.put("op", "level")
              .put("subject", subject)
              .put("level", level == null ? null : level.name());
    }
    return node.toString();
  }

  private static Change parse(Path file, String line) throws IOException {
    try {
      JsonNode node = JSON.readTree(line);
      String subject = node.path("subject").asText();
      return switch (node.path("op").asText()) {
        case "register" ->
            new Change.Registered(
                subject,
                node.path("version").asInt(),
                node.path("id").asInt(),
                node.path("schema").asText());
        case "delete" ->
            new Change.Deleted(
                subject, node.path("version").asInt(), node.path("permanent").asBoolean());
        case "level" -> new Change.LevelSet(subject, level(node.path("level")));
        default -> throw new IOException("unknown change in " + file + ": " + line);
      };
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged at the line: " + line, e);
    }
  }

  private static @Nullable CompatibilityLevel level(JsonNode node) {
    return node.isTextual() ? CompatibilityLevel.parse(node.asText()) : null;
  }
}
