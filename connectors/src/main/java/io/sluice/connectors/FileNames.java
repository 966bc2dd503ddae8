package io.sluice.connectors;

import io.sluice.schemas.Ids;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;

/**
 * Any text as the name of a file. Letters, digits, {@code _}, {@code -} and inner dots stand for
 * themselves; every other byte of the UTF-8 text is written {@code %XX}, so that no name leaves its
 * folder, hides itself or is mistaken for another. A long name ends in {@code ~} and a hash.
 */
final class FileNames {
  /** File systems take 255 bytes; room is left for an ending. */
  private static final int LONGEST = 200;

  private static final int KEPT = 150;
  private static final int HASH_DIGITS = 32;

  private FileNames() {}

  /**
   * The name, without an ending. Different texts have different names, save for upper and lower
   * case where the file system does not tell them apart.
   *
   * @throws DataException if the text is not Unicode, a lone surrogate for instance
   */
  static String of(String text) {
    byte[] bytes = utf8(text);
    StringBuilder name = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (isPlain(b) && !(b == '.' && name.isEmpty())) {
        name.append((char) b);
      } else {
        name.append("%%%02X".formatted(b));
      }
    }
    return name.length() <= LONGEST
        ? name.toString()
        : name.substring(0, KEPT) + "~" + Ids.sha256(bytes).substring(0, HASH_DIGITS);
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b == '-'
        || b == '.';
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new DataException("a name in it is not Unicode text, so it cannot name a file", e);
    }
  }
}
