package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.benchmarks.ReviewCases.Way;
import io.sluice.benchmarks.SimulatedReviewer.World;
import io.sluice.config.ConfigNode;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InferenceRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.Predicted;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import io.sluice.streams.StreamsApp;
import io.sluice.streams.StreamsAppConfig;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Simulated reviewers at the real desk: the real life cycle on a real broker, workers that answer
 * at once what a reader with a known share of errors would, the desk in a process of its own that
 * is killed with -9 twice, and people who err, forget, hand over and fight for the same document,
 * over HTTP. Then a proof from the topics, and what the lead's page makes of the errors.
 */
final class ReviewsBenchmark {
  private static final double MISREAD = 0.03;
  private static final double AUDITORS_SLIP = 0.005;
  private static final int AUDITORS = 3;

  private ReviewsBenchmark() {}

  /** REVIEWS REVIEWERS SEED */
  public static void main(String[] arguments) throws Exception {
    int reviews = Integer.parseInt(arguments[0]);
    int people = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    Path folder = Files.createTempDirectory("sluice-benchmark");
    Path types = ReviewCases.types(folder.resolve("types"));
    List<String> reviewers =
        IntStream.rangeClosed(1, people).mapToObj(i -> "reviewer" + i).toList();
    List<String> auditors =
        IntStream.rangeClosed(1, AUDITORS).mapToObj(i -> "auditor" + i).toList();
    AtomicBoolean stop = new AtomicBoolean();
    boolean held;
    try (LocalStack stack = LocalStack.start(folder.resolve("stack"));
        StreamsApp app = streamsApp(stack, folder, types);
        DeskProcess desk = DeskProcess.start(stack, folder, types, reviewers, auditors)) {
      World world = new World();
      workers(stack.clientConfig(), stop, world).forEach(Thread::start);
      SplittableRandom chance = new SplittableRandom(seed);
      handIn(stack.clientConfig(), reviews, world, chance);
      try (ReviewTopics topics = new ReviewTopics(stack.clientConfig());
          HttpClient http = HttpClient.newHttpClient()) {
        desk.awaitReady(http);
        topics.await(() -> topics.completed() + topics.open() >= world.cases.size());
        System.out.printf(
            Locale.ROOT,
            "%d documents handed in: %d completed, %d reviews open; %d reviewers, %d auditors, seed %d%n",
            world.cases.size(),
            topics.completed(),
            topics.open(),
            people,
            AUDITORS,
            seed);
        held = new Round(world, topics, desk, http, chance).work(reviewers, auditors);
      }
      stop.set(true);
    }
    System.exit(held ? 0 : 1);
  }

  /** The time in which people work. */
  private record Round(
      World world,
      ReviewTopics topics,
      DeskProcess desk,
      HttpClient http,
      SplittableRandom chance) {

    /** Whether every promise was kept. */
    boolean work(List<String> reviewers, List<String> auditors) throws Exception {
      DeskClient.Clocks clocks = new DeskClient.Clocks();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < reviewers.size(); i++) {
        // From one slip in 200 documents to one in 20.
        double slips = 0.005 + 0.045 * i / Math.max(1, reviewers.size() - 1);
        threads.add(person(reviewers.get(i), slips, clocks));
      }
      auditors.forEach(name -> threads.add(person(name, AUDITORS_SLIP, clocks)));
      int expected = topics.open();
      long start = System.nanoTime();
      threads.forEach(Thread::start);
      List<Double> away = new ArrayList<>();
      for (int third = 1; third <= 2; third++) {
        int goal = expected * third / 3;
        topics.await(() -> topics.decided() >= goal);
        long killed = System.nanoTime();
        desk.kill();
        desk.startAgain();
        desk.awaitReady(http);
        away.add((System.nanoTime() - killed) / 1e9);
      }
      topics.awaitQuiet(() -> topics.open() == 0 && topics.completed() >= world.cases.size());
      double seconds = (topics.lastDecision() - start) / 1e9;
      world.over = true;
      for (Thread thread : threads) {
        thread.join();
      }
      double awake = seconds - away.stream().mapToDouble(Double::doubleValue).sum();
      System.out.printf(
          Locale.ROOT,
          "%d decisions in %.1f s, the desk killed with -9 twice and away for %s s: %.1f decisions/s while it was there; resident memory %d MiB%n",
          topics.decided(),
          seconds,
          away.stream().map(s -> "%.1f".formatted(s)).toList(),
          topics.decided() / awake,
          desk.residentMebibytes());
      for (String what : List.of("claim", "decide")) {
        double[] millis = clocks.of(what);
        System.out.printf(
            Locale.ROOT,
            "%s: p50 %.1f ms, p99 %.1f ms, most %.1f ms, of %d%n",
            what,
            at(millis, 0.5),
            at(millis, 0.99),
            at(millis, 1),
            millis.length);
      }
      new TreeMap<>(world.counts).forEach((what, n) -> System.out.println("  " + what + ": " + n));
      JsonNode figures = figures();
      return ReviewsReport.print(world, topics, figures);
    }

    private Thread person(String name, double slips, DeskClient.Clocks clocks) {
      return Thread.ofPlatform()
          .name(name)
          .unstarted(
              new SimulatedReviewer(
                  name,
                  slips,
                  client(name, clocks),
                  client(name, clocks),
                  world,
                  1000L * DeskProcess.LEASE_SECONDS,
                  chance.split()));
    }

    private DeskClient client(String name, DeskClient.Clocks clocks) {
      return new DeskClient(http, desk.address(), name, DeskProcess.PASSWORD, clocks);
    }

    /** What the lead's page shows, once it has read all. */
    private JsonNode figures() throws Exception {
      DeskClient lead = client("lead", new DeskClient.Clocks());
      while (true) {
        JsonNode figures = lead.get("/api/lead/figures?days=2").json();
        long counted = 0;
        for (JsonNode time : figures.path("times")) {
          counted += time.path("decided").asLong();
        }
        if (counted >= topics.decided()) {
          return figures;
        }
        Thread.sleep(200);
      }
    }
  }

  private static StreamsApp streamsApp(LocalStack stack, Path folder, Path types) throws Exception {
    ConfigNode node =
        ConfigNode.of(
            "benchmark",
            Map.of(
                "kafka", stack.clientConfig(),
                "gate", ReviewCases.gate(folder).toString(),
                "types", types.toString(),
                "stateDir", folder.resolve("streams").toString()));
    StreamsAppConfig config = StreamsAppConfig.from(node);
    node.finish();
    return StreamsApp.start(config);
  }

  private static List<Thread> workers(Map<String, Object> client, AtomicBoolean stop, World world) {
    return List.of(
        LifeCycleBenchmark.worker(
            client,
            stop,
            Topics.PARSE_REQUESTED,
            Topics.PARSED,
            ParseRequested.class,
            LifeCycleBenchmark::parsed),
        LifeCycleBenchmark.worker(
            client,
            stop,
            Topics.INFERENCE_CPU_REQUESTED,
            Topics.PREDICTED,
            InferenceRequested.class,
            task ->
                new Predicted(
                    task.getTaskId(),
                    task.getDocumentId(),
                    Objects.requireNonNull(world.cases.get(task.getDocumentId())).prediction(),
                    Instant.now())));
  }

  /**
   * As many documents as make about so many reviews: a quarter each of audits and of doubts, and
   * two of each of the last quarter.
   */
  private static void handIn(
      Map<String, Object> client, int reviews, World world, SplittableRandom chance) {
    Map<Way, Integer> counts = new TreeMap<>();
    counts.put(Way.ACCEPTED, (int) Math.round(reviews / 4.0 / ReviewCases.AUDITED));
    counts.put(Way.DOUBTED, reviews / 4);
    counts.put(Way.TWO_PEOPLE, reviews / 4);
    var serializer = RegistrySerdes.<DocumentReceived>serializer(client);
    try (var producer = LifeCycleBenchmark.producer(client)) {
      counts.forEach((way, count) -> {
        for (int i = 0; i < count; i++) {
          DocumentReceived received = LifeCycleBenchmark.received(way + " " + i);
          world.cases.put(received.getDocumentId(), ReviewCases.of(way, MISREAD, chance));
          producer.send(
              new ProducerRecord<>(
                  Topics.RECEIVED.name(),
                  received.getDocumentId(),
                  serializer.serialize(Topics.RECEIVED.name(), received)));
        }
      });
    }
  }

  /** Of ascending figures. */
  private static double at(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
