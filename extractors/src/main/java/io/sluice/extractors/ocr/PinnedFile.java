package io.sluice.extractors.ocr;

import io.sluice.schemas.Ids;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file that comes with a library, and the one content that it may have: a network from a package
 * registry is code in all but name.
 *
 * @param path on the class path
 * @param sha256 of its bytes, in hexadecimal
 */
record PinnedFile(String path, String sha256) {

  /**
   * Reads it.
   *
   * @throws OcrException.Unavailable if it is not there, or not what it was when it was chosen
   */
  byte[] read() throws OcrException.Unavailable {
    try (InputStream stream = PinnedFile.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new OcrException.Unavailable(path + " is not on the class path");
      }
      byte[] bytes = stream.readAllBytes();
      String found = Ids.sha256(bytes);
      if (!found.equals(sha256)) {
        throw new OcrException.Unavailable(
            "%s is not the file that was chosen: SHA-256 %s, wanted %s; check where its library comes from"
                .formatted(path, found, sha256));
      }
      return bytes;
    } catch (IOException e) {
      throw new OcrException.Unavailable(path + " cannot be read", e);
    }
  }
}
