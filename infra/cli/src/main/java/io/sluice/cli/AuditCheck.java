package io.sluice.cli;

import io.sluice.audit.ChainCheck;
import io.sluice.audit.ChainCheck.Kept;
import io.sluice.audit.ChainCheck.Link;
import io.sluice.events.AuditEntry;
import io.sluice.schemas.RegistryException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Checks all chains of the audit, record by record. Not thread-safe. */
final class AuditCheck {
  private final Deserializer<AuditEntry> deserializer;
  private final Map<Integer, Kept> kept;
  private final Map<Integer, Chain> chains = new TreeMap<>();

  /**
   * What is known of one chain.
   *
   * @param lastOffset of the last record that was taken; -1 for none
   * @param broken what is wrong, and where; empty while nothing is
   */
  record Chain(ChainCheck check, long lastOffset, Optional<String> broken) {
    Kept kept() {
      return new Kept(check.head(), lastOffset);
    }
  }

  AuditCheck(
      Iterable<Integer> partitions,
      Map<Integer, Kept> kept,
      Deserializer<AuditEntry> deserializer) {
    this.deserializer = deserializer;
    this.kept = kept;
    for (int partition : partitions) {
      chains.put(
          partition,
          new Chain(new ChainCheck(partition, kept.get(partition)), -1, Optional.empty()));
    }
  }

  void take(ConsumerRecord<String, byte[]> record) {
    Chain chain = chain(record.partition());
    if (chain.broken().isPresent()) {
      return; // What comes behind a break says nothing.
    }
    byte[] value = record.value() == null ? new byte[0] : record.value();
    AuditEntry entry = read(record.topic(), value);
    Optional<String> problem =
        chain
            .check()
            .next(new Link(record.offset(), record.key(), value, entry))
            .map(why ->
                "at offset %d%s: %s"
                    .formatted(
                        record.offset(),
                        entry == null ? "" : ", sequence " + entry.getSequence(),
                        why));
    chains.put(record.partition(), new Chain(chain.check(), record.offset(), problem));
  }

  private Chain chain(int partition) {
    return chains.computeIfAbsent(
        partition, p -> new Chain(new ChainCheck(p, kept.get(p)), -1, Optional.empty()));
  }

  /** All chains, once all records were taken. */
  Map<Integer, Chain> end() {
    kept.keySet().forEach(this::chain); // One that was there and is not.
    chains.replaceAll((partition, chain) ->
        chain.broken().isPresent()
            ? chain
            : new Chain(
                chain.check(),
                chain.lastOffset(),
                chain
                    .check()
                    .end()
                    .map(why -> "behind offset %d: %s".formatted(chain.lastOffset(), why))));
    return chains;
  }

  private @Nullable AuditEntry read(String topic, byte[] value) {
    try {
      return deserializer.deserialize(topic, value);
    } catch (RegistryException.Unavailable e) {
      throw e; // It says nothing about the record.
    } catch (SerializationException e) {
      return null;
    }
  }
}
