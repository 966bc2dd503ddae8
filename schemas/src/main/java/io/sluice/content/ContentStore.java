package io.sluice.content;

import io.sluice.events.ContentReference;
import java.nio.file.Path;

/**
 * Where large content waits while its reference travels (claim check). Content-addressed: storing
 * the same bytes twice yields the same reference and one copy. Thread-safe.
 */
public interface ContentStore extends AutoCloseable {

  /** Stores the bytes durably, then returns their reference. */
  ContentReference put(byte[] content) throws ContentException;

  /** Stores a file's bytes without holding them in memory. */
  ContentReference put(Path file) throws ContentException;

  /** The bytes, checked against the reference's size and SHA-256. */
  byte[] get(ContentReference reference) throws ContentException;

  /**
   * Writes the checked bytes to {@code target}, which must not exist, without holding them in
   * memory.
   */
  void copy(ContentReference reference, Path target) throws ContentException;

  @Override
  void close();
}
