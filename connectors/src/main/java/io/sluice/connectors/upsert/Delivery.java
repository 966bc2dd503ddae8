package io.sluice.connectors.upsert;

import io.sluice.connectors.mapping.MappedRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Brings records to the target: several requests at a time, revisions of one document one after the
 * other, and nothing more once the target asks for a pause.
 */
final class Delivery implements AutoCloseable {
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final Target target;
  private final Conversation conversation;
  private final int batchSize;
  private final ExecutorService workers;

  Delivery(Target target, Conversation conversation, int batchSize, int inFlight) {
    this.target = target;
    this.conversation = conversation;
    this.batchSize = Math.min(batchSize, target.batchLimit());
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "sluice-upsert-" + THREADS.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    this.workers = Executors.newFixedThreadPool(inFlight, daemons);
  }

  /** Delivers records; one outcome each, in their order. Call it from one thread. */
  List<Outcome> deliver(List<MappedRecord> records) {
    @Nullable Outcome[] outcomes = new @Nullable Outcome[records.size()];
    Run run = new Run(records, outcomes);
    for (List<Integer> wave : waves(records)) {
      run.wave(wave);
    }
    return Arrays.asList(Arrays.copyOf(outcomes, outcomes.length, Outcome[].class));
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  /** Positions, parted so that no key stands twice in a part and their order is kept. */
  static List<List<Integer>> waves(List<MappedRecord> records) {
    List<List<Integer>> waves = new ArrayList<>();
    List<Set<String>> keys = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      String key = records.get(i).object() + " " + records.get(i).key();
      int wave = waves.size();
      while (wave > 0 && !keys.get(wave - 1).contains(key)) {
        wave--;
      }
      if (wave == waves.size()) {
        waves.add(new ArrayList<>());
        keys.add(new HashSet<>());
      }
      waves.get(wave).add(i);
      keys.get(wave).add(key);
    }
    return waves;
  }

  /** One call of {@link #deliver}: what it has found and where it stands. */
  private final class Run {
    private final List<MappedRecord> records;
    private final @Nullable Outcome[] outcomes;
    private final Lookups lookups = new Lookups(target, conversation);
    private final AtomicReference<Outcome.@Nullable RetryLater> pause = new AtomicReference<>();

    Run(List<MappedRecord> records, @Nullable Outcome[] outcomes) {
      this.records = records;
      this.outcomes = outcomes;
    }

    void wave(List<Integer> positions) {
      Map<Integer, MappedRecord> ready = new ConcurrentHashMap<>();
      together(
          positions.stream().<Runnable>map(position -> () -> resolve(position, ready)).toList());
      List<Runnable> jobs = new ArrayList<>();
      positions.stream()
          .filter(position -> outcomes[position] == null)
          .collect(Collectors.groupingBy(at -> records.get(at).object()))
          .values()
          .forEach(ofOneObject -> {
            for (int i = 0; i < ofOneObject.size(); i += batchSize) {
              List<Integer> batch =
                  ofOneObject.subList(i, Math.min(i + batchSize, ofOneObject.size()));
              jobs.add(() -> write(batch, ready));
            }
          });
      together(jobs);
      // A later revision must not overtake an earlier one that is still to come.
      for (int position : positions) {
        if (outcomes[position] instanceof Outcome.RetryLater later) {
          pause.compareAndSet(null, later);
        }
      }
    }

    private void resolve(int position, Map<Integer, MappedRecord> ready) {
      Outcome.RetryLater wait = pause.get();
      if (wait != null) {
        outcomes[position] = wait;
        return;
      }
      Step.Result<MappedRecord> resolved = lookups.resolve(records.get(position));
      if (resolved instanceof Step.Done<MappedRecord> done) {
        ready.put(position, done.value());
      } else {
        failed(List.of(position), ((Step.Failed<MappedRecord>) resolved).why());
      }
    }

    private void write(List<Integer> batch, Map<Integer, MappedRecord> ready) {
      Outcome.RetryLater wait = pause.get();
      if (wait != null) {
        batch.forEach(position -> outcomes[position] = wait);
        return;
      }
      List<MappedRecord> mapped =
          batch.stream().map(position -> Objects.requireNonNull(ready.get(position))).toList();
      Step.Result<List<Outcome>> result = conversation.run(() -> target.write(mapped));
      if (result instanceof Step.Done<List<Outcome>> done) {
        for (int i = 0; i < batch.size(); i++) {
          outcomes[batch.get(i)] = done.value().get(i);
        }
        return;
      }
      Outcome.Failure why = ((Step.Failed<List<Outcome>>) result).why();
      boolean mayBeOneRecordsFault =
          why instanceof Outcome.Rejected
              || (why instanceof Outcome.RetryLater later
                  && later.patience() != Outcome.Patience.FOR_EVER);
      if (batch.size() > 1 && mayBeOneRecordsFault) {
        // The others shall not suffer for it: find out which one it is.
        batch.forEach(position -> write(List.of(position), ready));
      } else {
        failed(batch, why);
      }
    }

    private void failed(List<Integer> positions, Outcome.Failure why) {
      positions.forEach(position -> outcomes[position] = why);
      if (why instanceof Outcome.RetryLater later
          && later.patience() == Outcome.Patience.FOR_EVER) {
        pause.compareAndSet(null, later);
      }
    }

    private void together(List<Runnable> jobs) {
      List<Future<?>> running = new ArrayList<>();
      jobs.forEach(job -> running.add(workers.submit(job)));
      for (Future<?> one : running) {
        try {
          one.get();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new ConnectException("interrupted while records were written", e);
        } catch (ExecutionException e) {
          throw new ConnectException(
              "a record could not be written: " + e.getCause(), e.getCause());
        }
      }
    }
  }
}
