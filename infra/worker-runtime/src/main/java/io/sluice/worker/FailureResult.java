package io.sluice.worker;

import io.sluice.events.StageFailure;

/**
 * Makes the result that says a stage gave up on a task.
 *
 * @param <R> the result
 */
@FunctionalInterface
public interface FailureResult<R> {
  /**
   * The result.
   *
   * @param taskId the task; where the record could not be read, the first task of the document at
   *     this stage
   * @param documentId the document
   */
  R of(String taskId, String documentId, StageFailure failure);
}
