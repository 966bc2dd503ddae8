package io.sluice.extractors.frames;

import io.sluice.events.Reason;
import io.sluice.events.StructureKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames and tasks as bytes: a length of four bytes, then the body. A frame is checked while it is
 * read, since a child that parses hostile bytes may say anything: an {@link IOException} tells of
 * one that breaks the rules.
 */
public final class FrameCodec {
  /** A frame is never larger: a raster of {@code pixels} bytes is the largest thing sent. */
  public static final int MAX_FRAME_BYTES = 64 << 20;

  private FrameCodec() {}

  /** Writes one frame and does not flush. */
  public static void write(DataOutputStream out, Frame frame) throws IOException {
    var buffer = new ByteArrayOutputStream();
    var body = new DataOutputStream(buffer);
    encode(frame, body);
    if (buffer.size() > MAX_FRAME_BYTES) {
      throw new IOException("a frame of %d bytes is too large".formatted(buffer.size()));
    }
    out.writeInt(buffer.size());
    buffer.writeTo(out);
  }

  /** Reads one frame; {@link java.io.EOFException} if the child has gone. */
  public static Frame read(DataInputStream in) throws IOException {
    var body = new DataInputStream(new ByteArrayInputStream(bytes(in, MAX_FRAME_BYTES)));
    try {
      return decode(body);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a frame: " + e.getMessage(), e);
    }
  }

  /** Writes a task and flushes. */
  public static void write(DataOutputStream out, ChildTask task) throws IOException {
    TaskCodec.write(out, task);
    out.flush();
  }

  /** Reads a task; {@link java.io.EOFException} if the parent has gone. */
  public static ChildTask readTask(DataInputStream in) throws IOException {
    return TaskCodec.read(in);
  }

  private static void encode(Frame frame, DataOutputStream out) throws IOException {
    switch (frame) {
      case Frame.Detected f -> {
        out.writeByte('D');
        string(out, f.mediaType());
        string(out, f.parser());
      }
      case Frame.PageCount f -> {
        out.writeByte('C');
        out.writeInt(f.pages());
      }
      case Frame.TextPage f -> {
        out.writeByte('P');
        page(out, f.number(), f.width(), f.height(), f.words());
      }
      case Frame.ScannedPage f -> {
        out.writeByte('S');
        page(out, f.number(), f.width(), f.height(), f.textLayer());
        out.writeDouble(f.dpi());
        out.writeInt(f.pixelWidth());
        out.writeInt(f.pixelHeight());
        out.writeInt(f.gray().length);
        out.write(f.gray());
        out.writeBoolean(f.layered());
      }
      case Frame.Text f -> {
        out.writeByte('T');
        string(out, f.text());
      }
      case Frame.Structure f -> {
        out.writeByte('X');
        string(out, f.kind().name());
        string(out, f.name());
        string(out, f.content());
      }
      case Frame.Property f -> {
        out.writeByte('M');
        string(out, f.name());
        string(out, f.value());
      }
      case Frame.Notice f -> {
        out.writeByte('W');
        string(out, f.code());
        string(out, f.message());
      }
      case Frame.Part f -> {
        out.writeByte('A');
        string(out, f.name());
        string(out, f.mediaType());
        string(out, f.file());
      }
      case Frame.Drawn f -> {
        out.writeByte('I');
        out.writeInt(f.number());
        out.writeFloat(f.width());
        out.writeFloat(f.height());
        string(out, f.file());
      }
      case Frame.Failed f -> {
        out.writeByte('F');
        string(out, f.reason().name());
        string(out, f.message());
      }
      case Frame.Done ignored -> out.writeByte('.');
    }
  }

  private static Frame decode(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'D' -> new Frame.Detected(text(in), text(in));
      case 'C' -> new Frame.PageCount(in.readInt());
      case 'P' -> new Frame.TextPage(in.readInt(), in.readFloat(), in.readFloat(), words(in));
      case 'S' -> scannedPage(in);
      case 'T' -> new Frame.Text(text(in));
      case 'X' -> new Frame.Structure(StructureKind.valueOf(text(in)), nullable(in), text(in));
      case 'M' -> new Frame.Property(text(in), text(in));
      case 'W' -> new Frame.Notice(text(in), text(in));
      case 'A' -> new Frame.Part(nullable(in), nullable(in), text(in));
      case 'I' -> new Frame.Drawn(in.readInt(), in.readFloat(), in.readFloat(), text(in));
      case 'F' -> new Frame.Failed(Reason.valueOf(text(in)), text(in));
      case '.' -> new Frame.Done();
      default -> throw new IOException("unknown frame kind " + kind);
    };
  }

  private static Frame scannedPage(DataInputStream in) throws IOException {
    int number = in.readInt();
    float width = in.readFloat();
    float height = in.readFloat();
    List<PlacedWord> words = words(in);
    double dpi = in.readDouble();
    int columns = in.readInt();
    int rows = in.readInt();
    byte[] gray = bytes(in, in.available());
    if (columns < 1 || rows < 1 || (long) columns * rows != gray.length || !(dpi > 0)) {
      throw new IOException(
          "a raster of %d × %d pixels, %d bytes".formatted(columns, rows, gray.length));
    }
    boolean layered = in.readBoolean();
    return new Frame.ScannedPage(number, width, height, dpi, columns, rows, gray, words, layered);
  }

  private static void page(
      DataOutputStream out, int number, float width, float height, List<PlacedWord> words)
      throws IOException {
    out.writeInt(number);
    out.writeFloat(width);
    out.writeFloat(height);
    out.writeInt(words.size());
    for (PlacedWord word : words) {
      string(out, word.text());
      out.writeFloat(word.x0());
      out.writeFloat(word.y0());
      out.writeFloat(word.x1());
      out.writeFloat(word.y1());
      out.writeBoolean(word.startsLine());
    }
  }

  private static List<PlacedWord> words(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException(count + " words announced");
    }
    List<PlacedWord> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      words.add(
          new PlacedWord(
              text(in),
              in.readFloat(),
              in.readFloat(),
              in.readFloat(),
              in.readFloat(),
              in.readBoolean()));
    }
    return words;
  }

  static void string(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    String text = nullable(in);
    if (text == null) {
      throw new IOException("a text is missing");
    }
    return text;
  }

  static @Nullable String nullable(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == -1
        ? null
        : new String(exactly(in, length, MAX_FRAME_BYTES), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in, int limit) throws IOException {
    return exactly(in, in.readInt(), limit);
  }

  private static byte[] exactly(DataInputStream in, int length, int limit) throws IOException {
    if (length < 0 || length > limit) {
      throw new IOException("%d bytes announced, %d allowed".formatted(length, limit));
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
