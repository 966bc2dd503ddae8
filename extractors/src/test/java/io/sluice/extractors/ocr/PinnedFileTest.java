package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PinnedFileTest {
  @Test
  void aNetworkThatIsNotTheOneThatWasChosenIsRefused() {
    PinnedFile other = new PinnedFile("/models/ch_PP-OCRv3_det_infer.onnx", "0".repeat(64));
    assertThatThrownBy(() -> OnnxModel.load(other))
        .isInstanceOf(OcrException.Unavailable.class)
        .hasMessageContaining("/models/ch_PP-OCRv3_det_infer.onnx is not the file that was chosen")
        .hasMessageContaining("3439588c030faea393a54515f51e983d8e155b19a2e8aba7891934c1cf0de526");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new PinnedFile("/models/none.onnx", "").read())
        .hasMessageContaining("/models/none.onnx");
  }
}
