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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int EXAMPLES = 3;
  private static final int EXAMPLE_CHARACTERS = 100;

  /** How far a piece of text may be shortened so as not to end in the middle of a word. */
  private static final int LONGEST_WORD = 1_000;

  private final DataOutputStream out;
  private final Path folder;
  private final ParseLimits limits;
  private final List<Frame.Part> parts = new ArrayList<>();
  private final Map<String, Integer> notices = new LinkedHashMap<>();
  private final Map<ActiveContent, Found> found = new EnumMap<>(ActiveContent.class);
  private final long started = System.nanoTime();
  private long waited;
  private long unpacked;
  private int characters;
  private int properties;
  private int unsaid;
  private boolean propertiesCut;

  /** How often something was found, and the first few of it in words. */
  private static final class Found {
    int count;
    final Set<String> examples = new LinkedHashSet<>();
  }

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
    if (frame instanceof Frame.Detected || frame instanceof Frame.PageCount) {
      // The parent's clock and its words depend on them: they must not wait for others.
      out.flush();
    }
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
    for (int at = 0; at < end; ) {
      int to = pieceEnd(text, Math.min(end, at + TEXT_CHUNK), end);
      send(new Frame.Text(text.subSequence(at, to).toString()));
      at = to;
    }
    characters += end;
    if (text.length() > room) {
      truncated();
    }
  }

  /** A piece ends between words, where there are any. */
  private static int pieceEnd(CharSequence text, int wanted, int end) {
    if (wanted == end) {
      return end;
    }
    for (int at = wanted; at > wanted - LONGEST_WORD; at--) {
      if (Character.isWhitespace(text.charAt(at - 1))) {
        return at;
      }
    }
    return Character.isHighSurrogate(text.charAt(wanted - 1)) ? wanted - 1 : wanted;
  }

  void truncated() throws IOException {
    notice(
        "OUTPUT_TRUNCATED",
        "the text was cut after %,d characters, the limit extractor.limits.outputCharacters"
            .formatted(limits.outputCharacters()));
  }

  /** Sends a warning; the same one is sent once, and a flood is cut, which is said at the end. */
  void notice(String code, String message) throws IOException {
    if (notices.containsKey(code + message)) {
      return;
    }
    if (notices.size() >= NOTICES) {
      unsaid++;
      return;
    }
    notices.put(code + message, 1);
    send(new Frame.Notice(code, message));
  }

  /** Counts something that acts, fetches or hides; a warning a kind is sent at the end. */
  void found(ActiveContent kind, String example) {
    found(kind, 1, example);
  }

  void found(ActiveContent kind, int count, String example) {
    Found of = found.computeIfAbsent(kind, any -> new Found());
    of.count += count;
    if (of.examples.size() < EXAMPLES) {
      String clean = example.replaceAll("\\p{C}", "").strip();
      of.examples.add(
          clean.length() <= EXAMPLE_CHARACTERS
              ? clean
              : clean.substring(0, EXAMPLE_CHARACTERS) + "…");
    }
  }

  void property(String name, @Nullable String value) throws IOException {
    if (value == null || value.isBlank()) {
      return;
    }
    boolean cut = value.length() > PROPERTY_CHARACTERS || name.length() > PROPERTY_CHARACTERS;
    if (properties++ >= PROPERTIES || cut) {
      propertiesCut = true;
    }
    if (properties <= PROPERTIES) {
      send(
          new Frame.Property(
              name.substring(0, Math.min(name.length(), PROPERTY_CHARACTERS)),
              value.substring(0, Math.min(value.length(), PROPERTY_CHARACTERS))));
    }
  }

  /** What can be said only when all was read: what was found, and what was left unsaid. */
  private void conclude() throws IOException {
    for (Map.Entry<ActiveContent, Found> entry : found.entrySet()) {
      Found of = entry.getValue();
      String examples =
          String.join(", ", of.examples) + (of.count > of.examples.size() ? ", …" : "");
      send(new Frame.Notice(entry.getKey().name(), entry.getKey().inWords(of.count, examples)));
    }
    if (propertiesCut) {
      send(
          new Frame.Notice(
              "METADATA_CUT",
              "of %,d metadata at most %d were kept, %,d characters of each"
                  .formatted(properties, PROPERTIES, PROPERTY_CHARACTERS)));
    }
    if (unsaid > 0) {
      send(
          new Frame.Notice("WARNINGS_CUT", "%,d further warnings are not shown".formatted(unsaid)));
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

  /** A new file for the picture of a page. */
  Path newPicture() throws IOException {
    return Files.createTempFile(folder, "page", ".png");
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

  /** The last frames before Done. Parts are announced only when the whole container was read. */
  void finish() throws IOException {
    conclude();
    for (Frame.Part part : parts) {
      send(part);
    }
  }

  int partCount() {
    return parts.size();
  }
}
