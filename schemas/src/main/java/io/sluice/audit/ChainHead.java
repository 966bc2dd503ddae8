package io.sluice.audit;

import io.sluice.schemas.Ids;

/**
 * The last entry of a hash chain.
 *
 * @param sequence its place in the chain; -1 before the first
 * @param hash SHA-256 of its value as it stands on the topic, 64 lower-case hexadecimal digits
 */
public record ChainHead(long sequence, String hash) {
  /** Before the first entry. */
  public static final ChainHead NONE = new ChainHead(-1, "0".repeat(64));

  public ChainHead {
    if (sequence < -1 || !hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "the head of a chain is a sequence from -1 and a SHA-256 in hexadecimal digits, not "
              + sequence
              + " "
              + hash);
    }
  }

  /** The place of the entry that follows. */
  public long next() {
    return sequence + 1;
  }

  /** The head once this value was written behind it. */
  public ChainHead after(byte[] value) {
    return new ChainHead(next(), Ids.sha256(value));
  }
}
