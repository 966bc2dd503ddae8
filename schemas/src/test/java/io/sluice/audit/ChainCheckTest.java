package io.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.audit.ChainCheck.Link;
import io.sluice.events.AuditAuthority;
import io.sluice.events.AuditDecision;
import io.sluice.events.AuditEntry;
import io.sluice.events.Stage;
import io.sluice.schemas.AvroTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is done to a chain is found; what is not done is not. */
class ChainCheckTest {
  private static final int CHAIN = 3;

  static {
    AvroTrust.grant();
  }

  @Property(tries = 50)
  void anUntouchedChainIsIntactFromWhereverRetentionLeftIt(
      @ForAll @IntRange(min = 1, max = 20) int length, @ForAll @IntRange(max = 19) int deleted) {
    List<byte[]> chain = chain(length);
    List<byte[]> left = chain.subList(Math.min(deleted, length - 1), length);
    ChainCheck check = new ChainCheck(CHAIN, null);
    assertThat(broken(check, left)).isEmpty();
    assertThat(check.head()).isEqualTo(head(chain));
    assertThat(check.count()).isEqualTo(left.size());
    assertThat(check.first()).isEqualTo(length - left.size());
    assertThat(broken(new ChainCheck(CHAIN, kept(chain)), left, length - left.size())).isEmpty();
  }

  @Property(tries = 400)
  void anyChangedBitIsFound(
      @ForAll @IntRange(min = 1, max = 8) int length,
      @ForAll @IntRange(max = 7) int which,
      @ForAll @IntRange(max = 4_000) int bit) {
    List<byte[]> chain = chain(length);
    byte[] changed = chain.get(which % length).clone();
    changed[bit / 8 % changed.length] ^= (byte) (1 << bit % 8);
    List<byte[]> forged = new ArrayList<>(chain);
    forged.set(which % length, changed);

    assertThat(broken(new ChainCheck(CHAIN, kept(chain)), forged)).isPresent();
    if (which % length < length - 1) {
      // Only the last value needs a head that was kept.
      assertThat(broken(new ChainCheck(CHAIN, null), forged)).isPresent();
    }
  }

  @Property(tries = 200)
  void whatIsTakenOutPutInMovedOrRepeatedIsFound(
      @ForAll @IntRange(min = 2, max = 8) int length,
      @ForAll @IntRange(max = 7) int one,
      @ForAll @IntRange(max = 7) int other) {
    List<byte[]> chain = chain(length);
    int a = one % length;
    int b = other % length;

    List<byte[]> without = new ArrayList<>(chain);
    without.remove(a);
    assertThat(broken(new ChainCheck(CHAIN, kept(chain)), without))
        // What is missing at the front looks like retention, which a check from the start tells.
        .matches(problem -> a == 0 || problem.isPresent());

    List<byte[]> repeated = new ArrayList<>(chain);
    repeated.add(b + 1, chain.get(b));
    assertThat(broken(new ChainCheck(CHAIN, kept(chain)), repeated)).isPresent();

    List<byte[]> more = new ArrayList<>(chain);
    more.add(
        a,
        bytes(
            entry(a, a == 0 ? ChainHead.NONE.hash() : head(chain.subList(0, a)).hash(), "forged")));
    assertThat(broken(new ChainCheck(CHAIN, kept(chain)), more)).isPresent();

    if (a != b) {
      List<byte[]> moved = new ArrayList<>(chain);
      Collections.swap(moved, a, b);
      assertThat(broken(new ChainCheck(CHAIN, kept(chain)), moved)).isPresent();
    }
  }

  @Property(tries = 50)
  void aCutTailIsFoundByTheKeptHeadAloneAndNamed(
      @ForAll @IntRange(min = 1, max = 8) int length, @ForAll @IntRange(max = 7) int left) {
    List<byte[]> chain = chain(length);
    int cut = left % length;
    assertThat(broken(new ChainCheck(CHAIN, kept(chain)), chain.subList(0, cut)))
        .hasValueSatisfying(problem ->
            assertThat(problem)
                .contains("entries " + cut + " to " + (length - 1) + " are missing at the end"));
  }

  @Test
  void aRewrittenChainIsFoundByTheKeptHead() {
    List<byte[]> chain = chain(5);
    List<byte[]> forged = chain(7, "forged");
    assertThat(broken(new ChainCheck(CHAIN, null), forged)).isEmpty();
    assertThat(broken(new ChainCheck(CHAIN, kept(chain)), forged))
        .hasValueSatisfying(problem -> assertThat(problem).contains("changed since"));
    assertThat(broken(new ChainCheck(CHAIN, kept(chain)), forged.subList(5, 7), 5))
        .hasValueSatisfying(problem -> assertThat(problem).contains("the kept head 4"));
  }

  @Test
  void anEntryOfAnotherChainOrUnderAnotherKeyIsNamed() {
    byte[] value = chain(1).get(0);
    assertThat(new ChainCheck(1, null).next(new Link(0, "doc-0", value, entry(value))))
        .contains("the entry belongs to chain 3");
    assertThat(new ChainCheck(CHAIN, null).next(new Link(0, "doc-9", value, entry(value))))
        .contains("the record's key is 'doc-9', the entry's document 'doc-0'");
    assertThat(new ChainCheck(CHAIN, null).next(new Link(0, "doc-0", new byte[] {1}, null)))
        .contains("the record is no audit entry");
  }

  private static ChainCheck.Kept kept(List<byte[]> chain) {
    return new ChainCheck.Kept(head(chain), chain.size() - 1);
  }

  private static Optional<String> broken(ChainCheck check, List<byte[]> values) {
    return broken(check, values, 0);
  }

  private static Optional<String> broken(ChainCheck check, List<byte[]> values, long firstOffset) {
    long offset = firstOffset;
    for (byte[] value : values) {
      AuditEntry entry = entry(value);
      String key = entry == null ? null : entry.getDocumentId();
      Optional<String> problem = check.next(new Link(offset++, key, value, entry));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return check.end();
  }

  private static ChainHead head(List<byte[]> chain) {
    ChainHead head = ChainHead.NONE;
    for (byte[] value : chain) {
      head = head.after(value);
    }
    return head;
  }

  private static List<byte[]> chain(int length) {
    return chain(length, "honest");
  }

  private static List<byte[]> chain(int length, String tenant) {
    List<byte[]> chain = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      chain.add(bytes(entry(i, head(chain).hash(), tenant)));
    }
    return chain;
  }

  private static AuditEntry entry(long sequence, String previousHash, String tenant) {
    return AuditEntry.newBuilder()
        .setChain(CHAIN)
        .setSequence(sequence)
        .setPreviousHash(previousHash)
        .setDocumentId("doc-" + sequence)
        .setTenant(tenant)
        .setDecision(AuditDecision.COMPLETED)
        .setStage(Stage.INFER)
        .setAuthority(AuditAuthority.GATE)
        .setDecidedAt(Instant.parse("2026-03-04T12:00:00Z").plusSeconds(sequence))
        .build();
  }

  private static byte[] bytes(AuditEntry entry) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new SpecificDatumWriter<>(AuditEntry.class).write(entry, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable AuditEntry entry(byte[] value) {
    try {
      return new SpecificDatumReader<>(AuditEntry.class)
          .read(null, DecoderFactory.get().binaryDecoder(value, null));
    } catch (IOException
        | AvroRuntimeException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) {
      return null; // No entry, as the check has to say.
    }
  }
}
