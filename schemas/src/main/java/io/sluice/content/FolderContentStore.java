package io.sluice.content;

import io.sluice.events.ContentReference;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/** Content in a folder, on a disk that all processes see: {@code folder/ab/cd/<sha256>}. */
final class FolderContentStore implements ContentStore {
  private final Path folder;

  FolderContentStore(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(this.folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the content store " + folder, e);
    }
  }

  @Override
  public ContentReference put(byte[] content) throws ContentException {
    String sha256 = Ids.sha256(content);
    return publish(sha256, content.length, temporary -> Files.write(temporary, content));
  }

  @Override
  public ContentReference put(Path file) throws ContentException {
    try {
      String sha256 = hashOf(file);
      return publish(
          sha256,
          Files.size(file),
          temporary -> Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING));
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot read " + file + ": " + e, e);
    }
  }

  @Override
  public byte[] get(ContentReference reference) throws ContentException {
    Path path = pathOf(reference);
    try {
      // The size first: a reference must not make us load a file that grew.
      long size = Files.size(path);
      if (size != reference.getSize()) {
        throw new ContentException.Changed(reference, size, "not computed");
      }
      byte[] content = Files.readAllBytes(path);
      String sha256 = Ids.sha256(content);
      if (!sha256.equals(reference.getSha256())) {
        throw new ContentException.Changed(reference, content.length, sha256);
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new ContentException.Missing(reference);
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot read " + path + ": " + e, e);
    }
  }

  @Override
  public void copy(ContentReference reference, Path target) throws ContentException {
    Path path = pathOf(reference);
    MessageDigest digest = Ids.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest);
        OutputStream out = Files.newOutputStream(target)) {
      long size = in.transferTo(out);
      String sha256 = HexFormat.of().formatHex(digest.digest());
      if (size != reference.getSize() || !sha256.equals(reference.getSha256())) {
        throw new ContentException.Changed(reference, size, sha256);
      }
    } catch (NoSuchFileException e) {
      throw new ContentException.Missing(reference);
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot read " + path + ": " + e, e);
    }
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  private interface Writer {
    void write(Path temporary) throws IOException;
  }

  /** Writes beside the target and moves: a reader sees all of the content or none. */
  private ContentReference publish(String sha256, long size, Writer writer)
      throws ContentException {
    Path target =
        folder.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4)).resolve(sha256);
    try {
      if (!Files.exists(target) || Files.size(target) != size) {
        Files.createDirectories(target.getParent());
        // Not createTempFile: its files are for this user alone, and other processes read them.
        Path temporary = target.resolveSibling(sha256 + "." + UUID.randomUUID() + ".tmp");
        try {
          writer.write(temporary);
          Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Files.deleteIfExists(temporary);
        }
      }
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot write " + target + ": " + e, e);
    }
    return new ContentReference(target.toUri().toString(), sha256, size);
  }

  /**
   * The file behind a reference. A reference comes from outside: it may not lead out of the folder.
   */
  private Path pathOf(ContentReference reference) throws ContentException {
    URI uri;
    try {
      uri = URI.create(reference.getUri());
    } catch (IllegalArgumentException e) {
      throw new ContentException.Missing(reference);
    }
    if (!"file".equals(uri.getScheme()) || uri.getRawAuthority() != null) {
      throw new ContentException.Missing(reference);
    }
    Path path = Path.of(uri.getPath()).normalize();
    if (!path.startsWith(folder)) {
      throw new ContentException.Missing(reference);
    }
    return path;
  }

  private static String hashOf(Path file) throws IOException {
    MessageDigest digest = Ids.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
