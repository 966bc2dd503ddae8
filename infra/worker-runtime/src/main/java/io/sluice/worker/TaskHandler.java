package io.sluice.worker;

/**
 * The work of one stage: from a task to what came of it.
 *
 * <p>Called by several worker threads at once. Delivery is at least once, so the same task may be
 * handled twice, even at the same time: the handler must be idempotent, its result deterministic
 * where it can be.
 *
 * @param <T> the task
 * @param <R> the result
 */
@FunctionalInterface
public interface TaskHandler<T, R> {
  /**
   * Handles one task. It must end soon after its thread is interrupted, which happens at {@link
   * TaskContext#deadline} and when the pool shuts down.
   *
   * @throws Exception a transient failure: the task is tried again with backoff, up to the
   *     configured attempts. A failure that another attempt cannot mend is an {@link
   *     Outcome.Rejected}, not an exception. A thrown {@link Error} other than a stack overflow or
   *     a failed assertion stops the whole pool.
   */
  Outcome<R> handle(T task, TaskContext context) throws Exception;

  /**
   * Whether it waits for others most of the time and works little: then its workers are virtual
   * threads, and hundreds cost nothing. One that computes, or calls native code, is better off on
   * threads of the platform.
   */
  default boolean waits() {
    return false;
  }
}
