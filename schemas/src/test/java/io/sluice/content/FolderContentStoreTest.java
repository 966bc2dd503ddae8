package io.sluice.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.ContentReference;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderContentStoreTest {
  private static final byte[] BYTES = "a page".getBytes(StandardCharsets.UTF_8);

  private static final Owner OWNER = new Owner("acme", "doc-1");

  @TempDir Path folder;

  @Test
  void whatIsPutComesBackAndTheSameBytesAreKeptOnce() throws Exception {
    try (ContentStore store = ContentStores.open(ContentStores.uriOf(folder))) {
      ContentReference first = store.put(OWNER, BYTES);
      Path file = Files.write(folder.resolve("copy"), BYTES);
      assertThat(store.put(OWNER, file)).isEqualTo(first);
      assertThat(store.get(first)).isEqualTo(BYTES);
      store.copy(first, folder.resolve("out"));
      assertThat(folder.resolve("out")).hasBinaryContent(BYTES);
    }
  }

  @Test
  void forgettingADocumentTakesItsContentsAndNoOthers() throws Exception {
    try (ContentStore store = ContentStores.open(ContentStores.uriOf(folder))) {
      ContentReference mine = store.put(OWNER, BYTES);
      ContentReference twin = store.put(new Owner("acme", "../doc/2"), BYTES);
      ContentReference theirs = store.put(new Owner("other house", "doc-1"), BYTES);
      assertThat(List.of(mine.getUri(), twin.getUri(), theirs.getUri())).doesNotHaveDuplicates();

      assertThat(store.forget(OWNER)).containsExactly(mine.getUri());
      assertThat(store.forget(OWNER)).isEmpty();
      assertThatThrownBy(() -> store.get(mine)).isInstanceOf(ContentException.Missing.class);
      assertThat(store.get(twin)).isEqualTo(BYTES);
      assertThat(store.get(theirs)).isEqualTo(BYTES);
    }
  }

  @Test
  void whatIsOldExpiresAndItsFolderWithIt() throws Exception {
    try (ContentStore store = ContentStores.open(ContentStores.uriOf(folder))) {
      ContentReference old = store.put(OWNER, BYTES);
      ContentReference recent = store.put(new Owner("acme", "doc-2"), BYTES);
      Instant now = Instant.now();
      Path file = Path.of(java.net.URI.create(old.getUri()));
      Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(100)));

      Instant before = now.minusSeconds(50);
      assertThat(store.expire(before, false)).isEqualTo(new ContentStore.Expired(1, 6));
      assertThat(store.get(old)).isEqualTo(BYTES);
      assertThat(store.expire(before, true)).isEqualTo(new ContentStore.Expired(1, 6));
      assertThat(file.getParent()).doesNotExist();
      assertThat(store.get(recent)).isEqualTo(BYTES);
    }
  }

  @Test
  void changedContentIsToldFromMissingContent() throws Exception {
    try (ContentStore store = ContentStores.open(ContentStores.uriOf(folder))) {
      ContentReference reference = store.put(OWNER, BYTES);
      Path stored = Path.of(java.net.URI.create(reference.getUri()));
      Files.writeString(stored, "b page");
      assertThatThrownBy(() -> store.get(reference)).isInstanceOf(ContentException.Changed.class);
      Files.delete(stored);
      assertThatThrownBy(() -> store.get(reference)).isInstanceOf(ContentException.Missing.class);
    }
  }

  @Test
  void aReferenceCannotLeadOutOfTheFolder() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "a page");
    try (ContentStore store = ContentStores.open(ContentStores.uriOf(folder.resolve("store")))) {
      ContentReference inside = store.put(OWNER, BYTES);
      for (String uri :
          List.of(
              secret.toUri().toString(),
              ContentStores.uriOf(folder.resolve("store")) + "/../secret",
              "http://127.0.0.1/secret",
              "no uri")) {
        ContentReference outside = new ContentReference(uri, inside.getSha256(), inside.getSize());
        assertThatThrownBy(() -> store.get(outside)).isInstanceOf(ContentException.Missing.class);
      }
    }
  }

  @Test
  void aFullDiskIsAnOutageAndNothingElseAndLeavesNoHalfContent() throws Exception {
    byte[] large = new byte[100_000];
    try (SmallDisk disk = SmallDisk.mount(folder);
        ContentStore store = ContentStores.open(ContentStores.uriOf(disk.folder()))) {
      ContentReference small = store.put(OWNER, BYTES);
      assertThatThrownBy(() -> store.put(OWNER, large))
          .isInstanceOf(ContentException.Unavailable.class)
          .hasMessageContaining("No space left on device");
      assertThat(store.get(small)).isEqualTo(BYTES);
      try (Stream<Path> files = Files.walk(disk.folder())) {
        assertThat(files.filter(Files::isRegularFile)).hasSize(1);
      }
    }
  }

  @Test
  void parsedContentSurvivesTheClaimCheck() throws Exception {
    ParsedContent content =
        ParsedContent.newBuilder()
            .setText("Total 5.00")
            .setPages(List.of())
            .setWords(
                List.of(
                    Word.newBuilder().setText("Total").setPage(0).setStart(0).build(),
                    Word.newBuilder().setText("5.00").setPage(0).setStart(6).build()))
            .setStructures(List.of())
            .setMetadata(Map.of("Content-Type", "text/plain"))
            .build();
    try (ContentStore store = ContentStores.open(ContentStores.uriOf(folder))) {
      assertThat(ParsedContents.load(store, ParsedContents.store(store, OWNER, content)))
          .isEqualTo(content);
      ContentReference other = store.put(OWNER, BYTES);
      assertThatThrownBy(() -> ParsedContents.load(store, other))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
