package io.sluice.llm.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.events.Predicted;
import io.sluice.llm.Documents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerCacheTest {
  private static final Owner OWNER = new Owner("acme", "doc");

  @TempDir private Path folder;

  @Test
  void theFolderNeverHoldsMoreThanItMayAndNoAnswerInIt() throws Exception {
    Path at = folder.resolve("cache");
    try (ContentStore store = store()) {
      AnswerCache cache = new AnswerCache(at, 20, store);
      for (int i = 0; i < 100; i++) {
        cache.keep("key" + i, OWNER, answer("secret-" + i));
        assertThat(files(at)).hasSizeLessThanOrEqualTo(20);
      }
      assertThat(cache.find("key99")).isPresent();
      assertThat(cache.find("key0")).isEmpty();
      for (Path file : files(at)) {
        assertThat(Files.readString(file)).doesNotContain("secret");
      }
    }
  }

  @Test
  void whatIsBrokenOrForgottenIsAskedForAgain() throws Exception {
    Path at = folder.resolve("cache");
    try (ContentStore store = store()) {
      AnswerCache cache = new AnswerCache(at, 20, store);
      cache.keep("kept", OWNER, answer("doc/escalate/1"));
      cache.keep("broken", OWNER, answer("doc/escalate/1"));
      Files.writeString(at.resolve("broken"), "half a li", StandardCharsets.UTF_8);
      assertThat(new AnswerCache(at, 20, store).find("kept"))
          .hasValueSatisfying(answer -> assertThat(answer.getTaskId()).isEqualTo("doc/escalate/1"));
      assertThat(cache.find("broken")).isEmpty();
      store.forget(OWNER);
      assertThat(cache.find("kept")).isEmpty();
    }
  }

  private ContentStore store() {
    return ContentStores.open(folder.resolve("content").toUri().toString());
  }

  private static Predicted answer(String taskId) {
    return new Predicted(taskId, "doc", Documents.soFar("invoice"), Instant.EPOCH);
  }

  private static List<Path> files(Path folder) throws java.io.IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.toList();
    }
  }
}
