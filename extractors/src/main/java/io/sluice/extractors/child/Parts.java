package io.sluice.extractors.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the bytes of parts, within the limit of their sum. */
final class Parts {
  private Parts() {}

  static void copy(InputStream in, Path part, Report report) throws IOException {
    long room = report.room();
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(part)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        room -= n;
        if (room < 0) {
          throw report.tooLarge();
        }
        out.write(buffer, 0, n);
      }
    }
  }
}
