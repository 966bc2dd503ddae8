package io.sluice.content;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file a tenant: {@code acme.json}, a Tink keyset of AES-256-GCM keys. A file that
 * is deleted or changed counts at once, in every process.
 */
public final class TenantKeyFolder implements TenantKeys {
  private final Path folder;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Object version, Aead key) {}

  /** Keys in this folder, which need not exist yet. */
  public TenantKeyFolder(Path folder) {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot encrypt with AES-GCM", e);
    }
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public Optional<Aead> of(String tenant) throws IOException {
    Path file = file(tenant);
    Object version = version(file);
    if (version == null) {
      known.remove(tenant);
      return Optional.empty();
    }
    Known before = known.get(tenant);
    if (before != null && before.version().equals(version)) {
      return Optional.of(before.key());
    }
    try {
      Aead key = read(file).getPrimitive(RegistryConfiguration.get(), Aead.class);
      known.put(tenant, new Known(version, key));
      return Optional.of(key);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Makes a key for a tenant.
   *
   * @throws FileAlreadyExistsException if it has one
   */
  public Path create(String tenant) throws IOException {
    Files.createDirectories(folder);
    Path file = file(tenant);
    try {
      Files.write(
          Files.createFile(file, forItsOwnerAlone()),
          json(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)),
          StandardOpenOption.TRUNCATE_EXISTING);
    } catch (GeneralSecurityException e) {
      throw new IOException("no key can be made: " + e.getMessage(), e);
    }
    return file;
  }

  /**
   * Gives a tenant a new key for what is written from now on; what was written stays readable.
   *
   * @return how many keys the tenant has now
   * @throws NoSuchFileException if it has none
   */
  public int rotate(String tenant) throws IOException {
    Path file = file(tenant);
    try {
      KeysetHandle more =
          KeysetHandle.newBuilder(read(file))
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build();
      Path aside = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(aside);
      Files.write(Files.createFile(aside, forItsOwnerAlone()), json(more));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return more.size();
    } catch (GeneralSecurityException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Deletes a tenant's key, and with it all its contents.
   *
   * @return whether there was one
   */
  public boolean delete(String tenant) throws IOException {
    return Files.deleteIfExists(file(tenant));
  }

  private Path file(String tenant) {
    return folder.resolve(Owner.segment(tenant) + ".json");
  }

  private static @Nullable Object version(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.lastModifiedTime() + "/" + attributes.size() + "/" + attributes.fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static KeysetHandle read(Path file) throws IOException, GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        Files.readString(file), InsecureSecretKeyAccess.get());
  }

  private static byte[] json(KeysetHandle keys) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static IOException unreadable(Path file, GeneralSecurityException e) {
    return new IOException(file + " is no Tink keyset; put it back from a copy", e);
  }

  private FileAttribute<?>[] forItsOwnerAlone() throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
