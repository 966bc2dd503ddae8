package io.sluice.extractors.fork;

import io.sluice.extractors.child.ChildMain;
import io.sluice.extractors.frames.ChildTask;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.FrameCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One parser process and its private folder. Used by one thread at a time. */
public final class Child implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);
  private static final int LAST_WORDS = 20;
  private static final int SIGKILL = 128 + 9;

  private final Process process;
  private final Path folder;
  private final DataOutputStream tasks;
  // No slot: the child waits in its pipe while the parent reads a page by OCR.
  private final BlockingQueue<Event> events = new SynchronousQueue<>();
  private final Deque<String> lastWords = new ArrayDeque<>();
  private int documents;
  private boolean ready;
  private volatile boolean closed;

  /** What comes out of the pipe. */
  private sealed interface Event {
    record Said(Frame frame) implements Event {}

    record Gone(String how) implements Event {}
  }

  /** How the wait for a frame ended. */
  public sealed interface Answer {
    record Said(Frame frame) implements Answer {}

    /** The time was over; the child must be closed. */
    record TimedOut() implements Answer {}

    /** The child ran out of memory and has ended. */
    record OutOfMemory() implements Answer {}

    /** The child has ended, or talks nonsense and must be closed. */
    record Crashed(String how) implements Answer {}
  }

  private Child(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.tasks = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    Thread.ofPlatform().daemon().name("parser-frames-" + process.pid()).start(this::readFrames);
    Thread.ofPlatform().daemon().name("parser-log-" + process.pid()).start(this::readLog);
  }

  static Child start(ChildSettings settings) throws IOException {
    Path folder = Files.createTempDirectory(settings.folder(), "sluice-parser");
    try {
      return new Child(ChildCommand.of(settings, folder).start(), folder);
    } catch (IOException e) {
      Folders.delete(folder);
      throw e;
    }
  }

  /** Where the document is put, and where parts are found. */
  public Path folder() {
    return folder;
  }

  /** How many documents it was given. */
  public int documents() {
    return documents;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits until the process can take tasks. */
  public Answer awaitReady(Duration limit) throws InterruptedException {
    if (ready) {
      return new Answer.Said(new Frame.Done());
    }
    Answer answer = next(limit);
    ready = answer instanceof Answer.Said;
    return answer;
  }

  /** Hands over a task. That the child has died shows in {@link #next}. */
  public void give(ChildTask task) {
    documents++;
    try {
      FrameCodec.write(tasks, task);
    } catch (IOException e) {
      LOG.debug("parser {} takes no task", process.pid(), e);
    }
  }

  /** The next frame. */
  public Answer next(Duration limit) throws InterruptedException {
    Event event = events.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    return switch (event) {
      case null -> new Answer.TimedOut();
      case Event.Said said -> new Answer.Said(said.frame());
      case Event.Gone gone -> ended(gone.how());
    };
  }

  private Answer ended(String how) throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.SECONDS)) {
      return new Answer.Crashed("it broke the protocol: " + how);
    }
    int exit = process.exitValue();
    if (exit == ChildMain.OUT_OF_MEMORY || exit == SIGKILL) {
      // Nobody but the kernel kills it while we wait, and for lack of memory.
      return new Answer.OutOfMemory();
    }
    LOG.warn("parser {} ended with exit code {}: {}", process.pid(), exit, lastWords());
    return new Answer.Crashed("exit code " + exit);
  }

  private String lastWords() {
    synchronized (lastWords) {
      return String.join("\n", lastWords);
    }
  }

  private void readFrames() {
    try (var in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
      while (true) {
        events.put(new Event.Said(FrameCodec.read(in)));
      }
    } catch (IOException e) {
      offerEnd(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      LOG.debug("reader of parser {} stopped", process.pid());
    }
  }

  /** Told once a second until somebody listens or nobody ever will. */
  private void offerEnd(String how) {
    try {
      while (!events.offer(new Event.Gone(how), 1, TimeUnit.SECONDS)) {
        if (closed) {
          return;
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("reader of parser {} stopped", process.pid());
    }
  }

  private void readLog() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        LOG.debug("parser {}: {}", process.pid(), line);
        synchronized (lastWords) {
          lastWords.addLast(line.length() > 500 ? line.substring(0, 500) : line);
          if (lastWords.size() > LAST_WORDS) {
            lastWords.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("log of parser {} ended", process.pid(), e);
    }
  }

  /** Removes what the last document left in the folder. */
  void tidy() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Folders.delete(file);
      }
    }
  }

  /** Kills the process and removes its folder. */
  @Override
  public void close() {
    closed = true;
    process.destroyForcibly();
    boolean interrupted = false;
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      LOG.warn("left behind: {}", folder, e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Nullable Long pid() {
    return process.isAlive() ? process.pid() : null;
  }
}
