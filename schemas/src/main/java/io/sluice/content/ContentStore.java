package io.sluice.content;

import io.sluice.events.ContentReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Where large content waits while its reference travels (claim check). Content-addressed in each
 * document: storing the same bytes twice for a document yields the same reference and one copy.
 * Size and SHA-256 of a reference are those of the bytes that were put, encrypted or not.
 * Thread-safe.
 */
public interface ContentStore extends AutoCloseable {

  /**
   * Stores the bytes durably, then returns their reference.
   *
   * @throws ContentException.Missing if contents are encrypted and the tenant has no key
   */
  ContentReference put(Owner owner, byte[] content) throws ContentException;

  /**
   * Stores a file's bytes without holding them in memory.
   *
   * @throws ContentException.Missing if contents are encrypted and the tenant has no key
   */
  ContentReference put(Owner owner, Path file) throws ContentException;

  /** The bytes, checked against the reference's size and SHA-256. */
  byte[] get(ContentReference reference) throws ContentException;

  /**
   * Writes the checked bytes to {@code target}, which must not exist, without holding them in
   * memory.
   */
  void copy(ContentReference reference, Path target) throws ContentException;

  /**
   * Deletes all contents of a document.
   *
   * @return the URIs of what was there and is gone
   */
  List<String> forget(Owner owner) throws ContentException;

  /** What was deleted, or would be. */
  record Expired(long contents, long bytes) {}

  /**
   * Deletes what was written before this time.
   *
   * @param reallyDelete false to only count
   */
  Expired expire(Instant before, boolean reallyDelete) throws ContentException;

  @Override
  void close();
}
