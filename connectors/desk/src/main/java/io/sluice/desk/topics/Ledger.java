package io.sluice.desk.topics;

import io.sluice.desk.queue.Command;
import io.sluice.desk.queue.DeskEvent;
import io.sluice.desk.queue.Outcome;
import io.sluice.desk.queue.Queue;
import io.sluice.desk.queue.Review;
import io.sluice.desk.queue.Rules;
import io.sluice.events.PagesRendered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desk's one book: one thread changes the queue, and whoever wanted a change hears of it once
 * it is committed. Changes that wait together are committed together. Reading is for everybody, at
 * any time; a reader may see a change a moment before it is committed. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int TOGETHER = 200;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  /** What came of a command that was written down, or why it could not be. */
  public sealed interface Reply {}

  /** It was decided; if it happens, it is committed. */
  public record Settled(Outcome outcome) implements Reply {}

  /** Nothing was changed: Kafka does not answer, or another desk has taken over. */
  public record Away(String why) implements Reply {}

  private sealed interface Work {}

  private record Wish(Command command, CompletableFuture<Reply> reply) implements Work {}

  private record News(List<DeskEvent> events) implements Work {}

  private record Stop() implements Work {}

  private final Queue queue = new Queue();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final BlockingQueue<Work> mailbox = new LinkedBlockingQueue<>();
  private final Rules rules;
  private final Clock clock;
  private final Writer writer;
  private final Follower follower;
  private final Thread clerk;
  private final Thread reader;
  private volatile @Nullable String gone;
  private volatile boolean broken;

  private Ledger(Rules rules, Clock clock, Writer writer, Follower follower) {
    this.rules = rules;
    this.clock = clock;
    this.writer = writer;
    this.follower = follower;
    this.clerk = new Thread(this::work, "desk-clerk");
    this.reader = new Thread(this::read, "desk-reader");
  }

  /**
   * Ends any other desk, reads the topics, and returns when the queue is as it stands.
   *
   * @param kafka properties of the clients
   * @param pages is told of pages that were drawn, those before the start included
   */
  public static Ledger open(
      Map<String, String> kafka,
      Tasks tasks,
      Rules rules,
      Clock clock,
      Consumer<PagesRendered> pages) {
    Writer writer = Writer.open(kafka);
    Follower follower;
    try {
      follower = new Follower(kafka, tasks, pages);
    } catch (RuntimeException e) {
      writer.close(Duration.ZERO);
      throw e;
    }
    // As on the topics, so that a restart changes nothing.
    Clock millis = Clock.tick(clock, Duration.ofMillis(1));
    Ledger ledger = new Ledger(rules, millis, writer, follower);
    try {
      follower.rebuild(ledger.queue::apply);
      ledger.queue.caughtUp();
      ledger.mailbox.add(new News(List.of())); // Has what is stale deleted.
    } catch (RuntimeException e) {
      follower.abandon();
      writer.close(Duration.ZERO);
      throw e;
    }
    LOG.info("the queue holds {} open reviews", ledger.queue.all().size());
    ledger.clerk.start();
    ledger.reader.start();
    return ledger;
  }

  /** Has it decided and, if it happens, written down. */
  public Reply handle(Command command) {
    String why = gone;
    if (why != null) {
      return new Away(why);
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    mailbox.add(new Wish(command, reply));
    if (gone != null) {
      reply.complete(new Away(String.valueOf(gone))); // The clerk may have left just now.
    }
    try {
      return reply.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Away("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("a command was not answered", e);
      return new Away("this takes too long; look whether it has happened before you try again");
    }
  }

  /** Looks at the queue; what is returned must not keep hold of it. */
  public <T> T read(Function<Queue, T> question) {
    lock.readLock().lock();
    try {
      return question.apply(queue);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The time by which leases are judged. */
  public Instant now() {
    return clock.instant();
  }

  /** Whether it can write: false once another desk has taken over. */
  public boolean isReady() {
    return gone == null;
  }

  /** Whether a fault has ended it, which a restart may heal. */
  public boolean isBroken() {
    return broken;
  }

  private void read() {
    try {
      follower.follow(events -> mailbox.add(new News(events)));
    } catch (RuntimeException e) {
      broken = true;
      leave("the desk cannot follow its topics any more; it needs a restart", e);
    }
  }

  private void work() {
    List<Work> batch = new ArrayList<>();
    while (gone == null) {
      try {
        batch.clear();
        batch.add(mailbox.take());
        mailbox.drainTo(batch, TOGETHER);
        if (batch.stream().anyMatch(Stop.class::isInstance)) {
          break;
        }
        settle(batch);
      } catch (InterruptedException e) {
        break;
      } catch (RuntimeException e) {
        broken = true;
        leave("the desk has failed; the log says why, and it needs a restart", e);
        answer(batch, new Away("the desk has failed"));
      }
    }
    batch.addAll(mailbox);
    answer(batch, new Away(gone == null ? "the desk is closing" : String.valueOf(gone)));
  }

  private static void answer(List<Work> works, Reply reply) {
    for (Work work : works) {
      if (work instanceof Wish wish) {
        wish.reply().complete(reply);
      }
    }
  }

  private void settle(List<Work> batch) {
    Map<Wish, Outcome> outcomes = new LinkedHashMap<>();
    Map<String, @Nullable Review> before = new LinkedHashMap<>();
    List<Outcome.Done> done = new ArrayList<>();
    List<String> stale;
    lock.writeLock().lock();
    try {
      for (Work work : batch) {
        if (work instanceof News news) {
          news.events().forEach(queue::apply);
        }
      }
      stale = queue.takeStale();
      for (Work work : batch) {
        if (work instanceof Wish wish) {
          Outcome outcome = rules.decide(queue, wish.command(), clock.instant());
          outcomes.put(wish, outcome);
          if (outcome instanceof Outcome.Done happens) {
            done.add(happens);
            for (DeskEvent event : happens.events()) {
              before.computeIfAbsent(event.documentId(), id -> queue.find(id).orElse(null));
              queue.apply(event);
            }
          }
        }
      }
      // A decision drops its own memory with it.
      queue.takeStale();
    } finally {
      lock.writeLock().unlock();
    }
    try {
      writer.write(done, stale, clock.instant());
      outcomes.forEach((wish, outcome) -> wish.reply().complete(new Settled(outcome)));
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      undo(before, done);
      leave("another review desk has taken over; this one has ended", e);
      answer(List.copyOf(outcomes.keySet()), new Away(String.valueOf(gone)));
    } catch (KafkaException e) {
      undo(before, done);
      LOG.warn("could not be written down, and nothing was changed", e);
      answer(
          List.copyOf(outcomes.keySet()),
          new Away("this could not be written down, so nothing was changed; try again"));
      if (!writer.recover()) {
        broken = true;
        leave("the desk cannot write any more; it needs a restart", e);
      }
    }
  }

  private void undo(Map<String, @Nullable Review> before, List<Outcome.Done> done) {
    lock.writeLock().lock();
    try {
      before.forEach(queue::restore);
      done.stream()
          .flatMap(happens -> happens.events().stream())
          .filter(DeskEvent.Decided.class::isInstance)
          .forEach(event -> queue.undecide(((DeskEvent.Decided) event).taskId()));
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void leave(String why, Exception e) {
    LOG.error("{}", why, e);
    gone = why;
    mailbox.add(new Stop());
  }

  @Override
  public void close() {
    follower.close();
    mailbox.add(new Stop());
    try {
      reader.join(CLOSE_WITHIN);
      clerk.join(CLOSE_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (gone == null) {
      gone = "the desk is closed";
    }
    writer.close(CLOSE_WITHIN);
  }
}
