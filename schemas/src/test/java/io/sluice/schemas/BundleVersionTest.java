package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVersionTest {
  @TempDir Path folder;

  @Test
  void aNewGateOrAnotherCardIsTheSameBundleAndAnotherModelIsNot() throws Exception {
    BundleVersion version = of("model.onnx: aa, gate.yaml: bb, MODEL_CARD.md: cc");
    assertThat(version.name()).isEqualTo("tiny");
    assertThat(of("model.onnx: aa, gate.yaml: b2, MODEL_CARD.md: c2, calibration.svg: d2"))
        .isEqualTo(version);
    assertThat(of("model.onnx: {sha256: aa}, gate.yaml: bb")).isEqualTo(version);
    assertThat(of("model.onnx: a2, gate.yaml: bb")).isNotEqualTo(version);
    assertThat(of("model.onnx: aa, labels.json: dd, gate.yaml: bb")).isNotEqualTo(version);
  }

  @Test
  void aFolderWithoutABundleIsRefused() throws Exception {
    assertThatThrownBy(() -> BundleVersion.of(folder.resolve("none")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a model bundle's folder");
    assertThatThrownBy(() -> of("")).hasMessageContaining("every file with its SHA-256");
  }

  private BundleVersion of(String files) throws Exception {
    Files.writeString(
        folder.resolve("bundle.yaml"), "{name: tiny, version: 1.0.0, files: {" + files + "}}");
    return BundleVersion.of(folder);
  }
}
