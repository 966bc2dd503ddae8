package io.sluice.extractors.fork;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parser processes. As many documents as there are children are parsed at a time; one more process
 * is kept warm, so that a killed one costs nobody the two seconds of a start. Thread-safe.
 */
public final class ChildPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildPool.class);

  private final ChildSettings settings;
  private final Semaphore turns;
  private final Deque<Child> idle = new ArrayDeque<>();
  private final Set<Child> all = new HashSet<>();
  private boolean closed;

  /** Starts the first process and the spare one, and does not wait for them. */
  public ChildPool(ChildSettings settings) throws IOException {
    this.settings = settings;
    this.turns = new Semaphore(settings.children(), true);
    keepSpare();
  }

  /**
   * A child for one document; waits for its turn. Give it back with {@link #release}.
   *
   * @throws IllegalStateException if the pool is closed
   */
  public Child take() throws IOException, InterruptedException {
    turns.acquire();
    try {
      synchronized (this) {
        if (closed) {
          throw new IllegalStateException("the pool of parsers is closed");
        }
        Child child = nextIdle();
        if (child == null) {
          child = Child.start(settings);
          all.add(child);
        }
        keepSpare();
        return child;
      }
    } catch (IOException | RuntimeException e) {
      turns.release();
      throw e;
    }
  }

  /**
   * Ends a child's turn.
   *
   * @param healthy whether it has said its last word on the document: only then it is used again
   */
  public void release(Child child, boolean healthy) {
    try {
      if (!healthy || child.documents() >= settings.documentsPerChild() || !recycle(child)) {
        child.close();
        synchronized (this) {
          all.remove(child);
          if (!closed) {
            keepSpare();
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("cannot start a spare parser; the next document tries again", e);
    } finally {
      turns.release();
    }
  }

  /** The process ids of all living children; for health pages and tests. */
  public synchronized List<Long> pids() {
    return all.stream().map(Child::pid).filter(Objects::nonNull).toList();
  }

  private boolean recycle(Child child) {
    try {
      child.tidy();
    } catch (IOException e) {
      LOG.warn("cannot clean the folder {}", child.folder(), e);
      return false;
    }
    synchronized (this) {
      if (!closed && child.alive()) {
        idle.addFirst(child);
        return true;
      }
      return false;
    }
  }

  private @Nullable Child nextIdle() {
    for (Child child = idle.pollFirst(); child != null; child = idle.pollFirst()) {
      if (child.alive()) {
        return child;
      }
      all.remove(child);
      child.close();
    }
    return null;
  }

  private synchronized void keepSpare() throws IOException {
    if (idle.isEmpty() && all.size() <= settings.children()) {
      Child spare = Child.start(settings);
      all.add(spare);
      idle.addLast(spare);
    }
  }

  /** Kills all children, also those at work, and removes their folders. */
  @Override
  public void close() {
    List<Child> children;
    synchronized (this) {
      closed = true;
      children = List.copyOf(all);
      all.clear();
      idle.clear();
    }
    children.forEach(Child::close);
  }
}
