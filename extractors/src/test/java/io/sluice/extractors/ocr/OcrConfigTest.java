package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OcrConfigTest {

  @Test
  void everyKeyIsRead() {
    ConfigNode node =
        ConfigNode.of(
            "test",
            Map.of(
                "engine",
                "pp-ocr",
                "languages",
                List.of("deu", "eng"),
                "pageLimit",
                "12s",
                "dpi",
                300));

    OcrConfig config = OcrConfig.from(node);
    node.finish();

    assertThat(config)
        .isEqualTo(
            new OcrConfig(
                OcrConfig.Engine.PP_OCR, List.of("deu", "eng"), Duration.ofSeconds(12), 300));
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    ConfigNode node =
        ConfigNode.of(
            "test",
            Map.of("engine", "magic", "languages", List.of("e; rm"), "pageLimit", "0s", "dpi", 9));

    OcrConfig.from(node);

    assertThatThrownBy(node::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("engine", "languages", "pageLimit", "dpi");
  }

  @Test
  void switchedOffItIsUnavailableAndSaysSo() {
    OcrConfig off =
        new OcrConfig(OcrConfig.Engine.NONE, List.of("eng"), Duration.ofSeconds(1), 200);
    BufferedImage page = Pages.blank(10, 10);

    try (OcrEngine engine = OcrEngines.best(off)) {
      assertThat(engine.available()).isFalse();
      assertThatThrownBy(() -> engine.read(page, 72, Duration.ofSeconds(1)))
          .isInstanceOf(OcrException.Unavailable.class)
          .hasMessageContaining("ocr.engine");
    }
  }
}
