package io.sluice.audit;

import io.sluice.events.AuditEntry;
import io.sluice.schemas.Ids;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks one chain, entry by entry from the oldest one that is left. What is checked is the bytes
 * on the topic: each entry names the hash of the value before it, so a value that is changed, taken
 * out, put in or moved breaks the chain at the entry behind it. The last entry has none behind it;
 * that it is still there and unchanged shows a head that was kept elsewhere.
 */
public final class ChainCheck {
  private final int chain;
  private final @Nullable Kept kept;
  private ChainHead head = ChainHead.NONE;
  private long first = -1;
  private long count;

  /** A head that an earlier check has found, and the offset of its record. */
  public record Kept(ChainHead head, long offset) {}

  /**
   * A record of the topic.
   *
   * @param value as it stands on the topic
   * @param entry the same, read; null if it can't be read
   */
  public record Link(long offset, @Nullable String key, byte[] value, @Nullable AuditEntry entry) {}

  /**
   * A check of this chain, a partition of the topic.
   *
   * @param kept the head that an earlier check has found; null for none
   */
  public ChainCheck(int chain, @Nullable Kept kept) {
    this.chain = chain;
    this.kept = kept;
  }

  /**
   * Takes the next record.
   *
   * @return what is wrong with it; empty if it follows. After the first answer nothing more can be
   *     said.
   */
  public Optional<String> next(Link link) {
    AuditEntry entry = link.entry();
    if (entry == null) {
      return Optional.of("the record is no audit entry");
    }
    Optional<String> problem =
        problem(link.key(), entry)
            .or(() -> kept == null ? Optional.empty() : compared(kept, link, entry));
    if (problem.isEmpty()) {
      first = count == 0 ? entry.getSequence() : first;
      head = new ChainHead(entry.getSequence() - 1, entry.getPreviousHash()).after(link.value());
      count++;
    }
    return problem;
  }

  private Optional<String> problem(@Nullable String key, AuditEntry entry) {
    if (entry.getChain() != chain) {
      return Optional.of("the entry belongs to chain " + entry.getChain());
    }
    if (!entry.getDocumentId().equals(key)) {
      return Optional.of(
          "the record's key is '%s', the entry's document '%s'"
              .formatted(key, entry.getDocumentId()));
    }
    long sequence = entry.getSequence();
    if (count > 0 && sequence != head.next()) {
      return Optional.of(
          sequence > head.next()
              ? "entries %d to %d are missing".formatted(head.next(), sequence - 1)
              : "entry %d comes where %d belongs: it was repeated, moved or put in"
                  .formatted(sequence, head.next()));
    }
    // What retention has deleted can't be compared; the first entry of all follows nothing.
    boolean comparable = count > 0 || sequence <= 0;
    if (sequence < 0
        || !entry.getPreviousHash().matches("[0-9a-f]{64}")
        || (comparable && !entry.getPreviousHash().equals(head.hash()))) {
      return Optional.of(
          "the value before it has the hash %s, the entry was written behind one with %s: one of the two was changed"
              .formatted(head.hash(), entry.getPreviousHash()));
    }
    return Optional.empty();
  }

  private static Optional<String> compared(Kept kept, Link link, AuditEntry entry) {
    long sequence = entry.getSequence();
    ChainHead known = kept.head();
    if (link.offset() <= kept.offset() && sequence > known.sequence()) {
      return Optional.of(
          "the entry says that it is number %d, but an earlier check has found number %d at offset %d"
              .formatted(sequence, known.sequence(), kept.offset()));
    }
    if (sequence == known.next() && !entry.getPreviousHash().equals(known.hash())) {
      return Optional.of(
          "the entry was written behind the hash %s, the kept head %d has %s"
              .formatted(entry.getPreviousHash(), known.sequence(), known.hash()));
    }
    String hash = Ids.sha256(link.value());
    return sequence == known.sequence() && !hash.equals(known.hash())
        ? Optional.of(
            "entry %d has the hash %s, the kept head says %s: it was changed since"
                .formatted(sequence, hash, known.hash()))
        : Optional.empty();
  }

  /** What is wrong once all values were taken: a tail that was there is gone. */
  public Optional<String> end() {
    return kept != null && head.sequence() < kept.head().sequence()
        ? Optional.of(
            "entries %d to %d are missing at the end: an earlier check has seen them"
                .formatted(head.next(), kept.head().sequence()))
        : Optional.empty();
  }

  /** Where the chain ends, as far as it was checked. */
  public ChainHead head() {
    return head;
  }

  /** How many entries follow each other. */
  public long count() {
    return count;
  }

  /** The place of the oldest entry that is left; -1 for none. */
  public long first() {
    return first;
  }

  /**
   * Whether retention has deleted what the kept head stood for, so that the two could not be
   * compared.
   */
  public boolean keptIsPast() {
    return kept != null && first > kept.head().next();
  }
}
