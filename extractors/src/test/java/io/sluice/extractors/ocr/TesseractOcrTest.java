package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TesseractOcrTest {

  @Nested
  class Installed extends EngineContract {
    @Override
    OcrEngine engine() {
      TesseractOcr engine = new TesseractOcr(List.of("eng"));
      assumeTrue(engine.available(), "needs the Debian package tesseract-ocr");
      return engine;
    }
  }

  @Test
  void aProgramThatHangsIsKilledAtTheLimit(@TempDir Path folder) throws Exception {
    Path pid = folder.resolve("pid");
    TesseractOcr engine = FakeTesseract.engine(folder, "echo $$ > " + pid + "; sleep 600");
    Instant start = Instant.now();

    assertThatThrownBy(() -> engine.read(Pages.text(0), Pages.DPI, Duration.ofSeconds(2)))
        .isInstanceOf(OcrException.TimedOut.class);

    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    long process = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(process).ifPresent(handle -> handle.onExit().join());
    assertThat(ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void aProgramThatFailsSaysWhy(@TempDir Path folder) throws Exception {
    TesseractOcr engine = FakeTesseract.engine(folder, "echo 'Error in pixReadStream' >&2; exit 3");

    assertThatThrownBy(() -> engine.read(Pages.text(0), Pages.DPI, Duration.ofSeconds(20)))
        .isInstanceOf(OcrException.Failed.class)
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("pixReadStream");
  }

  @Test
  void aFloodOnBothStreamsDoesNotBlock(@TempDir Path folder) throws Exception {
    TesseractOcr engine =
        FakeTesseract.engine(
            folder,
            "head -c 3000000 /dev/zero | tr '\\0' x >&2; head -c 3000000 /dev/zero | tr '\\0' y");

    assertThat(engine.read(Pages.text(0), Pages.DPI, Duration.ofSeconds(60)).words()).isEmpty();
  }

  @Test
  void aMissingLanguageIsNamed(@TempDir Path folder) throws Exception {
    Path program = FakeTesseract.program(folder, "exit 0");
    TesseractOcr engine = new TesseractOcr(Optional.of(program), List.of("eng", "deu"), 4);

    assertThat(engine.available()).isFalse();
    assertThat(engine.missing())
        .hasValueSatisfying(why -> assertThat(why).contains("tesseract-ocr-deu"));
    assertThatThrownBy(() -> engine.read(Pages.text(0), Pages.DPI, Duration.ofSeconds(5)))
        .isInstanceOf(OcrException.Unavailable.class);
  }

  @Test
  void withoutTheProgramItIsUnavailable() {
    assertThat(new TesseractOcr(Optional.empty(), List.of("eng"), 4).available()).isFalse();
  }
}
