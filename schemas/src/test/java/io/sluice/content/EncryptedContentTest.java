package io.sluice.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.events.ContentReference;
import io.sluice.schemas.Ids;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedContentTest {
  private static final byte[] BYTES =
      "Rechnung an Erika Mustermann".getBytes(StandardCharsets.UTF_8);
  private static final Owner OWNER = new Owner("acme", "doc-1");

  @TempDir Path folder;
  private Path keyFolder;
  private TenantKeyFolder keys;
  private ContentStore store;

  @BeforeEach
  void open() throws Exception {
    keyFolder = folder.resolve("keys");
    keys = new TenantKeyFolder(keyFolder);
    keys.create("acme");
    store = encrypted();
  }

  private ContentStore encrypted() {
    return ContentStores.open(
        ContentStores.uriOf(folder.resolve("store")), ContentStores.uriOf(keyFolder));
  }

  @Test
  void whatIsPutComesBackAndDoesNotLieOnTheDisk() throws Exception {
    ContentReference reference = store.put(OWNER, BYTES);
    assertThat(reference.getSha256())
        .as("of the document, not of the file")
        .isEqualTo(Ids.sha256(BYTES));
    assertThat(reference.getSize()).isEqualTo(BYTES.length);
    assertThat(store.get(reference)).isEqualTo(BYTES);
    assertThat(onDisk(reference)).doesNotContain("Erika");
    assertThat(store.put(OWNER, BYTES)).as("the same reference again").isEqualTo(reference);
    assertThat(encrypted().get(reference)).as("for another process").isEqualTo(BYTES);
  }

  @Test
  void aLargeFileGoesThroughInSegments() throws Exception {
    byte[] large = new byte[3_000_001];
    new Random(7).nextBytes(large);
    Path file = Files.write(folder.resolve("large"), large);
    ContentReference reference = store.put(OWNER, file);
    store.copy(reference, folder.resolve("out"));
    assertThat(folder.resolve("out")).hasBinaryContent(large);
  }

  @Test
  void deletingTheTenantsKeyDeletesItsContentsAtOnceAndNoOthers() throws Exception {
    keys.create("other");
    ContentReference mine = store.put(OWNER, BYTES);
    ContentReference theirs = store.put(new Owner("other", "doc-1"), BYTES);
    assertThat(store.get(mine)).isEqualTo(BYTES);

    assertThat(keys.delete("acme")).isTrue();
    assertThatThrownBy(() -> store.get(mine))
        .isInstanceOf(ContentException.Missing.class)
        .hasMessageContaining("a key of the tenant 'acme'")
        .hasMessageContaining("was deleted");
    assertThatThrownBy(() -> store.put(OWNER, BYTES))
        .isInstanceOf(ContentException.Missing.class)
        .hasMessageContaining("sluice keys create");
    assertThat(store.get(theirs)).isEqualTo(BYTES);

    keys.create("acme");
    assertThatThrownBy(() -> store.get(mine))
        .as("a new key opens nothing old")
        .isInstanceOf(ContentException.Missing.class);
    assertThat(store.get(store.put(OWNER, BYTES))).isEqualTo(BYTES);
  }

  @Test
  void aRotatedKeySealsWhatIsNewAndStillOpensWhatIsOld() throws Exception {
    ContentReference old = store.put(OWNER, BYTES);
    Path before = Files.copy(keyFolder.resolve("acme.json"), folder.resolve("before.json"));
    assertThat(keys.rotate("acme")).isEqualTo(2);
    byte[] other = "another".getBytes(StandardCharsets.UTF_8);
    ContentReference recent = store.put(OWNER, other);
    assertThat(store.get(old)).isEqualTo(BYTES);
    assertThat(store.get(recent)).isEqualTo(other);

    Files.delete(keyFolder.resolve("acme.json"));
    Files.copy(before, keyFolder.resolve("acme.json"));
    assertThat(store.get(old)).isEqualTo(BYTES);
    assertThatThrownBy(() -> store.get(recent))
        .as("sealed with the new key")
        .isInstanceOf(ContentException.Missing.class);
  }

  @Test
  void anyChangedByteOfTheFileIsFound() throws Exception {
    ContentReference reference = store.put(OWNER, BYTES);
    Path file = Path.of(URI.create(reference.getUri()));
    byte[] sealed = Files.readAllBytes(file);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> store.get(reference))
          .as("byte %d of %d", i, sealed.length)
          .isInstanceOfAny(ContentException.Changed.class, ContentException.Missing.class);
    }
    Files.write(file, sealed, StandardOpenOption.TRUNCATE_EXISTING);
    Files.write(file, java.util.Arrays.copyOf(sealed, sealed.length - 3));
    assertThatThrownBy(() -> store.get(reference)).isInstanceOf(ContentException.Changed.class);
  }

  @Test
  void aProcessWithoutKeysSaysWhichSettingItLacksAndReadsWhatIsPlain() throws Exception {
    ContentReference sealed = store.put(OWNER, BYTES);
    try (ContentStore plain = ContentStores.open(ContentStores.uriOf(folder.resolve("store")))) {
      assertThatThrownBy(() -> plain.get(sealed))
          .isInstanceOf(ContentException.Unavailable.class)
          .hasMessageContaining("contentEncryption.keys");
      ContentReference before = plain.put(OWNER, BYTES);
      assertThat(store.get(before)).as("from before encryption").isEqualTo(BYTES);
    }
  }

  @Test
  void keysAreForTheirOwnerAloneAndNeverOverwritten() throws Exception {
    assertThat(Files.getPosixFilePermissions(keyFolder.resolve("acme.json")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThatThrownBy(() -> keys.create("acme")).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> keys.rotate("nobody")).isInstanceOf(NoSuchFileException.class);
    keys.rotate("acme");
    assertThat(Files.getPosixFilePermissions(keyFolder.resolve("acme.json"))).hasSize(2);
    assertThat(keys.create("../Müller & Söhne").getParent()).isEqualTo(keyFolder);
  }

  @Test
  void aFolderOfKeysThatIsNotThereIsAProblemOfTheConfiguration() {
    ConfigNode node =
        ConfigNode.of(
            "test",
            Map.of(
                "contentStore",
                "file:/tmp/x",
                "contentEncryption",
                Map.of("keys", "file:/no/such/folder")));
    ContentConfig.from(node);
    assertThatThrownBy(node::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("contentEncryption.keys: file:/no/such/folder")
        .hasMessageContaining("sluice keys create");
    assertThat(ContentConfig.plain("file:/tmp/x").inlineLimit()).isEqualTo(512 * 1024);
  }

  private static String onDisk(ContentReference reference) throws Exception {
    return Files.readString(Path.of(URI.create(reference.getUri())), StandardCharsets.ISO_8859_1);
  }
}
