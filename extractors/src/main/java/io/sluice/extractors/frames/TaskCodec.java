package io.sluice.extractors.frames;

import static io.sluice.extractors.frames.FrameCodec.nullable;
import static io.sluice.extractors.frames.FrameCodec.string;
import static io.sluice.extractors.frames.FrameCodec.text;

import io.sluice.extractors.frames.ChildTask.Slice;
import io.sluice.extractors.frames.ChildTask.WantedPdf;
import io.sluice.extractors.frames.ParseTask.ParseLimits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tasks as bytes. They come from the parent, which is trusted. */
final class TaskCodec {
  private TaskCodec() {}

  static void write(DataOutputStream out, ChildTask task) throws IOException {
    switch (task) {
      case ParseTask t -> {
        out.writeByte('P');
        string(out, t.file());
        string(out, t.fileName());
        string(out, t.mediaTypeHint());
        out.writeBoolean(t.unpack());
      }
      case ChildTask.Draw t -> {
        out.writeByte('D');
        string(out, t.file());
        string(out, t.mediaTypeHint());
        out.writeInt(t.firstPage());
        out.writeInt(t.lastPage());
        out.writeInt(t.dpi());
      }
      case ChildTask.Cut t -> {
        out.writeByte('C');
        out.writeInt(t.pdfs().size());
        for (WantedPdf pdf : t.pdfs()) {
          string(out, pdf.name());
          out.writeInt(pdf.slices().size());
          for (Slice slice : pdf.slices()) {
            string(out, slice.file());
            string(out, slice.mediaTypeHint());
            out.writeInt(slice.firstPage());
            out.writeInt(slice.lastPage());
          }
        }
      }
    }
    ParseLimits limits = task.limits();
    out.writeInt(limits.pages());
    out.writeInt(limits.parts());
    out.writeLong(limits.unpackedBytes());
    out.writeInt(limits.outputCharacters());
    out.writeDouble(limits.secondsPerDocument());
    out.writeDouble(limits.secondsPerPage());
    out.writeInt(limits.dpi());
    out.writeInt(limits.pixels());
    out.writeInt(limits.imagePixels());
  }

  static ChildTask read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'P' -> new ParseTask(text(in), nullable(in), nullable(in), in.readBoolean(), limits(in));
      case 'D' ->
          new ChildTask.Draw(
              text(in), nullable(in), in.readInt(), in.readInt(), in.readInt(), limits(in));
      case 'C' -> new ChildTask.Cut(pdfs(in), limits(in));
      default -> throw new IOException("unknown task kind " + kind);
    };
  }

  private static List<WantedPdf> pdfs(DataInputStream in) throws IOException {
    List<WantedPdf> pdfs = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = nullable(in);
      List<Slice> slices = new ArrayList<>();
      for (int j = in.readInt(); j > 0; j--) {
        slices.add(new Slice(text(in), nullable(in), in.readInt(), in.readInt()));
      }
      pdfs.add(new WantedPdf(name, slices));
    }
    return pdfs;
  }

  private static ParseLimits limits(DataInputStream in) throws IOException {
    return new ParseLimits(
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readDouble(),
        in.readDouble(),
        in.readInt(),
        in.readInt(),
        in.readInt());
  }
}
