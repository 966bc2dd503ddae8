package io.sluice.streams;

import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.events.Reason;
import io.sluice.schemas.Ids;
import io.sluice.schemas.Topics;
import io.sluice.streams.life.Command;
import io.sluice.streams.life.Endings;
import io.sluice.streams.life.Event;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that reach no document: bytes that cannot be read, and records under another key than
 * their documentId. Each is set aside; one that should have begun a life is rejected besides, so
 * that its sender finds it. Pure.
 */
final class Strays {
  private Strays() {}

  static List<Command> unreadable(
      String topic, @Nullable String key, Incoming.Unreadable record, long timestamp, Instant now) {
    if (key == null || key.isEmpty() || !topic.equals(Topics.RECEIVED.name())) {
      return List.of();
    }
    DocumentReceived unknown =
        DocumentReceived.newBuilder()
            .setDocumentId(key)
            .setTenant("unknown")
            .setSource("unknown")
            .setDataClass(DataClass.RESTRICTED)
            .setContent(new InlineContent(ByteBuffer.allocate(0)))
            .setSha256(Ids.sha256(record.bytes()))
            .setReceivedAt(Instant.ofEpochMilli(Math.max(0, timestamp)))
            .build();
    return Endings.rejectStray(unknown, Reason.UNREADABLE_RECORD, record.why(), now);
  }

  static List<Command> misplaced(@Nullable String key, Incoming.Happened happened, Instant now) {
    return happened.event() instanceof Event.Received received && !happened.documentId().isEmpty()
        ? Endings.rejectStray(
            received.document(),
            Reason.UNREADABLE_RECORD,
            misplaced(key, happened.documentId()),
            now)
        : List.of();
  }

  static String misplaced(@Nullable String key, String documentId) {
    return documentId.isEmpty()
        ? "the documentId is empty; it must name the document"
        : "the record's key is '%s', but must be its documentId '%s'; send it again under that key"
            .formatted(key, documentId);
  }
}
