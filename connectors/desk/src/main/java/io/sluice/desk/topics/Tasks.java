package io.sluice.desk.topics;

import io.sluice.desk.queue.Task;
import io.sluice.events.ExtractedField;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import io.sluice.types.values.Prices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, in the queue's form. The request itself is kept as Avro's bytes, a fifth of the
 * objects' size: tens of thousands are open at a time, and few are looked at.
 */
public final class Tasks {
  static {
    AvroTrust.grant();
  }

  private final DocumentTypes types;
  private final boolean anyPersonal;

  public Tasks(DocumentTypes types) {
    this.types = types;
    this.anyPersonal =
        types.all().stream().flatMap(type -> type.fields().stream()).anyMatch(FieldSpec::personal);
  }

  /** The request as a task. */
  public Task of(ReviewRequested request) {
    String name = request.getDocumentType();
    DocumentType type = name == null ? null : types.find(name).orElse(null);
    boolean blind = request.getPurpose() == ReviewPurpose.AUDIT;
    Instant received = request.getReceivedAt();
    byte[] bytes = encode(request);
    return new Task(
        request.getDocumentId(),
        request.getTaskId(),
        request.getTenant(),
        request.getSource(),
        request.getParentId(),
        request.getFileName(),
        blind ? null : name,
        type == null || blind ? null : type.skill(),
        anyPersonal && (type == null || blind),
        request.getPurpose(),
        request.getNotBy().stream().map(Task::person).collect(Collectors.toSet()),
        request.getRequestedAt(),
        received == null ? request.getRequestedAt() : received,
        type == null || blind ? null : value(type, request.getPrediction()),
        blind ? 0 : request.getDoubts().size(),
        request.getPageCount(),
        () -> decode(bytes));
  }

  private static @Nullable BigDecimal value(DocumentType type, @Nullable Prediction prediction) {
    String field = type.review().valueField();
    return field == null || prediction == null
        ? null
        : prediction.getFields().stream()
            .filter(read -> read.getName().equals(field))
            .map(ExtractedField::getValue)
            .filter(Objects::nonNull)
            .findFirst()
            .flatMap(Prices::read)
            .orElse(null);
  }

  private static byte[] encode(ReviewRequested request) {
    try {
      var buffer = ReviewRequested.getEncoder().encode(request);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a review request", e);
    }
  }

  private static ReviewRequested decode(byte[] bytes) {
    try {
      return ReviewRequested.getDecoder().decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot decode a review request", e);
    }
  }
}
