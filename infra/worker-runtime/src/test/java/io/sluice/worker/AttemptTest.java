package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AttemptTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Workers workers = new Workers("test", 1, false);
  private final BlockingQueue<Attempted<String>> reports = new ArrayBlockingQueue<>(10);

  @AfterEach
  void stop() {
    workers.close();
  }

  private Attempt<String> submit(Duration limit, Callable<Attempted<String>> call) {
    Attempt<String> attempt = new Attempt<>(call, limit, workers, reports::add);
    workers.submit(attempt);
    return attempt;
  }

  private Attempted<String> report() throws InterruptedException {
    return reports.poll(30, TimeUnit.SECONDS);
  }

  private static Attempted<String> done() {
    return new Attempted.Returned<>(new Outcome.Done<>("done"));
  }

  @Test
  void whatTheCallReturnsIsReported() throws Exception {
    submit(LONG, AttemptTest::done);
    assertThat(report()).isEqualTo(done());
  }

  @Test
  void atItsLimitItIsInterruptedAndTheNextOneOnTheThreadIsNot() throws Exception {
    submit(
        Duration.ofMillis(50),
        () -> {
          new CountDownLatch(1).await();
          return done();
        });
    submit(
        LONG,
        () -> {
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          return done();
        });
    assertThat(report()).isEqualTo(new Attempted.TimedOut<String>(Duration.ofMillis(50)));
    assertThat(report()).isEqualTo(done());
    assertThat(workers.stuck()).isZero();
  }

  @Test
  void aThreadThatIgnoresItsInterruptionIsReplaced() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    submit(
        Duration.ofMillis(50),
        () -> {
          boolean ended = false;
          while (!ended) {
            try {
              ended = end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
              // On purpose: this is the bad example.
            }
          }
          return done();
        });
    assertThat(report()).isInstanceOf(Attempted.TimedOut.class);
    assertThat(workers.sound()).isFalse();
    submit(LONG, AttemptTest::done);
    assertThat(report()).isEqualTo(done());
    end.countDown();
    Bench.await(workers::sound, "the lost thread comes back");
    assertThat(reports).isEmpty();
  }

  @Test
  void aCancelledAttemptReportsNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Attempt<String> attempt =
        submit(
            LONG,
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return done();
            });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    attempt.cancel();
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    submit(LONG, () -> new Attempted.Unreadable<>("the next"));
    assertThat(report()).isEqualTo(new Attempted.Unreadable<String>("the next"));
    assertThat(reports).isEmpty();
  }
}
