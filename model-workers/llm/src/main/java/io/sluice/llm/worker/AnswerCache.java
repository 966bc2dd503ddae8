package io.sluice.llm.worker;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.events.ContentReference;
import io.sluice.events.Predicted;
import io.sluice.schemas.AvroTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that need not be asked for again, by everything that they depend on. The folder holds
 * hashes alone: a small file an answer that says where it is. The answer itself lies in the content
 * store with its document, is sealed with its tenant's key and goes when the document is forgotten.
 * Thread-safe; several processes may share the folder.
 */
final class AnswerCache {
  static {
    AvroTrust.grant();
  }

  private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);

  /** The part of all that goes at once, so that not every new answer looks through the folder. */
  private static final int ROOM = 10;

  private final Path folder;
  private final int most;
  private final ContentStore store;
  private int count;

  /**
   * @param folder created if need be
   * @param most answers that are kept; the oldest go first
   */
  AnswerCache(Path folder, int most, ContentStore store) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.most = most;
    this.store = store;
    try (Stream<Path> listing = Files.list(folder)) {
      this.count = (int) listing.count();
    }
  }

  /** The answer under a key; empty if there is none any more. */
  Optional<Predicted> find(String key) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(key));
      if (lines.size() != 3) {
        return Optional.empty();
      }
      ContentReference reference =
          new ContentReference(lines.get(0), lines.get(1), Long.parseLong(lines.get(2)));
      return Optional.of(Predicted.getDecoder().decode(store.get(reference)));
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | ContentException | RuntimeException e) {
      // Forgotten, expired, of another release, cut off by a crash: it is asked for again.
      LOG.info("cached answer {} is not usable: {}", key, e.toString());
      return Optional.empty();
    }
  }

  /** Keeps an answer. A cache that takes nothing costs money, and no document. */
  void keep(String key, Owner owner, Predicted answer) {
    try {
      var buffer = Predicted.getEncoder().encode(answer);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      ContentReference at = store.put(owner, bytes);
      Path file = Files.createTempFile(folder, ".", ".part");
      Files.writeString(
          file,
          at.getUri() + "\n" + at.getSha256() + "\n" + at.getSize() + "\n",
          StandardCharsets.UTF_8);
      Files.move(
          file,
          folder.resolve(key),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      makeRoom();
    } catch (IOException | ContentException e) {
      LOG.warn("the answer {} is not cached: {}", key, e.toString());
    }
  }

  private synchronized void makeRoom() throws IOException {
    if (++count <= most) {
      return;
    }
    try (Stream<Path> listing = Files.list(folder)) {
      List<Path> files = listing.toList();
      count = files.size();
      for (Path file :
          files.stream()
              .sorted(Comparator.comparingLong(f -> f.toFile().lastModified()))
              .limit(Math.max(0, files.size() - most) + most / ROOM)
              .toList()) {
        Files.deleteIfExists(file);
        count--;
      }
    }
  }
}
