package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Reason;
import io.sluice.worker.WorkerPoolConfig.Retries;
import java.io.IOException;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

final class PolicyTest {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), 0.5);
  private static final Policy POLICY = new Policy(new Retries(3, 5, BACKOFF));

  @Test
  void aRecordDeliveredOnceTooOftenIsGivenUpUntried() {
    assertThat(POLICY.<String>delivered(5)).isEqualTo(new Verdict.Run<String>(1));
    assertThat(POLICY.<String>delivered(6))
        .isInstanceOfSatisfying(
            Verdict.GiveUp.class,
            verdict -> {
              assertThat(verdict.failure().getReason()).isEqualTo(Reason.RETRIES_EXHAUSTED);
              assertThat(verdict.failure().getAttempts()).isEqualTo(5);
            });
  }

  @Test
  void aResultIsPublished() {
    assertThat(attempted(new Attempted.Returned<>(new Outcome.Done<>("result")), 1))
        .isEqualTo(new Verdict.Publish<>("result"));
  }

  @Test
  void aRejectionIsFinalAtTheFirstAttempt() {
    var rejected = new Outcome.Rejected<String>(Reason.CORRUPT, "no xref table");
    assertThat(attempted(new Attempted.Returned<>(rejected), 1))
        .isInstanceOfSatisfying(
            Verdict.GiveUp.class,
            verdict -> {
              assertThat(verdict.failure().getReason()).isEqualTo(Reason.CORRUPT);
              assertThat(verdict.failure().getMessage()).isEqualTo("no xref table");
            });
  }

  @Test
  void theLastAttemptsErrorIsTheFailuresMessage() {
    assertThat(attempted(new Attempted.Threw<>(new IOException("store is away")), 3))
        .isInstanceOfSatisfying(
            Verdict.GiveUp.class,
            verdict -> {
              assertThat(verdict.failure().getReason()).isEqualTo(Reason.RETRIES_EXHAUSTED);
              assertThat(verdict.failure().getMessage()).isEqualTo("IOException: store is away");
              assertThat(verdict.failure().getAttempts()).isEqualTo(3);
            });
  }

  @Test
  void aHandlersOwnWaitGoesBeforeTheBackoff() {
    var retry = new Outcome.Retry<String>("429", Duration.ofSeconds(42));
    assertThat(attempted(new Attempted.Returned<>(retry), 1))
        .isEqualTo(new Verdict.Wait<String>(2, Duration.ofSeconds(42), "429"));
  }

  @Test
  void errorsOfTheVirtualMachineStopThePoolButADeepDocumentDoesNot() {
    assertThat(attempted(new Attempted.Threw<>(new OutOfMemoryError()), 1))
        .isInstanceOf(Verdict.Stop.class);
    assertThat(attempted(new Attempted.Threw<>(new LinkageError()), 3))
        .isInstanceOf(Verdict.Stop.class);
    assertThat(attempted(new Attempted.Threw<>(new StackOverflowError()), 1))
        .isInstanceOf(Verdict.Wait.class);
  }

  @Test
  void aResultTooLargeForItsTopicIsAFailureAndAFailureThatCannotBeWrittenStopsThePool() {
    var tooLarge = new RecordTooLargeException("9 MB");
    assertThat(POLICY.<String>unwritten(tooLarge, 1, false))
        .isInstanceOfSatisfying(
            Verdict.GiveUp.class,
            verdict -> assertThat(verdict.failure().getReason()).isEqualTo(Reason.TOO_LARGE));
    assertThat(POLICY.<String>unwritten(tooLarge, 1, true)).isInstanceOf(Verdict.Stop.class);
    assertThat(POLICY.<String>unwritten(new TopicAuthorizationException("results"), 1, false))
        .isInstanceOf(Verdict.Stop.class);
  }

  @Property
  void anOutageNeverCostsADocument(@ForAll @IntRange(min = 1, max = 1000) int attempt) {
    assertThat(POLICY.<String>unwritten(new TimeoutException("no leader"), attempt, false))
        .isInstanceOf(Verdict.Wait.class);
    assertThat(attempted(new Attempted.Unreachable<>("registry away"), attempt))
        .isEqualTo(new Verdict.Wait<String>(attempt, BACKOFF.max(), "registry away"));
    assertThat(attempted(new Attempted.Returned<>(new Outcome.Unavailable<>("disk full")), attempt))
        .isEqualTo(new Verdict.Wait<String>(attempt, BACKOFF.max(), "disk full"));
  }

  @Property
  void everyTaskEndsAfterAtMostTheConfiguredAttempts(
      @ForAll("endings") Attempted<String> ending,
      @ForAll @IntRange(min = 1, max = 20) int attempts) {
    Policy policy = new Policy(new Retries(attempts, 5, BACKOFF));
    int attempt = 1;
    while (policy.attempted(ending, attempt, 0.5) instanceof Verdict.Wait<String> wait) {
      assertThat(wait.attempt()).isEqualTo(attempt + 1);
      attempt = wait.attempt();
    }
    assertThat(attempt).isLessThanOrEqualTo(attempts);
  }

  @Provide
  Arbitrary<Attempted<String>> endings() {
    return Arbitraries.of(
        new Attempted.Returned<>(new Outcome.Done<>("result")),
        new Attempted.Returned<>(new Outcome.Rejected<>(Reason.EMPTY, "0 bytes")),
        new Attempted.Returned<>(new Outcome.Retry<>("later")),
        new Attempted.Threw<>(new IllegalStateException("bug")),
        new Attempted.Threw<>(new OutOfMemoryError()),
        new Attempted.TimedOut<>(Duration.ofSeconds(1)),
        new Attempted.Unreadable<>("no magic byte"));
  }

  @Property
  void waitsGrowStayInTheirBoundsAndNeverOverflow(
      @ForAll("backoffs") Backoff backoff,
      @ForAll @IntRange(min = 1) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    Duration wait = backoff.after(attempt, random);
    assertThat(wait).isBetween(Duration.ZERO, backoff.max());
    assertThat(backoff.after(attempt, 0.999)).isGreaterThanOrEqualTo(backoff.after(attempt, 0));
    if (attempt < Integer.MAX_VALUE) {
      assertThat(backoff.after(attempt + 1, random)).isGreaterThanOrEqualTo(wait);
    }
  }

  @Provide
  Arbitrary<Backoff> backoffs() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 600_000),
            Arbitraries.longs().between(0, 86_400_000),
            Arbitraries.doubles().between(0, 1))
        .as((initial, more, jitter) ->
            new Backoff(Duration.ofMillis(initial), Duration.ofMillis(initial + more), jitter));
  }

  @Property
  void aLeaseIsDueFromHalfOfItsLockOn(
      @ForAll long taken, @ForAll @IntRange(min = 1, max = 60_000) int lockMillis) {
    Duration lock = Duration.ofMillis(lockMillis);
    Lease lease = new Lease(taken, lock);
    // The clock may wrap around: only differences count.
    assertThat(lease.due(taken + lock.toNanos() / 2 - 1)).isFalse();
    assertThat(lease.due(taken + lock.toNanos() / 2)).isTrue();
  }

  private static Verdict<String> attempted(Attempted<String> attempted, int attempt) {
    return POLICY.attempted(attempted, attempt, 0.5);
  }
}
