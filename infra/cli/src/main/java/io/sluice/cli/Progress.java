package io.sluice.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A progress bar on a terminal; a line for every tenth of the work where there is none. */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final long startNanos = System.nanoTime();
  private int shown = -1;
  private int tenths = -1;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** On standard error; a bar only if the launcher saw a terminal there. */
  static Progress onStandardError() {
    return new Progress(System.err, Boolean.getBoolean("sluice.terminal"));
  }

  void show(int done, int all) {
    if (all == 0 || done == shown) {
      return;
    }
    shown = done;
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    if (terminal) {
      int filled = (int) ((long) WIDTH * done / all);
      out.printf(
          Locale.ROOT,
          "\r  %s%s %d of %d documents, %s ",
          "█".repeat(filled),
          "░".repeat(WIDTH - filled),
          done,
          all,
          pace(done, all, seconds));
      out.flush();
    } else if (10L * done / all > tenths) {
      tenths = (int) (10L * done / all);
      out.printf(Locale.ROOT, "  %d of %d documents, %s%n", done, all, pace(done, all, seconds));
    }
  }

  private static String pace(int done, int all, double seconds) {
    if (done == all) {
      return "in " + inWords(Duration.ofMillis((long) (seconds * 1000)));
    }
    if (done == 0) {
      return "started";
    }
    return String.format(
        Locale.ROOT,
        "%.1f/s, about %s left",
        done / seconds,
        inWords(Duration.ofSeconds((long) (seconds / done * (all - done)))));
  }

  static String inWords(Duration duration) {
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  @Override
  public void close() {
    if (terminal && shown >= 0) {
      out.println();
    }
  }
}
