package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BestOcrTest {
  private static final PpOcr SECOND = new PpOcr(List.of("eng"));

  @AfterAll
  static void close() {
    SECOND.close();
  }

  @Test
  void whatTesseractReadsSurelyIsTaken(@TempDir Path folder) throws Exception {
    String row =
        "5\\t1\\t1\\t1\\t1\\t%d\\t10\\t%d\\t90\\t20\\t%s\\tabcdefghijklmnopqrstuvwxyzabcdefghij\\n";
    String rows = row.formatted(1, 20, "96") + row.formatted(2, 50, "95");

    OcrPage read =
        read(folder, "cat > /dev/null; printf '" + rows + "'", Duration.ofSeconds(60), 0);

    assertThat(read.engine()).isEqualTo("tesseract");
    assertThat(read.words()).hasSize(2);
  }

  @Test
  void whatTesseractReadsUnsurelyIsReadByPpOcr(@TempDir Path folder) throws Exception {
    String row = "5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t90\\t20\\t31\\tabcdefghijklmnopqrstuvwxyz\\n";

    OcrPage read = read(folder, "cat > /dev/null; printf '" + row + "'", Duration.ofSeconds(90), 0);

    assertThat(read.engine()).isEqualTo("pp-ocr");
    assertThat(Pages.recall(read)).isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void whereTesseractHangsPpOcrReadsInTheTimeLeft(@TempDir Path folder) throws Exception {
    OcrPage read = read(folder, "sleep 600", Duration.ofSeconds(40), 0);

    assertThat(read.engine()).isEqualTo("pp-ocr");
  }

  @Test
  void aSlipIsReadByPpOcrFirst(@TempDir Path folder) throws Exception {
    String row = "5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t90\\t20\\t99\\tabcdefghijklmnopqrstuvwxyz\\n";

    OcrPage read =
        read(folder, "cat > /dev/null; printf '" + row + "'", Duration.ofSeconds(90), 1000);

    assertThat(read.engine()).isEqualTo("pp-ocr");
    assertThat(Pages.recall(read)).isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void anEmptyPageStartsNoEngine(@TempDir Path folder) throws Exception {
    BestOcr engine = new BestOcr(FakeTesseract.engine(folder, "sleep 600"), SECOND, 0);

    OcrPage read = engine.read(Pages.blank(800, 1000), Pages.DPI, Duration.ofSeconds(30));

    assertThat(read.words()).isEmpty();
  }

  private static OcrPage read(Path folder, String whenReading, Duration limit, int narrow)
      throws Exception {
    return new BestOcr(FakeTesseract.engine(folder, whenReading), SECOND, narrow)
        .read(Pages.text(0), Pages.DPI, limit);
  }
}
