package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  @TempDir Path folder;

  @BeforeEach
  void aGoodBundle() throws IOException {
    TinyBundle.write(folder);
  }

  private void replace(String file, String what, String with) throws IOException {
    Path path = folder.resolve(file);
    String changed = Files.readString(path).replace(what, with);
    assertThat(changed).isNotEqualTo(Files.readString(path));
    Files.writeString(path, changed);
  }

  private void isRefused(String... why) {
    assertThatThrownBy(() -> Bundle.open(folder).close())
        .isInstanceOf(BundleException.class)
        .hasMessageContainingAll(why);
  }

  @Test
  void aGoodBundleOpensAndSaysWhichItIs() throws BundleException {
    try (Bundle bundle = Bundle.open(folder)) {
      assertThat(bundle.info().getName()).isEqualTo("tiny");
      assertThat(bundle.info().getVersion()).isEqualTo("0.1");
      assertThat(bundle.info().getBundleHash()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void bundlesOfOneNameDifferInTheirHash() throws Exception {
    String hash;
    try (Bundle bundle = Bundle.open(folder)) {
      hash = bundle.info().getBundleHash();
    }
    Files.writeString(folder.resolve("MODEL_CARD.md"), "# Tiny, again\n");
    TinyBundle.seal(folder);

    try (Bundle bundle = Bundle.open(folder)) {
      assertThat(bundle.info().getBundleHash()).isNotEqualTo(hash);
    }
  }

  @Test
  void aChangedFileIsRefused() throws IOException {
    replace("labels.json", "price", "prize");

    isRefused("labels.json", "SHA-256", "copy the bundle again");
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));

    isRefused("tokenizer.json", "missing");
  }

  @Test
  void aFileThatIsNotListedIsRefused() throws IOException {
    Files.writeString(folder.resolve("extra.bin"), "x");

    isRefused("extra.bin", "not listed", "remove it");
  }

  @Test
  void aManifestThatLeavesOutTheModelIsRefused() throws IOException {
    Files.delete(folder.resolve("model.onnx"));
    TinyBundle.seal(folder);

    isRefused("bundle.yaml", "does not list model.onnx");
  }

  @Test
  void aListedPathThatLeavesTheFolderIsRefused() throws IOException {
    replace("bundle.yaml", "MODEL_CARD.md", "../MODEL_CARD.md");

    isRefused("MODEL_CARD.md", "missing");
  }

  @Test
  void otherGoldenOutputsAreRefused() throws IOException {
    replace("golden.json", "6.0", "6.5");
    TinyBundle.seal(folder);

    isRefused("golden.json", "hand-computed", "6.0000, not 6.5000");
  }

  @Test
  void aTokenizerOfAnotherModelIsRefused() throws IOException {
    replace("tokenizer.json", "\"lowercase\":true", "\"lowercase\":true,\"strip_accents\":true");
    replace("tokenizer.json", "\"5\"", "\"five\"");
    TinyBundle.seal(folder);

    isRefused("golden.json", "other tokens");
  }

  @Test
  void labelsThatDoNotFitTheModelAreRefused() throws IOException {
    replace("labels.json", "\"other\"", "\"other\",\"more\"");
    TinyBundle.seal(folder);

    isRefused("golden.json", "4 classes in labels.json", "3 from the model");
  }

  @Test
  void somethingThatIsNoModelIsRefused() throws IOException {
    Files.writeString(folder.resolve("model.onnx"), "no model");
    TinyBundle.seal(folder);

    isRefused("model.onnx", "ONNX Runtime cannot load it");
  }

  @Test
  void aFolderWithoutABundleIsRefused() throws IOException {
    Files.delete(folder.resolve("bundle.yaml"));

    isRefused("bundle.yaml", "missing");
  }

  @Test
  void aGpuThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> Bundle.open(folder, Device.GPU).close())
        .isInstanceOf(BundleException.class)
        .hasMessageContainingAll("pool 'gpu' needs CUDA", "-Pgpu", "pool: cpu");
  }
}
