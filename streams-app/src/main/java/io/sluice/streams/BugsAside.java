package io.sluice.streams;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sets a record aside that our own code cannot process, and goes on. An exception of Kafka or of
 * the registry says nothing about the record: a registry that does not answer while a decision is
 * sent would cost a good document. It fails the thread, the transaction is rolled back, and the
 * record is processed again.
 */
public final class BugsAside extends LogAndContinueProcessingExceptionHandler {

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    return isOutage(exception) ? Response.fail() : super.handleError(context, record, exception);
  }

  static boolean isOutage(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof KafkaException) {
        return true;
      }
    }
    return false;
  }
}
