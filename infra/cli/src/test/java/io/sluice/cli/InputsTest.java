package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  @TempDir Path folder;

  @Test
  void foldersAreSearchedRecursivelyAndAFileNamedTwiceIsOneInput() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Path inner = Files.writeString(deep.resolve("inner.txt"), "x");
    Path outer = Files.writeString(folder.resolve("outer.txt"), "x");

    List<Input> inputs = Inputs.ofPaths(List.of(folder, inner));

    assertThat(inputs).extracting(Input::file).containsExactly(inner, outer);
    assertThat(inputs).extracting(Input::id).doesNotHaveDuplicates();
  }

  @Test
  void theSameFileHasTheSameIdInTheNextRun() throws Exception {
    Files.writeString(folder.resolve("one.txt"), "x");
    assertThat(Inputs.ofPaths(List.of(folder))).isEqualTo(Inputs.ofPaths(List.of(folder)));
  }

  @Test
  void allMissingPathsAreNamed() {
    assertThatThrownBy(() -> Inputs.ofPaths(List.of(Path.of("no-such-1"), Path.of("no-such-2"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no-such-1")
        .hasMessageContaining("no-such-2");
  }

  @Test
  void aManifestGivesIdsAndFilesAndLinesWithoutAFileArePassedOver() throws Exception {
    Path manifest =
        Files.writeString(
            folder.resolve("m.jsonl"),
            "{\"id\": \"d1\", \"file\": \"docs/a.pdf\", \"cls\": \"nda\"}\n\n{\"id\": \"d2\", \"file\": null}\n");
    assertThat(Inputs.ofManifest(manifest))
        .containsExactly(new Input("d1", folder.resolve("docs/a.pdf"), "docs/a.pdf"));
  }

  @Test
  void everyFaultOfAManifestIsNamedWithItsLine() throws Exception {
    Path manifest =
        Files.writeString(
            folder.resolve("m.jsonl"),
            "{\"id\": \"d1\", \"file\": \"a\"}\n{\"file\": \"b\"}\n{\"id\": \"d1\", \"file\": \"c\"}\nnot json\n");
    assertThatThrownBy(() -> Inputs.ofManifest(manifest))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("m.jsonl:2: 'id' and 'file' are required")
        .hasMessageContaining("m.jsonl:3: the id d1 stands twice")
        .hasMessageContaining("m.jsonl:4: not JSON");
  }
}
