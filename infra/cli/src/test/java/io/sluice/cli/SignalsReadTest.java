package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsReadTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenLaterIsReadLater() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("signals.jsonl"),
            "{\"id\": \"a\", \"signals\": {\"total\": {\"model\": 1}}}\n{\"id\": \"b\", ");
    try (SignalsRead signals = new SignalsRead(file)) {
      assertThat(signals.of("a").at("/total/model").asDouble()).isEqualTo(1);
      assertThat(signals.of("b").isMissingNode()).isTrue();

      Files.writeString(
          file, "\"signals\": {\"total\": {\"model\": 2}}}\n", StandardOpenOption.APPEND);

      assertThat(signals.of("b").at("/total/model").asDouble()).isEqualTo(2);
    }
  }
}
