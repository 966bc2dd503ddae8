package io.sluice.schemas;

import io.sluice.schemas.TopicSpec.Cleanup;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue as a Markdown page for people. */
public final class TopicTable {
  private TopicTable() {}

  /** The whole page, ending in a line feed. */
  public static String markdown(Collection<TopicSpec> topics) {
    String rows = topics.stream().map(TopicTable::row).collect(Collectors.joining());
    String causes = topics.stream().map(TopicTable::cause).collect(Collectors.joining());
    return """
    # Topics

    Generated from the catalogue `io.sluice.schemas.Topics`; a test fails when this page is out of date.
    The key of every record is `%s`. Values are Avro in Confluent's wire format; the subject of a
    topic's schema is `<topic>-value`. A dead letter's value is the unreadable record's own bytes.

    | topic | value | partitions | kept | largest record | written by | read by |
    |---|---|---:|---|---:|---|---|
    %s
    ## What leads to what

    Edges between records of the same document. They hold no cycle; a part of a container is a
    document of its own, so nothing leads to `%s`.

    %s
    ## What leads back

    A decision leads to one more question where the type wants a second person, where two people
    differ, and where it cannot be carried out; never to two. So each round takes a person, and two
    people who differ are followed by one more at most.

    %s\
    """
        .formatted(TopicSpec.KEY, rows, Topics.CHILDREN.name(), causes, waysBack());
  }

  private static String waysBack() {
    return Topics.waysBack().stream()
        .map(way -> "- `%s` → `%s`\n".formatted(way.from().name(), way.to().name()))
        .collect(Collectors.joining());
  }

  private static String row(TopicSpec topic) {
    return "| `%s` | %s | %d | %s | %s | %s | %s |\n"
        .formatted(
            topic.name(),
            topic.value().map(value -> "`" + value.getSimpleName() + "`").orElse("raw bytes"),
            topic.partitions(),
            topic.cleanup() == Cleanup.COMPACT ? "compacted" : topic.retention().toDays() + " days",
            (topic.maxMessageBytes() >> 20) + " MiB",
            topic.writer().label(),
            topic.readers().stream().map(Role::label).sorted().collect(Collectors.joining(", ")));
  }

  private static String cause(TopicSpec topic) {
    List<TopicSpec> causes = topic.causes();
    if (causes.isEmpty()) {
      return "";
    }
    return "- %s → `%s`\n"
        .formatted(
            causes.stream()
                .map(cause -> "`" + cause.name() + "`")
                .collect(Collectors.joining(", ")),
            topic.name());
  }
}
