package io.sluice.extractors.child;

import io.sluice.events.Reason;
import io.sluice.extractors.frames.ChildTask;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.FrameCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process in which untrusted bytes are parsed: one task at a time from standard input, frames
 * to standard output, logs to standard error. It may hang, run out of memory or crash; the parent
 * kills and replaces it. It ends by itself when the parent goes.
 */
public final class ChildMain {
  /** Exit code after an OutOfMemoryError, the same as {@code -XX:+ExitOnOutOfMemoryError}. */
  public static final int OUT_OF_MEMORY = 3;

  private static final Logger LOG = LoggerFactory.getLogger(ChildMain.class);
  // Page trees and nested objects recurse; a stack this deep reads what is legal.
  private static final long STACK_BYTES = 16L << 20;

  private ChildMain() {}

  /** Argument: the child's private folder. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    var out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    // Nobody else may write to the pipe: a stray println would break the frames.
    System.setOut(System.err);
    Network.close();

    var tasks = new LinkedBlockingQueue<ChildTask>();
    Thread listener = new Thread(() -> listen(tasks, folder), "tasks");
    listener.setDaemon(true);
    listener.start();

    Thread worker = new Thread(null, () -> work(tasks, folder, out), "parser", STACK_BYTES);
    worker.start();
    worker.join();
  }

  /** Runs while a document is parsed too: the parent's end is noticed even if the parser hangs. */
  private static void listen(LinkedBlockingQueue<ChildTask> tasks, Path folder) {
    try (var in = new DataInputStream(new BufferedInputStream(System.in))) {
      while (true) {
        tasks.put(FrameCodec.readTask(in));
      }
    } catch (IOException | InterruptedException e) {
      LOG.debug("the parent has gone", e);
    } finally {
      deleteRecursively(folder);
      Runtime.getRuntime().halt(0);
    }
  }

  private static void work(
      LinkedBlockingQueue<ChildTask> tasks, Path folder, DataOutputStream out) {
    try {
      Reading reading = new Reading();
      FrameCodec.write(out, new Frame.Done());
      out.flush();
      while (true) {
        ChildTask task = tasks.take();
        Report report = new Report(out, folder, task.limits());
        report.send(outcome(reading, folder, task, report));
        out.flush();
      }
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    } catch (Throwable e) {
      // A process on its way out: the parent reads the last words on standard error.
      LOG.error("parser process ends", e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static Frame outcome(Reading reading, Path folder, ChildTask task, Report report)
      throws IOException {
    try {
      reading.obey(folder, task, report);
      report.finish();
      return new Frame.Done();
    } catch (Exception | StackOverflowError | LinkageError e) {
      return Refusals.of(e);
    }
  }

  private static void deleteRecursively(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(ChildMain::delete);
    } catch (IOException e) {
      LOG.debug("left behind: {}", folder, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("left behind: {}", file, e);
    }
  }

  /** What a parser's exception says about the document. */
  static final class Refusals {
    private Refusals() {}

    static Frame.Failed of(Throwable thrown) {
      for (Throwable e = thrown; e != null; e = e.getCause()) {
        switch (e) {
          case OutOfMemoryError memory -> throw memory;
          case RefusedException refused -> {
            return new Frame.Failed(refused.reason(), String.valueOf(refused.getMessage()));
          }
          case org.apache.tika.exception.EncryptedDocumentException ignored -> {
            return encrypted();
          }
          case org.apache.poi.EncryptedDocumentException ignored -> {
            return encrypted();
          }
          case org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException ignored -> {
            return encrypted();
          }
          case org.apache.commons.compress.PasswordRequiredException ignored -> {
            return encrypted();
          }
          // PDFBox has no class of its own for documents encrypted to a certificate.
          case java.io.IOException io
              when String.valueOf(io.getMessage()).startsWith("Provided decryption material") -> {
            return encrypted();
          }
          default -> {}
        }
      }
      LOG.debug("refused", thrown);
      if (thrown instanceof StackOverflowError) {
        return new Frame.Failed(
            Reason.CORRUPT,
            "the document nests its objects too deeply to be read; it is damaged or hostile");
      }
      return new Frame.Failed(
          Reason.CORRUPT,
          "the document cannot be read (%s: %s); ask the sender for an intact copy"
              .formatted(thrown.getClass().getSimpleName(), shortened(thrown.getMessage())));
    }

    private static Frame.Failed encrypted() {
      return new Frame.Failed(
          Reason.ENCRYPTED,
          "the document needs a password to be opened; ask the sender for a copy without one");
    }

    private static String shortened(@Nullable String message) {
      String text = String.valueOf(message).replaceAll("\\s+", " ");
      return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
  }
}
