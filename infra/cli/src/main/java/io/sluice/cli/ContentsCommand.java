package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "contents",
    mixinStandardHelpOptions = true,
    description = {"The content store: documents as they came, and what was read of them.", ""})
final class ContentsCommand {

  @Command(
      name = "expire",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Deletes what was stored longer ago than this. Run it once a day: nothing else deletes"
            + " contents by their age.",
        ""
      })
  int expire(
      @Option(
              names = "--content-store",
              required = true,
              paramLabel = "URI",
              description = "The store, such as file:/mnt/sluice.")
          String store,
      @Option(
              names = "--older-than",
              required = true,
              paramLabel = "AGE",
              description = "Such as 120d.")
          String age,
      @Option(names = "--dry-run", description = "Only say how much that would be.") boolean dryRun,
      @Option(
              names = "--even-if-referenced",
              description = "Though records may still name what is deleted.")
          boolean evenIfReferenced)
      throws IOException, ContentException {
    Duration older = duration(age);
    Duration needed = longestReference();
    if (older.compareTo(needed) < 0 && !evenIfReferenced && !dryRun) {
      throw new UsageException(
          "--older-than "
              + age
              + ": records name contents for up to "
              + needed.toDays()
              + " days (reviews, dead letters); take that or more, or say --even-if-referenced");
    }
    try (ContentStore contents = ContentStores.open(store)) {
      ContentStore.Expired expired = contents.expire(Instant.now().minus(older), !dryRun);
      System.out.printf(
          "%s %d contents, %d bytes, older than %s%n",
          dryRun ? "would delete" : "deleted", expired.contents(), expired.bytes(), age);
    }
    return 0;
  }

  /** How long a record may name a content. */
  private static Duration longestReference() {
    return Topics.all().stream()
        // They name none.
        .filter(topic -> topic != Topics.AUDIT && topic != Topics.EGRESS)
        .map(TopicSpec::retention)
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private static Duration duration(String age) {
    ConfigNode node = ConfigNode.of("contents expire", Map.of("--older-than", age));
    Duration older = node.duration("--older-than", Duration.ZERO);
    node.finish();
    return older;
  }
}
