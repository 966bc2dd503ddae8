package io.sluice.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes, each a JVM of its own that can be killed, frozen and started again. */
final class Processes implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Setup setup;
  private final Map<Member, Process> running = new HashMap<>();

  Processes(Setup setup) {
    this.setup = setup;
  }

  /** Starts it; its output is added to its log. */
  void start(Member member) {
    try {
      running.put(
          member,
          new ProcessBuilder(setup.command(member))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(setup.log(member).toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + member, e);
    }
  }

  boolean isAlive(Member member) {
    return running.containsKey(member) && process(member).isAlive();
  }

  /** Its exit status; it must have ended. */
  int status(Member member) {
    return process(member).exitValue();
  }

  /** kill -9, children included: a machine that loses power does not spare them. */
  void kill(Member member) {
    kill(process(member));
  }

  /** SIGTERM, which asks it to finish what it holds. */
  void terminate(Member member) {
    process(member).destroy();
  }

  /** SIGSTOP, children included: a machine that hangs stops them all. */
  void freeze(Member member) {
    signal("-STOP", process(member));
  }

  /** SIGCONT. */
  void thaw(Member member) {
    signal("-CONT", process(member));
  }

  @Override
  public void close() {
    running.values().stream().filter(Process::isAlive).forEach(Processes::kill);
  }

  private Process process(Member member) {
    Process process = running.get(member);
    if (process == null) {
      throw new IllegalStateException(member + " was never started");
    }
    return process;
  }

  private static void kill(Process process) {
    // First itself, so that it cannot start further children meanwhile.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    await(process, "kill -9");
  }

  private static void signal(String signal, Process process) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> Long.toString(handle.pid()))
        .forEach(command::add);
    try {
      // A child may have ended meanwhile: then kill complains, and there is nothing left to do.
      await(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start(),
          "kill");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    }
  }

  private static void await(Process process, String what) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " survived " + what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
