package io.sluice.extractors.child;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/** The head of a mail: as it was sent, and as a person reads it. */
final class MailHeaders {
  private static final int LIMIT = 256 << 10;

  private MailHeaders() {}

  /** The header block as it was sent, up to the first empty line; line ends as they are. */
  static String block(Path mail) throws IOException {
    var block = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(mail))) {
      boolean emptyLine = false;
      for (int b = in.read(); b >= 0 && block.size() < LIMIT; b = in.read()) {
        if (b == '\n' && emptyLine && block.size() > 2) {
          break;
        }
        emptyLine = b == '\n' || (emptyLine && b == '\r');
        block.write(b);
      }
    }
    return decode(block.toByteArray()).stripTrailing() + "\n";
  }

  /** The lines that a mail program shows above the text, decoded. */
  static String lines(Metadata metadata) {
    StringBuilder lines = new StringBuilder();
    line(lines, "From", metadata.getValues(Message.MESSAGE_FROM));
    line(lines, "To", metadata.getValues(Message.MESSAGE_TO));
    line(lines, "Cc", metadata.getValues(Message.MESSAGE_CC));
    String date = metadata.get(TikaCoreProperties.CREATED);
    line(lines, "Date", date == null ? new String[0] : new String[] {date});
    String subject = metadata.get(TikaCoreProperties.SUBJECT);
    if (subject == null) {
      subject = metadata.get(TikaCoreProperties.TITLE);
    }
    line(lines, "Subject", subject == null ? new String[0] : new String[] {subject});
    return lines.isEmpty() ? "" : lines.append('\n').toString();
  }

  private static void line(StringBuilder lines, String name, String[] values) {
    if (values.length > 0) {
      lines.append(name).append(": ").append(String.join(", ", values)).append('\n');
    }
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      // Old mail programs send the local code page; Latin-1 keeps every byte.
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
