package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.schemas.BundleVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateOfBundleTest {
  @TempDir Path bundle;

  @BeforeEach
  void aBundle() throws Exception {
    Files.writeString(
        bundle.resolve("bundle.yaml"),
        "name: tiny\nversion: 2.0.0\nfiles: {model.onnx: aa, gate.yaml: bb, MODEL_CARD.md: cc}\n");
  }

  @Test
  void theGateOfThisBundleIsTaken() throws Exception {
    Path gate = gate(BundleVersion.of(bundle).fingerprint());
    assertThat(StreamsApp.thresholds(gate).targetError()).isEqualTo(0.01);
  }

  @Test
  void aGateThatWasMadeForAnotherBundleIsRefusedWithTheRemedy() throws Exception {
    Path gate = gate("00ff");
    assertThatThrownBy(() -> StreamsApp.thresholds(gate))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("made for another bundle than the one beside it (tiny 2.0.0)")
        .hasMessageContaining("sluice calibrate --bundle");
  }

  @Test
  void aGateThatNamesNoBundleIsTakenAsItIs() throws Exception {
    Path gate = Files.writeString(bundle.resolve("gate.yaml"), "{version: 1, targetError: 0.01}");
    assertThat(StreamsApp.thresholds(gate).bundle()).isNull();
  }

  private Path gate(String fingerprint) throws Exception {
    return Files.writeString(
        bundle.resolve("gate.yaml"),
        "{version: 1, targetError: 0.01, bundle: {name: tiny, fingerprint: '"
            + fingerprint
            + "'}}");
  }
}
