package io.sluice.benchmarks;

import io.sluice.cli.Ending;
import io.sluice.cli.Endings;
import io.sluice.cli.Input;
import io.sluice.cli.Inputs;
import io.sluice.cli.River;
import io.sluice.cli.RunOptions;
import io.sluice.cli.Upstream;
import io.sluice.events.DataClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that are made to break parsers, through the whole river. Says how each ended and how long
 * it took, what memory the processes took and what bounds them, whether anything was left over and
 * whether anything of this machine's own files came into what was read. Exit status 1 if a promise
 * was broken.
 */
final class HostileBenchmark {
  /** A document that has not ended after this time is lost; its own limits end far earlier. */
  private static final Duration LOST = Duration.ofMinutes(20);

  /** Files that hostile documents ask for. */
  private static final List<String> WANTED =
      List.of("/etc/passwd", "/etc/group", "/etc/hosts", "/etc/fstab", "/proc/self/environ");

  private static final int TELLING_LINE = 12;

  private HostileBenchmark() {}

  /** FOLDER MANIFEST-OR-EMPTY REPORT-OR-EMPTY WORKERS */
  public static void main(String[] arguments) throws Exception {
    // A folder of our own for all temporary files, before anybody has looked where they go.
    Path temporary = Files.createTempDirectory("sluice-hostile").toRealPath();
    System.setProperty(
        "java.io.tmpdir", Files.createDirectory(temporary.resolve("tmp")).toString());
    List<Input> inputs = Inputs.ofPaths(List.of(Path.of(arguments[0])));
    HostileReport report = HostileReport.of(path(arguments[1]));
    int workers = Integer.parseInt(arguments[3]);
    RunOptions options = RunOptions.of(workers);
    Path state = Files.createDirectory(temporary.resolve("state"));
    Set<Path> before;
    Set<String> leaks;
    boolean alive;
    long start = System.nanoTime();
    int parts;
    try (ProcessWatch watch = new ProcessWatch()) {
      try (River river = River.embedded(state, options);
          Upstream upstream = new Upstream(river.connection(), "hostile", DataClass.INTERNAL);
          Endings endings = new Endings(river.connection())) {
        Sample sample = sample();
        through(List.of(sample.as("before")), upstream, endings, 1, null);
        before = files(temporary.resolve("tmp"));
        through(inputs, upstream, endings, 2 * workers, report);
        parts = endings.all().size() - inputs.size() - 1;
        through(List.of(sample.as("after")), upstream, endings, 1, null);
        alive = isRead(endings.all().get("before")) && isRead(endings.all().get("after"));
      }
      leaks = leaks(state.resolve("content"), report);
      print(report, watch, inputs.size(), parts, (System.nanoTime() - start) / 1e9);
    }
    Set<Path> left = files(temporary.resolve("tmp"));
    left.removeAll(before);
    System.out.printf(
        Locale.ROOT,
        "%nan ordinary document afterwards: %s%ntemporary files left over: %s%ncontent of %s in what was read: %s%n",
        alive ? "read as before" : "NOT READ AS BEFORE",
        left.isEmpty() ? "none" : left,
        String.join(", ", WANTED),
        leaks.isEmpty() ? "none" : leaks);
    Path lines = path(arguments[2]);
    if (lines != null) {
      report.write(lines);
    }
    delete(temporary);
    System.exit(alive && left.isEmpty() && leaks.isEmpty() ? 0 : 1);
  }

  private static @Nullable Path path(String argument) {
    return argument.isEmpty() ? null : Path.of(argument);
  }

  private static boolean isRead(@Nullable Ending ending) {
    return ending != null && ending.route() != Ending.Route.REJECTED;
  }

  /** A document that is read well, to show that the process still reads. */
  private record Sample(Path file) {
    Input as(String id) {
      return new Input(id, file, String.valueOf(file.getFileName()));
    }
  }

  private static Sample sample() {
    return new Sample(
        Path.of(System.getProperty("sluice.root"), "infra", "samples", "06-e-invoice.pdf"));
  }

  /** Sends the inputs, a few at a time, until each has ended and each part that came out of one. */
  private static void through(
      List<Input> inputs,
      Upstream upstream,
      Endings endings,
      int atATime,
      @Nullable HostileReport report)
      throws Exception {
    Map<String, Input> open = new HashMap<>();
    Map<String, Long> published = new HashMap<>();
    Deque<Input> waiting = new ArrayDeque<>(inputs);
    List<String> ids = inputs.stream().map(Input::id).toList();
    long progress = System.nanoTime();
    while (!waiting.isEmpty() || !open.isEmpty() || endings.openParts(ids) > 0) {
      while (!waiting.isEmpty() && open.size() < atATime) {
        Input input = waiting.remove();
        open.put(input.id(), input);
        published.put(input.id(), System.currentTimeMillis());
        upstream.publish(input);
      }
      for (Ending ending : endings.poll(Duration.ofMillis(100))) {
        progress = System.nanoTime();
        Input input = open.remove(ending.documentId());
        if (input != null && report != null) {
          report.add(
              input, ending, (ending.endedAt() - published.getOrDefault(input.id(), 0L)) / 1000.0);
        }
      }
      if (System.nanoTime() - progress > LOST.toNanos()) {
        throw new IllegalStateException("these documents do not end: " + open.keySet());
      }
    }
  }

  private static void print(
      HostileReport report, ProcessWatch watch, int files, int parts, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%n%d files and %d documents out of them, each ended once, %.0f s%n%n%s%n%s%n%s%nslowest:%n%s",
        files,
        parts,
        seconds,
        report.byExpectation(),
        report.byReason(),
        watch.table(),
        report.slowest());
  }

  /** Lines of this machine's files that stand in what was read and in no document. */
  private static Set<String> leaks(Path contents, HostileReport report) throws IOException {
    Set<String> found = new TreeSet<>();
    Set<String> own = new HashSet<>();
    Set<String> telling = telling();
    for (Path file : files(contents)) {
      // One byte a character: a line of ASCII is found in any of the encodings used here.
      byte[] bytes = Files.readAllBytes(file);
      boolean parsed = bytes.length > 1 && bytes[0] == (byte) 0xc3 && bytes[1] == 1;
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      telling.stream().filter(text::contains).forEach((parsed ? found : own)::add);
    }
    String messages = String.join("\n", report.messages());
    telling.stream().filter(messages::contains).forEach(found::add);
    found.removeAll(own);
    return found;
  }

  private static Set<String> telling() throws IOException {
    Set<String> telling = new HashSet<>();
    for (String wanted : WANTED) {
      Path file = Path.of(wanted);
      if (Files.isReadable(file)) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        text.lines()
            .flatMap(line -> Stream.of(line.split("\0", -1)))
            .map(String::strip)
            .filter(line -> line.length() >= TELLING_LINE)
            .forEach(telling::add);
      }
    }
    return telling;
  }

  private static Set<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new TreeSet<>(files.filter(Files::isRegularFile).toList());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
