package io.sluice.content;

import io.sluice.events.ContentReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How contents lie on a disk: as they are, or encrypted. Thread-safe. */
interface Sealing {

  /** Contents as they are. */
  Sealing NONE =
      new Sealing() {
        @Override
        public String suffix() {
          return "";
        }

        @Override
        public OutputStream seal(OutputStream to, Owner owner, String sha256, long size) {
          return to;
        }

        @Override
        public InputStream unseal(InputStream from, ContentReference reference)
            throws ContentException {
          throw new ContentException.Unavailable(
              reference.getUri()
                  + " is encrypted, and this process has no keys; set contentEncryption.keys to"
                  + " where the tenants' keys are",
              null);
        }
      };

  /** What the name of a file ends with that was sealed this way. */
  String suffix();

  /**
   * A stream that seals what is written.
   *
   * @throws ContentException.Missing if the tenant has no key
   */
  OutputStream seal(OutputStream to, Owner owner, String sha256, long size)
      throws IOException, ContentException;

  /**
   * A stream of what was sealed. It throws an {@link IOException} of its own where the bytes are
   * not those that were written.
   *
   * @throws ContentException.Missing if the key is gone
   */
  InputStream unseal(InputStream from, ContentReference reference)
      throws IOException, ContentException;
}
