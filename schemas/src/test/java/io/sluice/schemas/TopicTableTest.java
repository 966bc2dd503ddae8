package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TopicTableTest {
  private static final Path PAGE =
      Path.of(System.getProperty("sluice.root"), "infra", "docs", "topics.md");

  @Test
  void thePageOfTopicsSaysWhatTheCatalogueSays() throws IOException {
    String page = TopicTable.markdown(Topics.all());
    if (Boolean.getBoolean("sluice.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as(
            "infra/docs/topics.md is generated; write it anew with "
                + "mvn -Pquick -pl schemas test -Dtest=TopicTableTest -Dsluice.write=true")
        .exists()
        .content()
        .isEqualTo(page);
  }
}
