package io.sluice.schemas;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Confluent's wire format: a zero byte, the schema's id as a big-endian 32-bit integer, the Avro
 * datum.
 */
final class WireFormat {
  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 5;

  private WireFormat() {}

  static byte[] header(int id) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
  }

  /** The id in front of the datum. */
  static int idOf(String topic, byte[] data) {
    if (data.length < HEADER_BYTES || data[0] != MAGIC) {
      throw new SerializationException(
          "a record of %s is not in Confluent's wire format: %d bytes that begin with %s; a record begins with 0 and the"
                  .formatted(
                      topic,
                      data.length,
                      data.length == 0 ? "nothing" : "0x%02x".formatted(data[0]))
              + " schema's 4-byte id. Use RegistrySerializer, or Confluent's serializer for Avro, to write it");
    }
    return ByteBuffer.wrap(data).getInt(1);
  }
}
