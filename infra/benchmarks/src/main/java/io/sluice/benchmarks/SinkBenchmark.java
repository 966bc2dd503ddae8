package io.sluice.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.sluice.connectors.upsert.UpsertSinkTask;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The upsert sink against a target that takes 50 ms a request, as a ratio to the ideal client: one
 * that has its requests ready and keeps the same number of them in flight, always. The sink gets
 * its records as Connect hands them over, 500 at a time, and maps and settles each.
 */
final class SinkBenchmark {
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final int POLL = 500;

  private SinkBenchmark() {}

  /** RECORDS IN-FLIGHT. */
  public static void main(String[] arguments) throws Exception {
    int records = Integer.parseInt(arguments[0]);
    int inFlight = Integer.parseInt(arguments[1]);
    AtomicInteger served = new AtomicInteger();
    HttpServer target =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      target.setExecutor(threads);
      target.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            try {
              Thread.sleep(LATENCY);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            served.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      target.start();
      String url = "http://127.0.0.1:" + target.getAddress().getPort();
      ideal(url, inFlight * 10, inFlight); // warm-up
      sink(url, inFlight * 10, inFlight);
      served.set(0);
      double ideal = ideal(url, records, inFlight);
      double sink = sink(url, records, inFlight);
      if (served.get() != 2 * records) {
        throw new IllegalStateException(served.get() + " requests for " + 2 * records + " records");
      }
      System.out.printf(
          Locale.ROOT,
          "%d records, %d in flight, %d ms a request: ideal %.1f records/s, sink %.1f records/s, ratio %.2f%n",
          records,
          inFlight,
          LATENCY.toMillis(),
          ideal,
          sink,
          sink / ideal);
    } finally {
      target.stop(0);
    }
  }

  private static double ideal(String url, int records, int inFlight) throws Exception {
    Semaphore free = new Semaphore(inFlight);
    List<CompletableFuture<?>> all = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      long start = System.nanoTime();
      for (int i = 0; i < records; i++) {
        free.acquire();
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(url + "/bills/doc-" + i))
                .header("Content-Type", "application/json")
                .PUT(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"total\":119.00,\"id\":\"doc-" + i + "\"}"))
                .build();
        all.add(
            client
                .sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failure) -> free.release()));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
      return rate(records, start);
    }
  }

  private static double sink(String url, int records, int inFlight) throws Exception {
    Path mapping = Files.createTempFile("sluice-benchmark", ".yaml");
    Files.writeString(
        mapping,
        "{documentType: invoice, object: bills, key: {field: id}, fields: {total: grand_total}}");
    UpsertSinkTask task = new UpsertSinkTask();
    task.initialize(
        (SinkTaskContext)
            Proxy.newProxyInstance(
                SinkBenchmark.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, values) -> null));
    task.start(
        Map.of(
            "profile",
            "rest",
            "target.url",
            url,
            "mappings",
            mapping.toString(),
            "max.in.flight",
            Integer.toString(inFlight)));
    try {
      long start = System.nanoTime();
      for (int i = 0; i < records; i += POLL) {
        List<SinkRecord> batch = new ArrayList<>();
        for (int j = i; j < Math.min(records, i + POLL); j++) {
          batch.add(record(j));
        }
        task.put(batch);
      }
      return rate(records, start);
    } finally {
      task.stop();
      Files.delete(mapping);
    }
  }

  private static SinkRecord record(int i) {
    Map<String, Object> value =
        Map.of(
            "documentId",
            "doc-" + i,
            "documentType",
            "invoice",
            "revision",
            1L,
            "fields",
            List.of(Map.of("name", "grand_total", "value", "119.00")));
    return new SinkRecord(
        "completed", 0, null, "doc-" + i, null, value, i, null, TimestampType.NO_TIMESTAMP_TYPE);
  }

  private static double rate(int records, long startNanos) {
    return records * 1e9 / (System.nanoTime() - startNanos);
  }
}
