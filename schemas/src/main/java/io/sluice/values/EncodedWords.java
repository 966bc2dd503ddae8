package io.sluice.values;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encoded words of mail headers, {@code =?charset?B|Q?text?=} (RFC 2047, with the language tag of
 * RFC 2231).
 */
public final class EncodedWords {
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?\\s*]+)(?:\\*[^?\\s]*)?\\?([BbQq])\\?([^?]*)\\?=");

  private EncodedWords() {}

  /** The header with its encoded words decoded; what cannot be decoded stays as it is. */
  public static String decode(String header) {
    StringBuilder decoded = new StringBuilder();
    ByteArrayOutputStream pending = new ByteArrayOutputStream();
    Charset pendingCharset = StandardCharsets.US_ASCII;
    int end = 0;
    Matcher words = WORD.matcher(header);
    while (words.find()) {
      Optional<Charset> charset = charset(words.group(1));
      Optional<byte[]> bytes = bytes(words.group(2), words.group(3));
      if (charset.isEmpty() || bytes.isEmpty()) {
        continue;
      }
      String between = header.substring(end, words.start());
      // White space between two encoded words is not part of the text. Neighbours of one charset
      // are joined as bytes,
      // since senders split characters across words.
      boolean joined = pending.size() > 0 && between.isBlank();
      if (!joined || !pendingCharset.equals(charset.get())) {
        decoded.append(pending.toString(pendingCharset));
        pending.reset();
      }
      if (!joined) {
        decoded.append(between);
      }
      pendingCharset = charset.get();
      pending.writeBytes(bytes.get());
      end = words.end();
    }
    return decoded
        .append(pending.toString(pendingCharset))
        .append(header.substring(end))
        .toString();
  }

  private static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> bytes(String encoding, String text) {
    try {
      return Optional.of(
          encoding.equalsIgnoreCase("B")
              ? Base64.getMimeDecoder().decode(text)
              : quotedPrintable(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] quotedPrintable(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '_') {
        bytes.write(' ');
      } else if (c == '=' && i + 2 < text.length()) {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }
}
