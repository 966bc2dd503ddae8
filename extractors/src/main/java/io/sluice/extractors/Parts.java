package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.events.ChildPart;
import io.sluice.events.ContentReference;
import io.sluice.extractors.frames.Frame;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a child has left in its folder. */
final class Parts {
  private Parts() {}

  /**
   * Stores a part. It is a document of its own, and its content goes with that one.
   *
   * @param parent whose part it is
   * @param index of the part, from 0
   */
  static ChildPart store(ContentStore store, Owner parent, int index, Frame.Part part, Path folder)
      throws IOException, ContentException {
    Path file = file(folder, part.file());
    String id = Ids.child(parent.documentId(), index, Ids.sha256(file));
    ContentReference stored = store.put(new Owner(parent.tenant(), id), file);
    Files.delete(file);
    return new ChildPart(id, part.name(), part.mediaType(), stored);
  }

  /** A file that the child has named: in its folder, whatever it says. */
  static Path file(Path folder, String name) throws IOException {
    Path file = folder.resolve(Path.of(name).getFileName());
    if (!Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      // The child's fault and not the store's: it must not be waited out like an outage.
      throw new IOException("the parser named a file that it has not written: " + name);
    }
    return file;
  }
}
