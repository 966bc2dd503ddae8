package io.sluice.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A chaos run from its first process to its proof. Linux or macOS: it sends signals. */
public final class ChaosRun {
  /** How many documents may be under way at once. */
  private static final int WINDOW = 120;

  private static final Duration UP_WITHIN = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Longer than a lock (15 s): what a lost lock repeats comes within. */
  private static final long QUIET_MILLIS = 20_000;

  /** How old an answer about the cluster may be. */
  private static final long FRESH_MILLIS = 3_000;

  private static final long SHOW_EVERY = 15_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /**
   * What is asked for.
   *
   * @param seed makes the documents and the faults
   * @param documents how many are handed in
   * @param kills how often a process is killed with -9
   * @param freezes how often one is stopped and continued
   * @param restarts how often one is ended and started
   * @param patience how long no document may end before the run is called stuck
   */
  public record Wish(
      long seed, int documents, int kills, int freezes, int restarts, Duration patience) {
    FaultPlan plan() {
      return FaultPlan.of(seed, documents, new FaultPlan.Counts(kills, freezes, restarts));
    }
  }

  /** The sluice command line that is to be run: its main class and class path. */
  public record Program(String mainClass, String classPath) {}

  private final Wish wish;
  private final Setup setup;
  private final PrintStream out;
  private final Map<Member, Ward> wards = new LinkedHashMap<>();
  private final List<Fault> faults;
  private final List<Recovery> recoveries = new ArrayList<>();
  private final List<String> mendings = new ArrayList<>();

  private ChaosRun(Wish wish, Setup setup, PrintStream out) {
    this.wish = wish;
    this.setup = setup;
    this.out = out;
    this.faults = new ArrayList<>(wish.plan().faults());
  }

  /**
   * Runs it.
   *
   * @param bundle the model bundle
   * @param keep where data and logs are kept; empty for a temporary folder that is deleted if every
   *     promise was kept
   * @param out where it says what it does
   * @throws IllegalStateException if the processes do not come up, or a document cannot be sent
   */
  public static ChaosReport run(
      Wish wish, Path bundle, Program program, Optional<Path> keep, PrintStream out)
      throws IOException, InterruptedException {
    Path folder =
        keep.isPresent()
            ? Files.createDirectories(keep.get()).toAbsolutePath()
            : Files.createTempDirectory("sluice-chaos-");
    out.println("seed " + wish.seed() + ", data and logs in " + folder);
    Setup setup = new Setup(folder, bundle.toAbsolutePath(), program, new Places());
    ChaosReport report = new ChaosRun(wish, setup, out).run();
    if (keep.isEmpty() && report.holds()) {
      delete(folder);
    }
    return report;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private ChaosReport run() throws IOException, InterruptedException {
    long begun = System.currentTimeMillis();
    try (Processes processes = new Processes(setup);
        Health health = new Health(setup.places())) {
      start(processes, health);
      try (Follower follower = new Follower(setup.places());
          Sender sender = new Sender(wish.seed(), setup)) {
        long flowing = System.currentTimeMillis();
        boolean stuck = !flow(sender, follower, health);
        long flowed = System.currentTimeMillis() - flowing;
        if (!stuck) {
          settle(follower);
        }
        List<Seen> seen = new ArrayList<>(Records.on(setup.places()));
        seen.addAll(Records.in(setup.files()));
        return new ChaosReport(
            wish,
            List.copyOf(seen),
            Map.copyOf(sender.sent()),
            new ChaosReport.Course(
                List.copyOf(recoveries),
                follower.times(),
                List.copyOf(mendings),
                flowed,
                System.currentTimeMillis() - begun,
                stuck));
      }
    }
  }

  private void start(Processes processes, Health health) throws InterruptedException {
    Ward.Diary diary =
        new Ward.Diary() {
          @Override
          public void recovered(Recovery recovery) {
            recoveries.add(recovery);
          }

          @Override
          public void mended(Member member, String why) {
            mendings.add(member + " " + why);
          }
        };
    for (Member member : Member.all()) {
      wards.put(member, new Ward(member, processes, health, diary, this::say));
    }
    startAll(Set.of(Part.BROKER, Part.REGISTRY));
    health.createTopics();
    startAll(Set.of(Part.EXTRACTORS, Part.MODEL_WORKERS, Part.STREAMS_APP, Part.CONNECT));
  }

  private void startAll(Set<Part> parts) throws InterruptedException {
    List<Ward> some =
        wards.values().stream().filter(ward -> parts.contains(ward.member().part())).toList();
    some.forEach(ward -> ward.start(System.currentTimeMillis()));
    long deadline = System.currentTimeMillis() + UP_WITHIN.toMillis();
    while (!some.stream().allMatch(Ward::isUp)) {
      if (System.currentTimeMillis() > deadline) {
        throw new IllegalStateException(
            "not all processes are up within %s; their logs are in %s"
                .formatted(UP_WITHIN, setup.folder()));
      }
      Thread.sleep(PAUSE);
      some.forEach(ward -> ward.advance(System.currentTimeMillis()));
    }
  }

  /** Lets documents flow and faults strike until all is done; false if it came to a standstill. */
  private boolean flow(Sender sender, Follower follower, Health health)
      throws InterruptedException {
    int ended = 0;
    long progressAt = System.currentTimeMillis();
    long showAt = 0;
    while (true) {
      long time = System.currentTimeMillis();
      sender.check();
      int now = follower.endedOf(sender.sent().keySet());
      if (now > ended) {
        ended = now;
        progressAt = time;
      }
      wards.values().forEach(ward -> ward.advance(System.currentTimeMillis()));
      strike(ended, health);
      sender.allow(allowed(ended));
      if (time >= showAt) {
        showAt = time + SHOW_EVERY;
        say(
            "%d of %d documents ended, %d faults to come"
                .formatted(ended, wish.documents(), faults.size()));
      }
      if (faults.isEmpty()
          && wards.values().stream().allMatch(Ward::isUp)
          && sender.sent().size() == wish.documents()
          && follower.open(sender.sent().keySet()).isEmpty()) {
        return true;
      }
      if (time - progressAt > wish.patience().toMillis()) {
        say("stuck: " + follower.open(sender.sent().keySet()));
        return false;
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Documents wait for faults, as faults wait for documents: none strikes an idle house. */
  private int allowed(int ended) {
    int most = faults.isEmpty() ? wish.documents() : faults.get(0).after() + WINDOW / 2;
    return Math.min(Math.min(ended + WINDOW, most), wish.documents());
  }

  /** The next faults, in their order; one at a time for a process, and for the brokers together. */
  private void strike(int ended, Health health) {
    while (!faults.isEmpty() && faults.get(0).after() <= ended) {
      Fault next = faults.get(0);
      Ward ward = wards.get(next.member());
      if (ward == null || !ward.isUp()) {
        return;
      }
      // Two brokers of three may fail one after the other, not together: no cluster promises that.
      if (next.member().part() == Part.BROKER
          && !(brokersUp() && health.allInSync(System.currentTimeMillis() - FRESH_MILLIS))) {
        return;
      }
      faults.remove(0);
      ward.strike(next, System.currentTimeMillis());
    }
  }

  private boolean brokersUp() {
    return wards.values().stream()
        .filter(ward -> ward.member().part() == Part.BROKER)
        .allMatch(Ward::isUp);
  }

  /** Waits until nothing moves any more: what comes after the last ending would be a second one. */
  private void settle(Follower follower) throws IOException, InterruptedException {
    say("all documents have ended; waiting until nothing moves");
    long last = -1;
    long quietSince = System.currentTimeMillis();
    long deadline = System.currentTimeMillis() + wish.patience().toMillis();
    while (System.currentTimeMillis() < deadline) {
      wards.values().forEach(ward -> ward.advance(System.currentTimeMillis()));
      long records = Records.count(setup.places());
      boolean sinkDone = Records.in(setup.files()).size() >= follower.completed();
      if (records != last || !sinkDone) {
        last = records;
        quietSince = System.currentTimeMillis();
      } else if (System.currentTimeMillis() - quietSince >= QUIET_MILLIS) {
        return;
      }
      Thread.sleep(Duration.ofSeconds(1));
    }
    say("still moving after " + wish.patience());
  }

  private void say(Member member, String what) {
    say(member + ": " + what);
  }

  private void say(String what) {
    out.println(LocalTime.now().format(TIME) + " " + what);
  }
}
