package io.sluice.chaos;

import io.sluice.chaos.Fault.Deed;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One process and what is being done to it: strikes it, brings it back, and restarts it if it ends
 * or sickens by itself, as an orchestrator does. Belongs to one thread; times in milliseconds.
 */
final class Ward {
  private static final long UP_WITHIN = 180_000;
  private static final long END_WITHIN = 90_000;
  private static final long LOOK_EVERY = 3_000;
  private static final long SICK_FOR = 30_000;

  private enum Now {
    UP,
    DOWN,
    FROZEN,
    ENDING,
    STARTING
  }

  /** What happened, for the report. */
  interface Diary {
    void recovered(Recovery recovery);

    /** It had to be started anew, and no fault was the cause. */
    void mended(Member member, String why);
  }

  private final Member member;
  private final Processes processes;
  private final Health health;
  private final Diary diary;
  private final BiConsumer<Member, String> log;
  private Now now = Now.STARTING;
  private long since;
  private long until;
  private long firedAt;
  private @Nullable Fault fault;
  private long lookAt;
  private long sickSince = Long.MAX_VALUE;

  Ward(
      Member member,
      Processes processes,
      Health health,
      Diary diary,
      BiConsumer<Member, String> log) {
    this.member = member;
    this.processes = processes;
    this.health = health;
    this.diary = diary;
    this.log = log;
  }

  Member member() {
    return member;
  }

  boolean isUp() {
    return now == Now.UP;
  }

  /** Starts it for the first time, or anew. */
  void start(long time) {
    processes.start(member);
    become(Now.STARTING, time);
  }

  /** Strikes it; it must be up. */
  void strike(Fault by, long time) {
    log.accept(member, by.title());
    fault = by;
    firedAt = time;
    switch (by.deed()) {
      case Deed.Kill(var down) -> {
        processes.kill(member);
        become(Now.DOWN, time);
        until = time + down.toMillis();
      }
      case Deed.Freeze(var length) -> {
        processes.freeze(member);
        become(Now.FROZEN, time);
        until = time + length.toMillis();
      }
      case Deed.Restart restart -> {
        processes.terminate(member);
        become(Now.ENDING, time);
        until = time + END_WITHIN;
      }
    }
  }

  /** Goes on with what is being done to it. */
  void advance(long time) {
    switch (now) {
      case UP -> look(time);
      case DOWN -> {
        if (time >= until) {
          start(time);
        }
      }
      case FROZEN -> {
        if (time >= until) {
          processes.thaw(member);
          become(Now.STARTING, time);
        }
      }
      case ENDING -> {
        if (!processes.isAlive(member)) {
          start(time);
        } else if (time >= until) {
          mend(time, "did not end within " + END_WITHIN / 1000 + " s of SIGTERM");
        }
      }
      case STARTING -> starting(time);
    }
  }

  private void starting(long time) {
    if (!processes.isAlive(member)) {
      mend(time, "ended by itself with status " + processes.status(member));
    } else if (time >= lookAt) {
      // A quarter of a second, so that the question itself costs little.
      lookAt = time + 250;
      if (health.isReady(member, since)) {
        become(Now.UP, time);
        Fault by = fault;
        if (by != null) {
          Recovery recovery = new Recovery(by, firedAt, System.currentTimeMillis());
          log.accept(member, "works again after " + recovery.down() + " ms");
          diary.recovered(recovery);
          fault = null;
        }
      } else if (time - since > UP_WITHIN) {
        mend(time, "not ready within " + UP_WITHIN / 1000 + " s");
      }
    }
  }

  private void look(long time) {
    if (!processes.isAlive(member)) {
      mend(time, "ended by itself with status " + processes.status(member));
      return;
    }
    if (time < lookAt) {
      return;
    }
    lookAt = time + LOOK_EVERY;
    var ailment = health.ailment(member);
    if (ailment.isEmpty()) {
      sickSince = Long.MAX_VALUE;
    } else {
      sickSince = Math.min(sickSince, time);
      if (time - sickSince >= SICK_FOR) {
        mend(time, ailment.get());
      }
    }
  }

  private void mend(long time, String why) {
    log.accept(member, "started anew: " + why);
    diary.mended(member, why);
    if (processes.isAlive(member)) {
      processes.kill(member);
    }
    start(time);
  }

  private void become(Now next, long time) {
    now = next;
    since = time;
    lookAt = 0;
    sickSince = Long.MAX_VALUE;
  }
}
