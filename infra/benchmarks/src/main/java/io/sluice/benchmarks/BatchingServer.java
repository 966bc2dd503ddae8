package io.sluice.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that takes the time of one with continuous batching, and thinks nothing. In each step
 * all sequences of the batch get one token; a step takes longer the more there are, and longer when
 * new prompts come in. A sequence that ends makes room at once. Speaks chat completions.
 */
final class BatchingServer implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration A_SEQUENCE = Duration.ofNanos(150_000);

  /** Reading a prompt, a character: some 0.1 ms a token. */
  private static final Duration A_CHARACTER = Duration.ofNanos(25_000);

  /** Lengths of answers, in tokens, in turns: mean 60. */
  private static final int[] TOKENS = {40, 50, 60, 70, 80};

  private final int slots;
  private final String answer;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Sequence> arrived = new ConcurrentLinkedQueue<>();
  private final Thread loop;
  private volatile boolean closed;

  private volatile long firstArrival;
  private volatile long lastAnswer;
  private volatile long served;
  private volatile long busySteps;
  private volatile long busySlots;
  private volatile byte[] lastBody = {};
  private int sequences;

  private static final class Sequence {
    private final int characters;
    private int left;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Sequence(int characters, int tokens) {
      this.characters = characters;
      this.left = tokens;
    }
  }

  BatchingServer(int slots, String answer) throws IOException {
    this.slots = slots;
    this.answer = answer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::take);
    server.start();
    loop = Thread.ofPlatform().daemon().name("batches").start(this::run);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  void reset() {
    firstArrival = 0;
    served = 0;
    busySteps = 0;
    busySlots = 0;
  }

  /** Answers a second between the first arrival and the last answer. */
  double rate() {
    return served / ((lastAnswer - firstArrival) / 1e9);
  }

  /** The body that came last. */
  byte[] lastBody() {
    return lastBody.clone();
  }

  long served() {
    return served;
  }

  /** Sequences in a step, in the mean. */
  double batch() {
    return (double) busySlots / busySteps;
  }

  /** What no client can exceed: full batches, prompts of this length. */
  double limit(int characters) {
    double tokens = 0;
    for (int each : TOKENS) {
      tokens += (double) each / TOKENS.length;
    }
    double step = STEP.toNanos() + slots * (double) A_SEQUENCE.toNanos();
    double prompt = characters * (double) A_CHARACTER.toNanos();
    return 1e9 / (tokens * step / slots + prompt);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    lastBody = body;
    Sequence sequence;
    synchronized (this) {
      sequence = new Sequence(body.length, TOKENS[sequences++ % TOKENS.length]);
    }
    if (firstArrival == 0) {
      firstArrival = System.nanoTime();
    }
    arrived.add(sequence);
    LockSupport.unpark(loop);
    sequence.done.join();
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private void run() {
    List<Sequence> batch = new ArrayList<>();
    Queue<Sequence> waiting = new ArrayDeque<>();
    long due = System.nanoTime();
    while (!closed) {
      for (Sequence each = arrived.poll(); each != null; each = arrived.poll()) {
        waiting.add(each);
      }
      long cost = 0;
      while (batch.size() < slots && !waiting.isEmpty()) {
        Sequence each = waiting.remove();
        cost += each.characters * A_CHARACTER.toNanos();
        batch.add(each);
      }
      if (batch.isEmpty()) {
        LockSupport.parkNanos(STEP.toNanos());
        due = System.nanoTime();
        continue;
      }
      cost += STEP.toNanos() + batch.size() * A_SEQUENCE.toNanos();
      // By the clock, so that a late wake-up does not slow the server itself down.
      due += cost;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      busySteps++;
      busySlots += batch.size();
      for (Iterator<Sequence> each = batch.iterator(); each.hasNext(); ) {
        Sequence sequence = each.next();
        if (--sequence.left == 0) {
          each.remove();
          served++;
          lastAnswer = System.nanoTime();
          sequence.done.complete(null);
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    threads.shutdownNow();
  }
}
