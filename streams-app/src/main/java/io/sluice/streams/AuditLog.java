package io.sluice.streams;

import io.sluice.audit.ChainHead;
import io.sluice.events.AuditEntry;
import io.sluice.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Appends entries to the chain of this task. The chain's partition is the task's, whatever
 * partitioner the senders of documents use; its head lies in a store, so that a decision, its entry
 * and the new head are written in one transaction or not at all.
 */
final class AuditLog {
  private static final String HEAD = "head";

  /** An entry as it will stand on the topic, since the hash of these bytes is the next one's. */
  record Link(int chain, byte[] value) {}

  static final Serializer<Link> BYTES = (topic, link) -> link.value();

  static final StreamPartitioner<String, Link> ITS_OWN_PARTITION =
      (topic, key, link, partitions) -> Optional.of(Set.of(link.chain()));

  private final ProcessorContext<String, Object> context;
  private final Serializer<AuditEntry> serializer;
  private final KeyValueStore<String, String> heads;
  private final int chain;

  AuditLog(ProcessorContext<String, Object> context, Serializer<AuditEntry> serializer) {
    this.context = context;
    this.serializer = serializer;
    this.heads = context.getStateStore(Nodes.AUDIT_HEADS);
    this.chain = context.taskId().partition();
  }

  /** Completes the entry with its place in the chain, and writes it. */
  void write(AuditEntry entry) {
    ChainHead head = read(heads.get(HEAD));
    AuditEntry linked =
        AuditEntry.newBuilder(entry)
            .setChain(chain)
            .setSequence(head.next())
            .setPreviousHash(head.hash())
            .build();
    byte[] value = serializer.serialize(Topics.AUDIT.name(), linked);
    ChainHead after = head.after(value);
    context.forward(
        new Record<>(
            entry.getDocumentId(),
            new Link(chain, value),
            Math.max(0, entry.getDecidedAt().toEpochMilli())),
        Nodes.AUDIT);
    heads.put(HEAD, after.sequence() + " " + after.hash());
  }

  private static ChainHead read(@Nullable String stored) {
    if (stored == null) {
      return ChainHead.NONE;
    }
    int space = stored.indexOf(' ');
    return new ChainHead(Long.parseLong(stored.substring(0, space)), stored.substring(space + 1));
  }
}
