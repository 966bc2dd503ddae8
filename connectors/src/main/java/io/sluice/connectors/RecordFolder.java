package io.sluice.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with one file a document, under the document's type. A file appears whole or not at all:
 * it is written aside, forced to the disk and moved. For one thread.
 */
final class RecordFolder {
  private static final Logger LOG = LoggerFactory.getLogger(RecordFolder.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ASIDE = ".incoming";

  /** No writer holds a file aside for that long: what is older was left by a crash. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;
  private final Path aside;
  private final ObjectWriter writer;
  private final Set<Path> unsynced = new HashSet<>();

  private RecordFolder(Path folder, boolean indent) {
    this.folder = folder;
    aside = folder.resolve(ASIDE);
    writer = indent ? JSON.writer(SerializationFeature.INDENT_OUTPUT) : JSON.writer();
  }

  /** Opens an existing folder and clears away what a crash has left half written. */
  static RecordFolder open(Path folder, boolean indent) throws IOException {
    RecordFolder opened = new RecordFolder(folder, indent);
    Files.createDirectories(opened.aside);
    Instant limit = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(opened.aside)) {
      for (Path file : left) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
    return opened;
  }

  /**
   * Brings the document's one file to the record's revision, unless it is there already. A
   * correction may change the type: the file then moves to the other type's folder.
   *
   * @throws DataException if the file belongs to another document
   */
  void write(CompletedRecord record) throws IOException {
    String name = FileNames.of(record.documentId()) + ".json";
    Path target = folder.resolve(FileNames.of(record.documentType())).resolve(name);
    List<Path> outdated = new ArrayList<>();
    boolean written = false;
    for (Path file : filesNamed(name)) {
      long there = revision(file, record);
      if (there > record.revision()) {
        unsynced.add(file.getParent());
        return;
      } else if (!file.equals(target)) {
        outdated.add(file);
      } else if (there == record.revision()) {
        unsynced.add(file.getParent());
        written = true;
      }
    }
    if (!written) {
      moveIn(target, json(record));
    }
    // Only now: a crash in between leaves two files, and the record comes again and removes one.
    for (Path file : outdated) {
      Files.deleteIfExists(file);
      unsynced.add(file.getParent());
    }
  }

  /**
   * After this, everything written so far survives a loss of power; the files' bytes already do.
   */
  void sync() throws IOException {
    if (unsynced.isEmpty()) {
      return;
    }
    unsynced.add(folder);
    for (Path directory : unsynced) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
    unsynced.clear();
  }

  private void moveIn(Path target, byte[] content) throws IOException {
    Files.createDirectories(target.getParent());
    Path file = aside.resolve(UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(file);
    }
    unsynced.add(target.getParent());
  }

  private List<Path> filesNamed(String name) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> types = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path type : types) {
        Path file = type.resolve(name);
        if (!type.equals(aside) && Files.exists(file)) {
          files.add(file);
        }
      }
    }
    return files;
  }

  /** The revision in a file, 0 if it is not readable as a record. */
  private static long revision(Path file, CompletedRecord record) throws IOException {
    JsonNode found;
    try {
      found = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      LOG.warn(
          "{} is not readable and is written anew, documentId={}", file, record.documentId(), e);
      return 0;
    }
    String owner = found.path(CompletedRecord.DOCUMENT_ID).asText(record.documentId());
    if (!owner.equals(record.documentId())) {
      throw new DataException(
          "its file %s belongs to document %s: this file system does not tell their names apart"
              .formatted(file, owner));
    }
    return found.path(CompletedRecord.REVISION).asLong(0);
  }

  private byte[] json(CompletedRecord record) {
    try {
      return writer.writeValueAsBytes(record.json());
    } catch (JsonProcessingException e) {
      throw new DataException("it has no form in JSON: " + e.getOriginalMessage(), e);
    }
  }
}
