package io.sluice.cli;

import io.sluice.content.ContentException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Sends documents down the river and waits until each has ended, and each part that came out of
 * one.
 *
 * <p>At most {@link #WINDOW} documents are under way: the rest wait as files, not as records, so
 * that a stopped run leaves little to finish and no document's time-out runs while it only queues.
 */
final class Run {
  static final int WINDOW = 48;
  private static final Duration POLL = Duration.ofMillis(100);

  private final List<Input> inputs;
  private final Upstream upstream;
  private final Endings endings;
  private final Progress progress;
  private final Map<String, Instant> published = new LinkedHashMap<>();

  Run(List<Input> inputs, Upstream upstream, Endings endings, Progress progress) {
    this.inputs = inputs;
    this.upstream = upstream;
    this.endings = endings;
    this.progress = progress;
  }

  /**
   * Runs until all have ended, or until somebody wants it to stop.
   *
   * @param each is called once an input, when it has ended
   * @param stop is asked several times a second
   * @return whether all have ended
   */
  boolean untilAllHaveEnded(BiConsumer<Input, Ending> each, BooleanSupplier stop) {
    Map<String, Input> open = new LinkedHashMap<>();
    inputs.forEach(input -> open.put(input.id(), input));
    List<String> ids = List.copyOf(open.keySet());
    Deque<Input> waiting = new ArrayDeque<>();
    for (Ending known : endings.catchUp()) {
      end(open, known, each);
    }
    waiting.addAll(open.values());
    while (!open.isEmpty() || endings.openParts(ids) > 0) {
      if (stop.getAsBoolean()) {
        return false;
      }
      while (!waiting.isEmpty() && open.size() - waiting.size() < WINDOW) {
        publish(open, waiting.removeFirst(), each);
      }
      for (Ending ending : endings.poll(POLL)) {
        end(open, ending, each);
      }
      progress.show(inputs.size() - open.size(), inputs.size());
    }
    return true;
  }

  /** When the document was handed in, by this run. */
  Map<String, Instant> published() {
    return published;
  }

  private void publish(Map<String, Input> open, Input input, BiConsumer<Input, Ending> each) {
    try {
      published.put(input.id(), Instant.now());
      upstream.publish(input);
    } catch (IOException | ContentException e) {
      end(open, unreadable(input, e), each);
    }
  }

  /** A file that cannot even be handed in ends here, with a reason like every other. */
  private static Ending unreadable(Input input, Exception why) {
    return new Ending(
        input.id(),
        Ending.Route.REJECTED,
        input.name(),
        null,
        0,
        null,
        List.of(),
        null,
        List.of(),
        "the file "
            + input.file()
            + " cannot be read ("
            + why
            + "); make it readable and run again",
        "CONTENT_MISSING",
        System.currentTimeMillis());
  }

  private static void end(Map<String, Input> open, Ending ending, BiConsumer<Input, Ending> each) {
    Input input = open.remove(ending.documentId());
    if (input != null) {
      each.accept(input, ending);
    }
  }
}
