package io.sluice.extractors.child;

import io.sluice.events.Reason;
import io.sluice.events.StructureKind;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.FrameCodec;
import io.sluice.extractors.frames.ParseTask.ParseLimits;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader says about one document. It keeps the limits on output, parts and time, whoever
 * reads.
 */
final class Report {
  private static final int TEXT_CHUNK = 1 << 20;
  private static final int NOTICES = 100;
  private static final int PROPERTIES = 200;
  private static final int PROPERTY_CHARACTERS = 2_000;

  private final DataOutputStream out;
  private final Path folder;
  private final ParseLimits limits;
  private final List<Frame.Part> parts = new ArrayList<>();
  private final Map<String, Integer> notices = new LinkedHashMap<>();
  private final long started = System.nanoTime();
  private long waited;
  private long unpacked;
  private int characters;
  private int properties;

  Report(DataOutputStream out, Path folder, ParseLimits limits) {
    this.out = out;
    this.folder = folder;
    this.limits = limits;
  }

  ParseLimits limits() {
    return limits;
  }

  void send(Frame frame) throws IOException {
    long before = System.nanoTime();
    FrameCodec.write(out, frame);
    // The pipe is full while the parent reads a page by OCR: not our time.
    waited += System.nanoTime() - before;
  }

  /** Seconds worked, without waiting for the parent. */
  double seconds() {
    return (System.nanoTime() - started - waited) / 1e9;
  }

  /** Sends text in pieces; what exceeds the limit is cut, and said to be. */
  void text(CharSequence text) throws IOException {
    int room = limits.outputCharacters() - characters;
    int end = Math.min(text.length(), room);
    for (int at = 0; at < end; at += TEXT_CHUNK) {
      send(new Frame.Text(text.subSequence(at, Math.min(end, at + TEXT_CHUNK)).toString()));
    }
    characters += end;
    if (text.length() > room) {
      truncated();
    }
  }

  void truncated() throws IOException {
    notice(
        "OUTPUT_TRUNCATED",
        "the text was cut after %,d characters, the limit extractor.limits.outputCharacters"
            .formatted(limits.outputCharacters()));
  }

  /** Sends a warning; the same one is sent once, and a flood is cut. */
  void notice(String code, String message) throws IOException {
    if (notices.size() < NOTICES && notices.putIfAbsent(code + message, 1) == null) {
      send(new Frame.Notice(code, message));
    }
  }

  void property(String name, @Nullable String value) throws IOException {
    if (value != null && !value.isBlank() && properties++ < PROPERTIES) {
      send(
          new Frame.Property(
              name, value.substring(0, Math.min(value.length(), PROPERTY_CHARACTERS))));
    }
  }

  void structure(StructureKind kind, @Nullable String name, String content) throws IOException {
    if (content.length() > limits.outputCharacters()) {
      notice(
          "PART_SKIPPED",
          "structure %s is longer than the limit extractor.limits.outputCharacters"
              .formatted(name));
      return;
    }
    send(new Frame.Structure(kind, name, content));
  }

  /** A new file for the bytes of a part; give it to {@link #part} once written. */
  Path newPart() throws IOException {
    if (parts.size() >= limits.parts()) {
      throw new RefusedException(
          Reason.TOO_MANY_PARTS,
          "the container has more than %d parts, the limit extractor.limits.parts; split it or raise the limit"
              .formatted(limits.parts()));
    }
    return Files.createTempFile(folder, "part", ".bin");
  }

  /** How many more bytes parts may have. */
  long room() {
    return limits.unpackedBytes() - unpacked;
  }

  void part(@Nullable String name, @Nullable String mediaType, Path file) throws IOException {
    unpacked += Files.size(file);
    parts.add(new Frame.Part(name, mediaType, file.getFileName().toString()));
  }

  RefusedException tooLarge() {
    return new RefusedException(
        Reason.TOO_LARGE,
        "the container unpacks to more than %,d bytes, the limit extractor.limits.unpackedBytes; split it or raise the limit"
            .formatted(limits.unpackedBytes()));
  }

  /** The parts, announced only when the whole container was read without a refusal. */
  void announceParts() throws IOException {
    for (Frame.Part part : parts) {
      send(part);
    }
  }

  int partCount() {
    return parts.size();
  }
}
