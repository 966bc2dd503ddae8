package io.sluice.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the deadline store: big-endian milliseconds, then the document's id, so that they sort by
 * time.
 */
record Deadline(Instant at, String documentId) {

  Bytes key() {
    byte[] id = documentId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + id.length).putLong(at.toEpochMilli()).put(id).array());
  }

  static Deadline of(Bytes key) {
    ByteBuffer buffer = ByteBuffer.wrap(key.get());
    Instant at = Instant.ofEpochMilli(buffer.getLong());
    return new Deadline(at, StandardCharsets.UTF_8.decode(buffer).toString());
  }

  /** Below every key. */
  static Bytes first() {
    return Bytes.wrap(new byte[Long.BYTES]);
  }

  /** Above every key of a deadline at this time or before, and below every other. */
  static Bytes after(Instant now) {
    return new Deadline(now.plusMillis(1), "").key();
  }
}
