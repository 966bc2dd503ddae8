package io.sluice.connectors.s3;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * How an object that was handed in is known again: another ETag or size under the same key is
 * another document.
 */
record Mark(String etag, long size) {
  private static final String ETAG = "etag";
  private static final String SIZE = "size";

  static Mark of(S3Object listed) {
    return new Mark(Objects.requireNonNullElse(listed.eTag(), ""), listed.size());
  }

  static Mark of(GetObjectResponse answer) {
    return new Mark(Objects.requireNonNullElse(answer.eTag(), ""), answer.contentLength());
  }

  /** What Connect kept of it; null for nothing. */
  static @Nullable Mark of(@Nullable Map<String, Object> offset) {
    return offset != null
            && offset.get(ETAG) instanceof String etag
            && offset.get(SIZE) instanceof Number size
        ? new Mark(etag, size.longValue())
        : null;
  }

  Map<String, Object> toOffset() {
    return Map.of(ETAG, etag, SIZE, size);
  }
}
