package io.sluice.worker;

import java.time.Instant;

/**
 * What is known about one attempt at a task.
 *
 * @param documentId the document
 * @param taskId the task
 * @param attempt number of this attempt within this delivery, from 1
 * @param deadline when the attempt is interrupted
 * @param delivery how often Kafka has delivered the record, from 1; more than 1 after a crash, a
 *     lost lock or a drain
 * @param topic the task's topic
 * @param partition its partition
 * @param offset its offset
 */
public record TaskContext(
    String documentId,
    String taskId,
    int attempt,
    Instant deadline,
    int delivery,
    String topic,
    int partition,
    long offset) {

  /**
   * A context for calling a handler without a pool: first attempt, first delivery, no place on a
   * topic.
   */
  public static TaskContext detached(String documentId, String taskId, Instant deadline) {
    return new TaskContext(documentId, taskId, 1, deadline, 1, "", 0, 0L);
  }
}
