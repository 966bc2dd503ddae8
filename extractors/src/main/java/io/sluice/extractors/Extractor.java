package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.events.ContentReference;
import io.sluice.events.Reason;
import io.sluice.extractors.fork.Child;
import io.sluice.extractors.fork.ChildPool;
import io.sluice.extractors.fork.ChildSettings;
import io.sluice.extractors.frames.ParseTask;
import io.sluice.extractors.ocr.OcrEngine;
import io.sluice.extractors.ocr.OcrEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to parsed documents. The bytes are opened in child processes only; this process sees words,
 * gray rasters and files. Thread-safe; as many documents as there are children are read at a time.
 */
public final class Extractor implements AutoCloseable {
  private static final long LEAST_ROOM = 16L << 20;

  private final ExtractorConfig config;
  private final ContentStore store;
  private final OcrEngine ocr;
  private final ChildPool pool;

  /** With an OCR engine of the caller's, which closes with this extractor. */
  Extractor(ExtractorConfig config, ContentStore store, OcrEngine ocr, List<String> childOptions)
      throws IOException {
    this.config = config;
    this.store = store;
    this.ocr = ocr;
    var children = config.children();
    this.pool =
        new ChildPool(
            new ChildSettings(
                children.count(),
                (int) (children.heap() >> 20),
                (int) (children.nativeMemory() >> 20),
                children.documentsPerChild(),
                Path.of(children.folder()),
                childOptions));
  }

  /** Starts the first children. The store stays the caller's to close. */
  public static Extractor open(ExtractorConfig config, ContentStore store) throws IOException {
    try {
      OnnxStart.load();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting", e);
    }
    return new Extractor(config, store, OcrEngines.best(config.ocr()), List.of());
  }

  /**
   * A document as it came.
   *
   * @param tenant whose it is
   * @param fileName the name it came with
   * @param mediaTypeHint the sender's guess; decides only what the content leaves open
   * @param depth containers around it
   */
  public record Source(
      String documentId,
      String tenant,
      @Nullable String fileName,
      @Nullable String mediaTypeHint,
      int depth) {

    /** A document of no tenant in particular, for results that are not kept. */
    public Source(
        String documentId, @Nullable String fileName, @Nullable String mediaTypeHint, int depth) {
      this(documentId, "default", fileName, mediaTypeHint, depth);
    }

    Owner owner() {
      return new Owner(tenant, documentId);
    }
  }

  /**
   * Reads a document from memory, which is stored too.
   *
   * @throws ContentException if the store cannot take the document or its content, or this machine
   *     fails: a full disk, no more processes
   * @throws IOException if a parser process does not do its part
   */
  public ParseOutcome parse(byte[] bytes, Source source)
      throws IOException, ContentException, InterruptedException {
    ParseOutcome.Rejected refused = refused(bytes.length, source);
    if (refused != null) {
      return refused;
    }
    return read(store.put(source.owner(), bytes), source, target -> Files.write(target, bytes));
  }

  /** Reads a document from a file, which is stored too. */
  public ParseOutcome parse(Path file, Source source)
      throws IOException, ContentException, InterruptedException {
    ParseOutcome.Rejected refused = refused(Files.size(file), source);
    if (refused != null) {
      return refused;
    }
    return read(store.put(source.owner(), file), source, target -> Files.copy(file, target));
  }

  /**
   * Reads a document from the store.
   *
   * @throws ContentException.Unavailable if the store does not answer; missing and changed content
   *     is an outcome
   */
  public ParseOutcome parse(ContentReference original, Source source)
      throws IOException, ContentException, InterruptedException {
    ParseOutcome.Rejected refused = refused(original.getSize(), source);
    if (refused != null) {
      return refused;
    }
    try {
      return read(original, source, target -> store.copy(original, target));
    } catch (ContentException.Missing e) {
      return new ParseOutcome.Rejected(Reason.CONTENT_MISSING, String.valueOf(e.getMessage()));
    } catch (ContentException.Changed e) {
      return new ParseOutcome.Rejected(Reason.CONTENT_CHANGED, String.valueOf(e.getMessage()));
    }
  }

  /** Puts a document where the child finds it. */
  interface Placing {
    void into(Path target) throws IOException, ContentException;
  }

  /** What is done with a child. */
  interface Work<R> {
    R with(Child child, ChildTurn turn) throws IOException, ContentException, InterruptedException;
  }

  private ParseOutcome read(ContentReference original, Source source, Placing placing)
      throws IOException, ContentException, InterruptedException {
    return inChild(
        Map.of(DocumentReading.FILE, placing),
        (child, turn) ->
            new DocumentReading(turn, config, store, ocr, original, source)
                .read(child, task(source)));
  }

  /**
   * Has a task done in a child, and once more in a fresh one if the first may have died of what it
   * did before.
   *
   * @param files documents by their names in the child's folder
   */
  <R> R inChild(Map<String, Placing> files, Work<R> work)
      throws IOException, ContentException, InterruptedException {
    while (true) {
      Child child = take();
      boolean fresh = child.documents() == 0;
      ChildTurn turn = new ChildTurn(config);
      try {
        for (Map.Entry<String, Placing> file : files.entrySet()) {
          place(file.getValue(), child.folder().resolve(file.getKey()));
        }
        R result = work.with(child, turn);
        if (turn.refused() != null) {
          requireRoom(child.folder());
        }
        if (!diedOfItsPast(turn.refused(), fresh)) {
          return result;
        }
      } finally {
        pool.release(child, turn.childIsHealthy());
      }
    }
  }

  ExtractorConfig config() {
    return config;
  }

  ContentStore store() {
    return store;
  }

  private Child take() throws ContentException, InterruptedException {
    try {
      return pool.take();
    } catch (IOException e) {
      throw new ContentException.Unavailable(
          "no parser process can be started: "
              + e
              + "; make room on the disk of extractor.children.folder, or allow more processes",
          e);
    }
  }

  private static void place(Placing placing, Path target) throws ContentException {
    try {
      placing.into(target);
    } catch (IOException e) {
      throw new ContentException.Unavailable(
          "cannot write "
              + target
              + ": "
              + e
              + "; make room on the disk of extractor.children.folder",
          e);
    }
  }

  /**
   * A child that finds no room for what it reads fails like one that reads a corrupt document: on a
   * full disk nothing may be rejected.
   */
  private static void requireRoom(Path folder) throws IOException, ContentException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < LEAST_ROOM) {
      String message =
          "the disk of %s has %,d bytes left, too few to read documents; make room"
              .formatted(folder, free);
      throw new ContentException.Unavailable(message, new IOException(message));
    }
  }

  /** A child may die of what earlier documents left in it: only a fresh one is proof. */
  private static boolean diedOfItsPast(@Nullable Reason refused, boolean fresh) {
    return !fresh && (refused == Reason.PARSER_CRASHED || refused == Reason.PARSE_OUT_OF_MEMORY);
  }

  private ParseTask task(Source source) {
    return new ParseTask(
        DocumentReading.FILE,
        source.fileName(),
        source.mediaTypeHint(),
        source.depth() < config.limits().depth(),
        config.limits().ofChild(config.ocr()));
  }

  private ParseOutcome.@Nullable Rejected refused(long size, Source source) {
    var limits = config.limits();
    if (source.depth() > limits.depth()) {
      return new ParseOutcome.Rejected(
          Reason.TOO_DEEP,
          "the document lies in %d containers, more than %d, the limit extractor.limits.depth; unpack it before it is sent, or raise the limit"
              .formatted(source.depth(), limits.depth()));
    }
    if (size == 0) {
      return new ParseOutcome.Rejected(
          Reason.EMPTY, "the document has no bytes; ask the sender to send it again");
    }
    if (size > limits.bytes()) {
      return new ParseOutcome.Rejected(
          Reason.TOO_LARGE,
          "the document has %,d bytes, more than %,d, the limit extractor.limits.bytes; split it or raise the limit"
              .formatted(size, limits.bytes()));
    }
    return null;
  }

  /** The process ids of the children. */
  List<Long> childPids() {
    return pool.pids();
  }

  /** Kills the children and removes their folders. */
  @Override
  public void close() {
    pool.close();
    ocr.close();
  }
}
