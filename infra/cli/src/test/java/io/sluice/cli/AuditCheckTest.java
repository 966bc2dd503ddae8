package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.audit.ChainCheck.Kept;
import io.sluice.audit.ChainHead;
import io.sluice.events.AuditAuthority;
import io.sluice.events.AuditDecision;
import io.sluice.events.AuditEntry;
import io.sluice.events.Stage;
import io.sluice.schemas.AvroTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCheckTest {
  @TempDir Path folder;

  static {
    AvroTrust.grant();
  }

  @Test
  void intactChainsArePrintedWithTheirHeadsAndKept() throws Exception {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(chain(0, 3));
    records.addAll(chain(1, 1));
    Run run = run(Map.of(), records);
    assertThat(run.intact()).isTrue();
    assertThat(run.text())
        .contains("partition 0: 3 entries, 0 to 2, head ")
        .contains("partition 1: 1 entries, 0 to 0, head ")
        .contains("partition 2: empty")
        .contains("intact: 4 entries in 3 chains");

    Path file = folder.resolve("heads");
    AuditHeads.write(file, run.heads());
    assertThat(AuditHeads.read(file)).hasSize(2).containsEntry(0, run.heads().get(0));
    assertThat(AuditHeads.read(folder.resolve("none"))).isEmpty();
    Files.writeString(file, "0 zero 1 abc");
    assertThatThrownBy(() -> AuditHeads.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("# partition offset sequence hash");
  }

  @Test
  void theFirstBreakIsNamedByPartitionOffsetAndSequence() {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(chain(0, 5));
    records.remove(2);
    Run run = run(Map.of(), records);
    assertThat(run.intact()).isFalse();
    assertThat(run.text())
        .contains("partition 0: BROKEN at offset 9, sequence 3: entries 2 to 2 are missing")
        .contains("1 of 3 chains are broken");
  }

  @Test
  void aTombstoneAndBytesThatAreNoEntryAreBreaks() {
    assertThat(run(Map.of(), List.of(record(0, 7, "x", null))).text())
        .contains("BROKEN at offset 7: the record is no audit entry");
    assertThat(run(Map.of(), List.of(record(0, 7, "x", new byte[] {1, 2}))).text())
        .contains("BROKEN at offset 7: the record is no audit entry");
  }

  @Test
  void aCutTailAndAPartitionThatIsGoneAreSeenWithTheKeptHeads() {
    Map<Integer, Kept> kept = run(Map.of(), chain(0, 4)).heads();
    assertThat(run(kept, chain(0, 3)).text())
        .contains("partition 0: BROKEN behind offset 6: entries 3 to 3 are missing at the end");
    Kept other = new Kept(new ChainHead(8, "0".repeat(64)), 20);
    assertThat(run(Map.of(9, other), chain(0, 3)).text())
        .contains("partition 9: BROKEN behind offset -1: entries 0 to 8 are missing at the end");
  }

  @Test
  void theLatestDayComesFromTheTopicsSettings() {
    Instant now = Instant.parse("2026-03-04T12:00:00Z");
    assertThat(Remains.of("t", Map.of("retention.ms", "604800000", "segment.ms", "86400000"), now))
        .isEqualTo(
            new Remains(
                "t",
                Instant.parse("2026-03-12T12:00:00Z"),
                "kept 7 days, and up to 1 days until its segment is closed"));
    assertThat(
            Remains.of(
                    "t",
                    Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "604800000"),
                    now)
                .until())
        .isEqualTo(Instant.parse("2026-03-11T12:00:00Z"));
    assertThat(
            Remains.of(
                "t",
                Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "9223372036854775807"),
                now))
        .isEqualTo(
            new Remains("t", Instant.MAX, "compacted, without max.compaction.lag.ms: set it"));
    assertThat(Remains.of("t", Map.of("retention.ms", "-1"), now).until()).isEqualTo(Instant.MAX);
  }

  private record Run(boolean intact, String text, Map<Integer, Kept> heads) {}

  private static Run run(Map<Integer, Kept> kept, List<ConsumerRecord<String, byte[]>> records) {
    AuditCheck check = new AuditCheck(List.of(0, 1, 2), kept, (topic, bytes) -> entry(bytes));
    records.forEach(check::take);
    Map<Integer, AuditCheck.Chain> chains = check.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean intact = AuditCommand.print(new PrintStream(out, true, StandardCharsets.UTF_8), chains);
    Map<Integer, Kept> heads = new java.util.TreeMap<>();
    chains.forEach((partition, chain) -> heads.put(partition, chain.kept()));
    return new Run(intact, out.toString(StandardCharsets.UTF_8), heads);
  }

  /** Offsets have gaps, as transactions leave them. */
  private static List<ConsumerRecord<String, byte[]>> chain(int partition, int length) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    ChainHead head = ChainHead.NONE;
    for (int i = 0; i < length; i++) {
      byte[] value = bytes(partition, head);
      records.add(record(partition, 3L * i, "doc", value));
      head = head.after(value);
    }
    return records;
  }

  private static ConsumerRecord<String, byte[]> record(
      int partition, long offset, String key, byte[] value) {
    return new ConsumerRecord<>("sluice.audit.v1", partition, offset, key, value);
  }

  private static byte[] bytes(int chain, ChainHead head) {
    try {
      ByteBuffer buffer =
          AuditEntry.getEncoder()
              .encode(
                  AuditEntry.newBuilder()
                      .setChain(chain)
                      .setSequence(head.next())
                      .setPreviousHash(head.hash())
                      .setDocumentId("doc")
                      .setDecision(AuditDecision.COMPLETED)
                      .setStage(Stage.INFER)
                      .setAuthority(AuditAuthority.GATE)
                      .setDecidedAt(Instant.EPOCH)
                      .build());
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static AuditEntry entry(byte[] bytes) {
    try {
      return AuditEntry.getDecoder().decode(bytes);
    } catch (IOException | AvroRuntimeException e) {
      throw new SerializationException("no entry", e);
    }
  }
}
