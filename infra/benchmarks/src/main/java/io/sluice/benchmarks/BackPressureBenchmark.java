package io.sluice.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InferenceRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.Predicted;
import io.sluice.events.Stage;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import io.sluice.streams.StreamsApp;
import io.sluice.worker.Outcome;
import io.sluice.worker.TaskTopic;
import io.sluice.worker.WorkerPool;
import io.sluice.worker.WorkerPoolConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Upstream ten times faster than the workers, for some minutes; then the workers catch up. Real
 * broker, real topology, real worker pools, all in this process; only the work is a wait. Shows
 * what the backlog costs: memory, members that leave, documents that are forgotten.
 */
final class BackPressureBenchmark {
  private static final int WORKERS = 2;
  private static final int TIMES_FASTER = 10;
  private static final String PARSERS = "parsers";

  private final Map<String, Object> client;
  private final URI streamsApp;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Admin admin;
  private final Serializer<DocumentReceived> serializer;
  private final Set<String> ended = new java.util.HashSet<>();
  private long endings;
  private volatile Duration work;

  private BackPressureBenchmark(LocalStack stack, StreamsApp app, Admin admin, Duration work) {
    this.client = stack.clientConfig();
    this.serializer = RegistrySerdes.serializer(client);
    this.streamsApp = app.address();
    this.admin = admin;
    this.work = work;
  }

  /** MINUTES MILLISECONDS-A-TASK BUNDLE-FOLDER */
  public static void main(String[] arguments) throws Exception {
    Duration length = Duration.ofSeconds(Math.round(60 * Double.parseDouble(arguments[0])));
    Duration work = Duration.ofMillis(Integer.parseInt(arguments[1]));
    Path folder = Files.createTempDirectory("sluice-benchmark");
    try (LocalStack stack = LocalStack.start(folder.resolve("stack"));
        StreamsApp app = LifeCycleBenchmark.streamsApp(stack, folder, Path.of(arguments[2]));
        Admin admin = Admin.create(stack.clientConfig())) {
      new BackPressureBenchmark(stack, app, admin, work).run(length);
    }
    System.exit(0);
  }

  private void run(Duration length) throws Exception {
    try (var parsers = parsers();
        var readers = readers();
        var ends = LifeCycleBenchmark.consumer(client, "ends", "earliest");
        var producer = LifeCycleBenchmark.producer(client)) {
      ends.subscribe(
          Set.of(Topics.COMPLETED.name(), Topics.REVIEWS_REQUESTED.name(), Topics.REJECTED.name()));
      double perSecond = TIMES_FASTER * WORKERS * 1000.0 / work.toMillis();
      System.out.printf(
          Locale.ROOT,
          "%d workers of %d ms a task, %.0f documents/s handed in%n",
          WORKERS,
          work.toMillis(),
          perSecond);
      long start = System.nanoTime();
      int sent = 0;
      String before = groups();
      long nextLine = 0;
      while (seconds(start) < length.toSeconds()) {
        while (sent < seconds(start) * perSecond) {
          send(producer, sent++);
        }
        read(ends);
        if (seconds(start) >= nextLine) {
          nextLine += 60;
          line(start, sent);
        }
      }
      line(start, sent);
      String after = groups();
      work = Duration.ZERO;
      long drain = System.nanoTime();
      while (ended.size() < sent) {
        read(ends);
        if (seconds(start) >= nextLine) {
          nextLine += 60;
          line(start, sent);
        }
      }
      line(start, sent);
      System.out.printf(
          Locale.ROOT,
          "%d documents handed in, %d ended, %d of them more than once; caught up in %.0f s once the workers were quick%n",
          sent,
          ended.size(),
          endings - ended.size(),
          seconds(drain));
      System.out.printf(
          "before: %s%nafter the overload: %s%nat the end: %s%n", before, after, groups());
      System.out.printf(
          Locale.ROOT,
          "redeliveries %.0f, retries %.0f%n",
          meters.get("sluice.task.redeliveries").counters().stream()
              .mapToDouble(c -> c.count())
              .sum(),
          meters.get("sluice.task.retries").counters().stream().mapToDouble(c -> c.count()).sum());
    }
  }

  private WorkerPool<ParseRequested, DocumentParsed> parsers() {
    return WorkerPool.start(
        WorkerPoolConfig.of(PARSERS, WORKERS, kafka()),
        new TaskTopic<>(
            Stage.PARSE,
            new TaskTopic.Tasks<>(
                Topics.PARSE_REQUESTED.name(),
                RegistrySerdes.deserializer(ParseRequested.class, client),
                ParseRequested::getTaskId,
                ParseRequested::getDocumentId),
            new TaskTopic.Results<>(
                Topics.PARSED.name(),
                RegistrySerdes.<DocumentParsed>serializer(client),
                (taskId, documentId, failure) ->
                    new DocumentParsed(taskId, documentId, failure, Instant.now()))),
        (task, context) -> {
          Thread.sleep(work);
          return new Outcome.Done<>(LifeCycleBenchmark.parsed(task));
        },
        meters);
  }

  private WorkerPool<InferenceRequested, Predicted> readers() {
    return WorkerPool.start(
        WorkerPoolConfig.of("readers", WORKERS, kafka()),
        new TaskTopic<>(
            Stage.INFER,
            new TaskTopic.Tasks<>(
                Topics.INFERENCE_CPU_REQUESTED.name(),
                RegistrySerdes.deserializer(InferenceRequested.class, client),
                InferenceRequested::getTaskId,
                InferenceRequested::getDocumentId),
            new TaskTopic.Results<>(
                Topics.PREDICTED.name(),
                RegistrySerdes.<Predicted>serializer(client),
                (taskId, documentId, failure) ->
                    new Predicted(taskId, documentId, failure, Instant.now()))),
        (task, context) -> new Outcome.Done<>(LifeCycleBenchmark.predicted(task)),
        meters);
  }

  private Map<String, String> kafka() {
    Map<String, String> kafka = new HashMap<>();
    client.forEach((name, value) -> kafka.put(name, value.toString()));
    return kafka;
  }

  private void send(KafkaProducer<String, byte[]> producer, int number) {
    DocumentReceived received = LifeCycleBenchmark.received("document " + number);
    producer.send(
        new ProducerRecord<>(
            Topics.RECEIVED.name(),
            received.getDocumentId(),
            serializer.serialize(Topics.RECEIVED.name(), received)));
  }

  private void read(KafkaConsumer<String, byte[]> ends) {
    ends.poll(Duration.ofMillis(20))
        .forEach(record -> {
          endings++;
          ended.add(record.key());
        });
  }

  /** Garbage is no backlog: it is taken away before the heap is looked at. */
  private void line(long start, int sent) {
    System.gc();
    System.out.printf(
        Locale.ROOT,
        "%4.0f s: %6d handed in, %6d ended, lag %6.0f, in flight %2.0f, heap %4d MiB, resident %5d MiB%n",
        seconds(start),
        sent,
        ended.size(),
        gauge("sluice.tasks.lag"),
        gauge("sluice.tasks.in.flight"),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20,
        IdleBenchmark.residentKibibytes(ProcessHandle.current()) >> 10);
  }

  private double gauge(String name) {
    return meters.get(name).tag("stage", Stage.PARSE.name()).gauge().value();
  }

  /** How often members came and went: the share group's epoch, the stream threads' rebalances. */
  private String groups() throws IOException, InterruptedException, ExecutionException {
    var group =
        Objects.requireNonNull(
            admin.describeShareGroups(List.of(PARSERS)).all().get().get(PARSERS), PARSERS);
    String metrics;
    try (HttpClient http = HttpClient.newHttpClient()) {
      metrics =
          http.send(
                  HttpRequest.newBuilder(streamsApp.resolve("/metrics")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
    }
    double rebalances =
        metrics
            .lines()
            .filter(line -> line.startsWith("kafka_consumer_coordinator_rebalance_total"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    return String.format(
        Locale.ROOT,
        "share group epoch %d with %d members, %.0f rebalances of the streams-app",
        group.groupEpoch(),
        group.members().size(),
        rebalances);
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
