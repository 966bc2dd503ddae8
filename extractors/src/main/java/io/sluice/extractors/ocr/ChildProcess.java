package io.sluice.extractors.ocr;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a program to its end, or ends it.
 *
 * @param status exit status
 * @param out all of standard output, as UTF-8
 * @param err the first 8 kB of standard error
 */
record ChildProcess(int status, String out, String err) {
  private static final int MOST_ERR = 8192;
  private static final int MOST_OUT = 64 << 20;

  /**
   * Feeds {@code in} to the program and collects what it writes.
   *
   * @throws OcrException.TimedOut if it did not end within {@code limit}; it and its children are
   *     killed
   */
  static ChildProcess run(
      List<String> command, Map<String, String> environment, byte[] in, Duration limit)
      throws OcrException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new OcrException.Unavailable(command.getFirst() + " does not start", e);
    }
    try {
      // All three streams move at once: a full pipe on one side must not stop the others.
      Thread writer = Thread.ofVirtual().start(() -> feed(process, in));
      CompletableFuture<byte[]> out = drained(process.getInputStream(), MOST_OUT);
      CompletableFuture<byte[]> err = drained(process.getErrorStream(), MOST_ERR);
      long end = System.nanoTime() + limit.toNanos();
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new OcrException.TimedOut(command.getFirst() + " did not end within " + limit);
      }
      writer.interrupt();
      return new ChildProcess(process.exitValue(), text(out, end), text(err, end));
    } catch (TimeoutException e) {
      throw new OcrException.TimedOut(command.getFirst() + " ended, but left its output open");
    } catch (ExecutionException e) {
      throw new OcrException.Failed(command.getFirst() + ": its output broke off", e);
    } finally {
      end(process);
    }
  }

  private static void feed(Process process, byte[] in) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(in);
    } catch (IOException e) {
      // The program ended or closed its input before it had read all: its status tells why.
      process.onExit();
    }
  }

  private static CompletableFuture<byte[]> drained(InputStream stream, int most) {
    CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            byte[] kept = stream.readNBytes(most);
            stream.transferTo(OutputStream.nullOutputStream());
            bytes.complete(kept);
          } catch (IOException e) {
            bytes.completeExceptionally(e);
          }
        });
    return bytes;
  }

  private static String text(CompletableFuture<byte[]> bytes, long end)
      throws InterruptedException, ExecutionException, TimeoutException {
    long left = Math.max(TimeUnit.SECONDS.toNanos(1), end - System.nanoTime());
    return new String(bytes.get(left, TimeUnit.NANOSECONDS), StandardCharsets.UTF_8);
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
