package io.sluice.chaos;

import java.time.Duration;

/**
 * What is done to a process, and when.
 *
 * @param after how many documents must have ended before
 * @param member whom it strikes
 * @param deed what is done
 */
record Fault(int after, Member member, Deed deed) {

  /** What is done to a process. */
  sealed interface Deed {
    /** kill -9 of it and its children; started again after a while. */
    record Kill(Duration down) implements Deed {}

    /** SIGSTOP, and SIGCONT after a while: a machine that hangs and comes back. */
    record Freeze(Duration length) implements Deed {}

    /** SIGTERM, and started again when it has ended: a deployment. */
    record Restart() implements Deed {}
  }

  /** What it is called in the report. */
  String title() {
    return switch (deed) {
      case Deed.Kill kill -> "kill -9";
      case Deed.Freeze freeze -> "freeze";
      case Deed.Restart restart -> "restart";
    };
  }
}
