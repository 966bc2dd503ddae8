package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.events.ContentReference;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Keeps nothing: for runs whose results go straight into a file. */
final class NoStore implements ContentStore {
  @Override
  public ContentReference put(Owner owner, byte[] content) {
    String sha256 = Ids.sha256(content);
    return new ContentReference("none:" + sha256, sha256, (long) content.length);
  }

  @Override
  public ContentReference put(Owner owner, Path file) throws ContentException {
    try {
      return put(owner, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ContentException.Unavailable("cannot read " + file + ": " + e, e);
    }
  }

  @Override
  public byte[] get(ContentReference reference) throws ContentException {
    throw new ContentException.Missing(reference);
  }

  @Override
  public void copy(ContentReference reference, Path target) throws ContentException {
    throw new ContentException.Missing(reference);
  }

  @Override
  public List<String> forget(Owner owner) {
    return List.of();
  }

  @Override
  public Expired expire(Instant before, boolean reallyDelete) {
    return new Expired(0, 0);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
