package io.sluice.content;

import io.sluice.events.ContentReference;
import io.sluice.events.ParsedContent;
import io.sluice.schemas.AvroTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.MissingSchemaException;

/**
 * Parsed content as a claim check: Avro's single-object encoding, so that a later schema can still
 * read it.
 */
public final class ParsedContents {
  static {
    AvroTrust.grant();
  }

  private ParsedContents() {}

  /** Stores the content and returns its reference. */
  public static ContentReference store(ContentStore store, Owner owner, ParsedContent content)
      throws ContentException {
    return store.put(owner, encode(content));
  }

  /**
   * Loads content that {@link #store} has written.
   *
   * @throws IllegalArgumentException if the bytes are intact but are no ParsedContent
   */
  public static ParsedContent load(ContentStore store, ContentReference reference)
      throws ContentException {
    return decode(store.get(reference));
  }

  /** The content in Avro's single-object encoding. */
  public static byte[] encode(ParsedContent content) {
    try {
      var buffer = ParsedContent.getEncoder().encode(content);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode parsed content", e);
    }
  }

  /** The reverse of {@link #encode}. */
  public static ParsedContent decode(byte[] bytes) {
    try {
      return ParsedContent.getDecoder().decode(bytes);
    } catch (BadHeaderException | MissingSchemaException e) {
      throw new IllegalArgumentException(
          "not a parsed content: its schema is unknown to this version of Sluice", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a parsed content: " + e.getMessage(), e);
    }
  }
}
