package io.sluice.worker;

import io.sluice.events.Stage;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Where a pool takes its tasks from and where its results go. The key of both is the documentId in
 * UTF-8.
 *
 * @param stage the stage that the pool is
 * @param tasks where tasks come from
 * @param results where results go
 * @param <T> the task
 * @param <R> the result
 */
public record TaskTopic<T, R>(Stage stage, Tasks<T> tasks, Results<R> results) {

  /**
   * The task topic.
   *
   * @param topic its name
   * @param deserializer reads a task; the pool calls it from one thread at a time. A failure with
   *     an {@link java.io.IOException} or a Kafka {@code RetriableException} among its causes (a
   *     registry that does not answer) is transient; any other makes the record unreadable.
   * @param taskId the task's id
   * @param documentId the task's document
   */
  public record Tasks<T>(
      String topic,
      Deserializer<T> deserializer,
      Function<T, String> taskId,
      Function<T, String> documentId) {}

  /**
   * The result topic.
   *
   * @param topic its name
   * @param serializer writes a result; the pool calls it from one thread at a time
   * @param failure makes the result of a task that was given up
   */
  public record Results<R>(String topic, Serializer<R> serializer, FailureResult<R> failure) {}
}
