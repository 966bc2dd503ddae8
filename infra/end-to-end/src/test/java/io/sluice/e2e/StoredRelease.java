package io.sluice.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The folder of an embedded broker and registry as a stopped release has left it, in one file. */
final class StoredRelease {
  private StoredRelease() {}

  static void pack(Path folder, Path zip) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!isNoise(file)) {
          out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, out);
          out.closeEntry();
        }
      }
    }
  }

  /** What holds only while a process runs. */
  private static boolean isNoise(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".lock");
  }

  static void unpack(String resource, Path folder) throws IOException {
    try (InputStream in = StoredRelease.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + resource);
      }
      var zip = new ZipInputStream(in);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException(resource + " leads out of its folder: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  /** The stored releases that the test meets, oldest first. */
  static List<String> all() {
    return List.of("release-0.1-state-2.zip");
  }
}
