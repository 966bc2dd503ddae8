package io.sluice.extractors.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the parser process misbehave on request, so that tests can show that nothing else does.
 * Only with the system property {@code sluice.extractors.misbehave}, which no start script sets.
 */
final class TestHook {
  static final boolean ENABLED = Boolean.getBoolean("sluice.extractors.misbehave");

  private TestHook() {}

  static void obey(Path file) throws IOException {
    if (Files.size(file) > 100) {
      return;
    }
    String order = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    switch (order) {
      case "misbehave: hang" -> {
        while (true) {
          LockSupport.parkNanos(1_000_000_000);
        }
      }
      case "misbehave: eat memory" -> {
        List<byte[]> eaten = new ArrayList<>();
        while (true) {
          eaten.add(new byte[1 << 20]);
        }
      }
      case "misbehave: eat native memory" -> {
        List<java.util.zip.Deflater> eaten = new ArrayList<>();
        while (true) {
          // A quarter of a megabyte each, outside the heap.
          eaten.add(new java.util.zip.Deflater());
        }
      }
      case "misbehave: exit" -> System.exit(7);
      case "misbehave: babble" -> {
        try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
          out.write(new byte[] {0x7f, 1, 2, 3, 4, 5, 6, 7, 8});
        }
      }
      case "misbehave: overflow" -> overflow(0);
      default -> {}
    }
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }
}
