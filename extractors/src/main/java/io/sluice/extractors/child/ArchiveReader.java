package io.sluice.extractors.child;

import io.sluice.events.Reason;
import io.sluice.extractors.frames.ParseTask;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.jspecify.annotations.Nullable;

/** Unpacks archives. Names in them are labels, never paths. */
final class ArchiveReader {
  private static final Map<String, String> COMPRESSORS =
      Map.of(
          "application/gzip", CompressorStreamFactory.GZIP,
          "application/x-gzip", CompressorStreamFactory.GZIP,
          "application/x-bzip2", CompressorStreamFactory.BZIP2,
          "application/x-xz", CompressorStreamFactory.XZ);
  private static final String ZIP = "application/zip";
  private static final String SEVEN_Z = "application/x-7z-compressed";
  private static final String TAR = "application/x-tar";
  private static final String GTAR = "application/x-gtar";
  // A table of entries that asks for more than this is no honest archive.
  private static final int MEMORY_KIB = 128 << 10;

  private ArchiveReader() {}

  static boolean reads(String mediaType) {
    return COMPRESSORS.containsKey(mediaType)
        || ZIP.equals(mediaType)
        || SEVEN_Z.equals(mediaType)
        || TAR.equals(mediaType)
        || GTAR.equals(mediaType);
  }

  static void read(Path file, String mediaType, ParseTask task, Report report) throws IOException {
    if (!task.unpack()) {
      throw new RefusedException(
          Reason.TOO_DEEP,
          "an archive inside as many containers as extractor.limits.depth allows; unpack it before it is sent, or raise the limit");
    }
    switch (mediaType) {
      case ZIP -> zip(file, report);
      case SEVEN_Z -> sevenZ(file, report);
      case TAR, GTAR -> tar(Files.newInputStream(file), report);
      default -> compressed(file, mediaType, task.fileName(), report);
    }
    if (report.partCount() == 0) {
      throw new RefusedException(
          Reason.NO_TEXT, "the archive holds no files; ask the sender what was meant to be in it");
    }
  }

  private static void zip(Path file, Report report) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      var entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (entry.isDirectory() || Names.isClutter(entry.getName())) {
          continue;
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          throw encrypted();
        }
        try (InputStream in = zip.getInputStream(entry)) {
          add(in, entry.getName(), report);
        }
      }
    }
  }

  private static void sevenZ(Path file, Report report) throws IOException {
    try (SevenZFile archive =
        SevenZFile.builder().setPath(file).setMaxMemoryLimitKiB(MEMORY_KIB).get()) {
      for (SevenZArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        if (!entry.isDirectory() && entry.hasStream() && !Names.isClutter(entry.getName())) {
          try (InputStream in = archive.getInputStream(entry)) {
            add(in, entry.getName(), report);
          }
        }
      }
    }
  }

  private static void tar(InputStream bytes, Report report) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(bytes))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && !entry.isSparse() && !Names.isClutter(entry.getName())) {
          add(tar, entry.getName(), report);
        } else if (!entry.isDirectory()) {
          report.notice("PART_SKIPPED", entry.getName() + " is a link or a device, not a document");
        }
      }
    }
  }

  /** One file, or a tar, which is unpacked at once. */
  private static void compressed(Path file, String mediaType, @Nullable String name, Report report)
      throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream unpacked =
            new BufferedInputStream(
                new CompressorStreamFactory(true, MEMORY_KIB)
                    .createCompressorInputStream(COMPRESSORS.get(mediaType), raw))) {
      if (isTar(unpacked)) {
        tar(unpacked, report);
      } else {
        add(unpacked, Names.withoutCompression(name), report);
      }
    } catch (CompressorException e) {
      throw new IOException(e);
    }
  }

  private static boolean isTar(InputStream in) throws IOException {
    in.mark(512);
    byte[] head = in.readNBytes(512);
    in.reset();
    return head.length == 512
        && head[257] == 'u'
        && head[258] == 's'
        && head[259] == 't'
        && head[260] == 'a'
        && head[261] == 'r';
  }

  private static void add(InputStream in, String name, Report report) throws IOException {
    Path part = report.newPart();
    Parts.copy(in, part, report);
    report.part(Names.last(name), null, part);
  }

  private static RefusedException encrypted() {
    return new RefusedException(
        Reason.ENCRYPTED,
        "the archive needs a password to be unpacked; ask the sender for a copy without one");
  }
}
