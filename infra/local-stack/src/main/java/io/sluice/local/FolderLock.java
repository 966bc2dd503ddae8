package io.sluice.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One process at a time may use a data folder. The lock goes with the process, however it dies. */
record FolderLock(FileChannel channel, FileLock lock) implements AutoCloseable {

  /**
   * Takes the folder, which is created if need be.
   *
   * @throws IllegalStateException if somebody else has it
   */
  static FolderLock take(Path folder) {
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new IllegalStateException(
            "the folder %s is in use by another Sluice; stop that one or name another folder"
                .formatted(folder));
      }
      return new FolderLock(channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + folder + ": " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the folder's lock", e);
    }
  }
}
