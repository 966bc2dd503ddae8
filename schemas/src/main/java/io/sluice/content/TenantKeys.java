package io.sluice.content;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.util.Optional;

/**
 * The keys that wrap the data keys of contents, one a tenant. Without its tenant's key no content
 * can be read again: deleting the key deletes the contents, wherever copies of them lie.
 * Thread-safe.
 */
interface TenantKeys {

  /**
   * The tenant's key as it is now: it encrypts with the newest and decrypts with any that is left.
   *
   * @return empty if there is none: never made, or deleted
   * @throws IOException if it cannot be read, which may pass
   */
  Optional<Aead> of(String tenant) throws IOException;

  /** Where they are, for messages. */
  @Override
  String toString();
}
