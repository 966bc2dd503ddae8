package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.events.Reason;
import io.sluice.extractors.ExtractorConfig.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Limits that no other test of a format holds, and their place in the configuration. */
class LimitsTest {

  @Test
  void allLimitsAreConfiguration() {
    var given =
        Map.<String, Object>ofEntries(
            Map.entry("bytes", "1MB"),
            Map.entry("pages", 2),
            Map.entry("ocrPages", 3),
            Map.entry("parts", 4),
            Map.entry("depth", 5),
            Map.entry("unpackedBytes", "6MB"),
            Map.entry("outputCharacters", 7_000),
            Map.entry("perDocument", "8s"),
            Map.entry("perPage", "9ms"),
            Map.entry("ocrPerDocument", "10s"),
            Map.entry("pixels", 110_000),
            Map.entry("imagePixels", 120_000));
    ConfigNode node = ConfigNode.of("test", Map.of("limits", given));
    Limits limits = ExtractorConfig.from(node).limits();
    node.finish();
    assertThat(limits)
        .isEqualTo(
            new Limits(
                1 << 20,
                2,
                3,
                4,
                5,
                6 << 20,
                7_000,
                java.time.Duration.ofSeconds(8),
                java.time.Duration.ofMillis(9),
                java.time.Duration.ofSeconds(10),
                110_000,
                120_000));
  }

  @Test
  void aLimitThatLimitsNothingIsAProblem() {
    ConfigNode node = ConfigNode.of("test", Map.of("limits", Map.of("pages", 0, "imagePixels", 1)));
    ExtractorConfig.from(node);
    assertThatThrownBy(node::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("limits.pages")
        .hasMessageContaining("limits.imagePixels");
  }

  @Test
  void anImageOfTooManyPixelsIsRejectedBeforeItIsDecoded() throws Exception {
    try (Bench bench = new Bench(new StillOcr())) {
      assertThat(bench.parse(png(60_000, 60_000), "bomb.png"))
          .isInstanceOfSatisfying(
              ParseOutcome.Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(Reason.TOO_LARGE);
                assertThat(rejected.message())
                    .contains("3,600,000,000 pixels", "extractor.limits.imagePixels");
              });
    }
  }

  @Test
  void memoryBesideTheHeapHasALimitToo() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux"), "RLIMIT_DATA is Linux's");
    try (Bench bench = new Bench(new StillOcr())) {
      assertThat(bench.rejected("misbehave: eat native memory"))
          .isEqualTo(Reason.PARSE_OUT_OF_MEMORY);
      assertThat(bench.parsed(Papers.pdf(), "after.pdf").content().getText())
          .isEqualTo(Papers.LINE);
    }
  }

  /** An image that says it is so large, with a few rows in it. */
  private static byte[] png(int width, int height) throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(
        bytes,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 0, 0, 0, 0})
            .array());
    var pixels = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(pixels)) {
      deflate.write(new byte[10 * (width + 1)]);
    }
    chunk(bytes, "IDAT", pixels.toByteArray());
    chunk(bytes, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream to, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    to.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    to.writeBytes(name);
    to.writeBytes(data);
    to.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
