package io.sluice.content;

import io.sluice.events.ContentReference;
import io.sluice.schemas.Ids;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Content in a folder, on a disk that all processes see: {@code
 * folder/<tenant>/<ab>/<documentId>/<sha256>}, sealed or not. Names are those of {@link Owner}.
 */
final class FolderContentStore implements ContentStore {
  private static final String TEMPORARY = ".tmp";

  private final Path folder;
  private final Sealing sealing;

  FolderContentStore(Path folder, Sealing sealing) {
    this.folder = folder.toAbsolutePath().normalize();
    this.sealing = sealing;
    try {
      Files.createDirectories(this.folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the content store " + folder, e);
    }
  }

  @Override
  public ContentReference put(Owner owner, byte[] content) throws ContentException {
    return publish(
        owner, Ids.sha256(content), content.length, () -> new ByteArrayInputStream(content));
  }

  @Override
  public ContentReference put(Owner owner, Path file) throws ContentException {
    try {
      return publish(owner, Ids.sha256(file), Files.size(file), () -> Files.newInputStream(file));
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot read " + file + ": " + e, e);
    }
  }

  @Override
  public byte[] get(ContentReference reference) throws ContentException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    read(reference, bytes);
    return bytes.toByteArray();
  }

  @Override
  public void copy(ContentReference reference, Path target) throws ContentException {
    try (OutputStream out = Files.newOutputStream(target)) {
      read(reference, out);
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot write " + target + ": " + e, e);
    }
  }

  @Override
  public List<String> forget(Owner owner) throws ContentException {
    Path own = folderOf(owner);
    List<String> gone = new ArrayList<>();
    for (Path file : filesBelow(own)) {
      delete(file);
      gone.add(file.toUri().toString());
    }
    delete(own);
    return List.copyOf(gone);
  }

  @Override
  public Expired expire(Instant before, boolean reallyDelete) throws ContentException {
    Expiry expiry = new Expiry(before, reallyDelete);
    try {
      Files.walkFileTree(folder, expiry);
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot go through " + folder + ": " + e, e);
    }
    return new Expired(expiry.contents, expiry.bytes);
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  private interface Source {
    InputStream open() throws IOException;
  }

  /** Writes beside the target and moves: a reader sees all of the content or none. */
  private ContentReference publish(Owner owner, String sha256, long size, Source source)
      throws ContentException {
    Path target = folderOf(owner).resolve(sha256 + sealing.suffix());
    try {
      // What is sealed is written anew: whether its key is still there can't be seen from outside.
      if (!sealing.suffix().isEmpty() || !Files.exists(target) || Files.size(target) != size) {
        Files.createDirectories(target.getParent());
        // Not createTempFile: its files are for this user alone, and other processes read them.
        Path temporary = target.resolveSibling(sha256 + "." + UUID.randomUUID() + TEMPORARY);
        try {
          try (InputStream in = source.open();
              OutputStream disk = Files.newOutputStream(temporary);
              OutputStream out = sealing.seal(disk, owner, sha256, size)) {
            in.transferTo(out);
          }
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

  /** Writes the bytes behind a reference, no more of them than it says. */
  private void read(ContentReference reference, OutputStream to) throws ContentException {
    Path path = pathOf(reference);
    boolean sealed = path.toString().endsWith(".sealed");
    MessageDigest digest = Ids.digest();
    long size = 0;
    try (Disk disk = new Disk(Files.newInputStream(path))) {
      try (InputStream content = sealed ? sealing.unseal(disk, reference) : disk;
          InputStream in = new DigestInputStream(content, digest)) {
        byte[] buffer = new byte[1 << 14];
        for (int n = in.read(buffer); n >= 0 && size <= reference.getSize(); n = in.read(buffer)) {
          size += n;
          write(to, buffer, n);
        }
      } catch (IOException e) {
        if (disk.failed || !sealed) {
          throw e;
        }
        throw new ContentException.Changed(reference, Files.size(path), "an unknown hash");
      }
    } catch (NoSuchFileException e) {
      throw new ContentException.Missing(reference);
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot read " + path + ": " + e, e);
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    if (size != reference.getSize() || !sha256.equals(reference.getSha256())) {
      throw new ContentException.Changed(reference, size, sha256);
    }
  }

  private static void write(OutputStream to, byte[] buffer, int length) throws ContentException {
    try {
      to.write(buffer, 0, length);
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot write a copy of the content: " + e, e);
    }
  }

  /** Tells a disk that fails from bytes that are not those that were sealed. */
  private static final class Disk extends FilterInputStream {
    private boolean failed;

    Disk(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }

  /** Deletes what is old, and folders that are empty then. */
  private static final class Expiry extends SimpleFileVisitor<Path> {
    private final Instant before;
    private final boolean reallyDelete;
    private long contents;
    private long bytes;

    Expiry(Instant before, boolean reallyDelete) {
      this.before = before;
      this.reallyDelete = reallyDelete;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
      if (is.lastModifiedTime().toInstant().isBefore(before)) {
        contents++;
        bytes += is.size();
        if (reallyDelete) {
          Files.deleteIfExists(file);
          deleteIfEmpty(file.getParent());
        }
      }
      return FileVisitResult.CONTINUE;
    }

    private static void deleteIfEmpty(@Nullable Path folder) throws IOException {
      try {
        if (folder != null) {
          Files.deleteIfExists(folder);
        }
      } catch (DirectoryNotEmptyException e) {
        return; // More lies beside it.
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE; // It was finished, or deleted, in the meantime.
      }
      throw e;
    }
  }

  private Path folderOf(Owner owner) {
    return folder.resolve(owner.tenantFolder()).resolve(owner.documentFolder());
  }

  private static List<Path> filesBelow(Path folder) throws ContentException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ContentException.Unavailable("cannot list " + folder + ": " + e, e);
    }
  }

  private static void delete(Path path) throws ContentException {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot delete " + path + ": " + e, e);
    }
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
}
