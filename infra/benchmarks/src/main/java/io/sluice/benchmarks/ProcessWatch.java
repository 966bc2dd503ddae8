package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Watches this process and those it has started: resident memory by kind, and how many there were.
 * Reads /proc several times a second; a process's own peak (VmHWM) is the kernel's, so that only
 * what it takes after the last reading is missed. Linux.
 */
final class ProcessWatch implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  /**
   * On its way from a fork to its program, or to its end: it shows its parent's memory, or none.
   */
  private static final String PASSING = "passing";

  private static final String SELF = "worker process (broker, streams, model, OCR models)";

  private final Map<String, Long> peaks = new TreeMap<>();
  private final Map<String, List<Long>> seen = new HashMap<>();
  private final Map<String, String> bounds = new TreeMap<>();
  private final Thread thread;
  private long peakOfAll;
  private volatile boolean closed;

  ProcessWatch() {
    bounds.put(SELF, "-Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m");
    thread = Thread.ofPlatform().daemon().name("process-watch").start(this::watch);
  }

  private void watch() {
    while (!closed) {
      look();
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void look() {
    long sum = 0;
    List<ProcessHandle> all =
        Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .toList();
    for (ProcessHandle process : all) {
      Map<String, Long> memory = memory(process.pid());
      if (memory.isEmpty()) {
        continue;
      }
      String kind = kind(process);
      if (kind.equals(PASSING)) {
        continue;
      }
      peaks.merge(kind, memory.getOrDefault("VmHWM", 0L), Math::max);
      sum += memory.getOrDefault("VmRSS", 0L);
      List<Long> pids = seen.computeIfAbsent(kind, any -> new ArrayList<>());
      if (!pids.contains(process.pid())) {
        pids.add(process.pid());
        if (!kind.equals(SELF)) {
          bounds.putIfAbsent(kind, limit(process.pid()));
        }
      }
    }
    peakOfAll = Math.max(peakOfAll, sum);
  }

  private static String kind(ProcessHandle process) {
    if (process.pid() == ProcessHandle.current().pid()) {
      return SELF;
    }
    String line = text(process.pid(), "cmdline").replace('\0', ' ');
    if (line.contains("ChildMain")) {
      return "parser";
    }
    return line.contains("tesseract") ? "tesseract" : PASSING;
  }

  /** Kibibytes by name, empty if the process has gone. */
  private static Map<String, Long> memory(long pid) {
    Map<String, Long> memory = new HashMap<>();
    for (String line : text(pid, "status").split("\n", -1)) {
      if (line.startsWith("VmHWM:") || line.startsWith("VmRSS:")) {
        memory.put(line.substring(0, 5), Long.valueOf(line.replaceAll("\\D", "")));
      }
    }
    return memory;
  }

  /** What the kernel lets it hold: its private memory (RLIMIT_DATA), and the heap it was given. */
  private static String limit(long pid) {
    String data = "none";
    for (String line : text(pid, "limits").split("\n", -1)) {
      if (line.startsWith("Max data size")) {
        String[] words = line.split("\\s{2,}");
        data = words[1].equals("unlimited") ? "none" : (Long.parseLong(words[1]) >> 20) + " MiB";
      }
    }
    String heap = "";
    for (String word : text(pid, "cmdline").split("\0", -1)) {
      heap = word.startsWith("-Xmx") ? word + ", " : heap;
    }
    return heap + "ulimit -d " + data;
  }

  private static String text(long pid, String name) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + name));
    } catch (IOException e) {
      // It has ended meanwhile.
      return "";
    }
  }

  /** How many of a kind there were. */
  synchronized int count(String kind) {
    return seen.getOrDefault(kind, List.of()).size();
  }

  /** A line for each kind. */
  synchronized String table() {
    StringBuilder table =
        new StringBuilder("| process | started | peak resident | bound |\n|---|---|---|---|\n");
    peaks.forEach((kind, peak) ->
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %d MiB | %s |%n",
                kind,
                count(kind),
                peak >> 10,
                bounds.getOrDefault(kind, ""))));
    return table
        .append(String.format(Locale.ROOT, "| all together | | %d MiB | |%n", peakOfAll >> 10))
        .toString();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(10 * PAUSE_MILLIS);
  }
}
