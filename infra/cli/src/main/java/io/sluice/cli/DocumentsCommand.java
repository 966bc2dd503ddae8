package io.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.events.DocumentStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "documents",
    mixinStandardHelpOptions = true,
    subcommands = ForgetCommand.class,
    description = {"What becomes of a document.", ""})
final class DocumentsCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNKNOWN = 1;
  private static final int WIDTH = 110;
  private static final int INDENT = 53;

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Tells a document's story, in time order: every event that the topics still have, who did it, how certain it was and"
            + " why it went where it went. Values of fields are not told. Exit status 1 if nothing is known.",
        ""
      })
  int show(
      @Parameters(paramLabel = "ID", description = "The documentId.") String id,
      @Mixin House house,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              converter = Selection.Time.class,
              description = "Nothing before: 2h, 7d, 2026-03-04, or 2026-03-04T12:00:00Z.")
          @Nullable Instant since,
      @Option(names = "--json", description = "A JSON object an event.") boolean json)
      throws Exception {
    try (House.Open open = house.topics();
        TopicReader topics = new TopicReader(open.connection().properties(Map.of()))) {
      Story story = Story.read(topics, Chapter.ALL, id, since);
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      out.print(json ? json(story) : text(story));
      return story.events().isEmpty() ? UNKNOWN : 0;
    }
  }

  static String text(Story story) {
    StringBuilder text = new StringBuilder(head(story));
    Instant first = story.events().isEmpty() ? Instant.EPOCH : story.events().get(0).at();
    for (Story.Event event : story.events()) {
      double seconds = Duration.between(first, event.at()).toMillis() / 1000.0;
      List<String> lines = ResultTable.wrap(event.told().words(), WIDTH);
      text.append(
          String.format(
              Locale.ROOT,
              "%-24s %+9.3f s  %-14s %s%n",
              event.at(),
              seconds,
              event.told().what(),
              String.join("\n" + " ".repeat(INDENT), lines)));
    }
    story.untold().forEach(topic -> text.append("not told by ").append(topic).append('\n'));
    return text.toString();
  }

  private static String head(Story story) {
    DocumentStatus now = story.now();
    if (story.events().isEmpty()) {
      return "No topic knows of " + DeadLettersText.plain(story.documentId()) + ".\n";
    }
    if (now == null) {
      return "%s%n%n".formatted(DeadLettersText.plain(story.documentId()));
    }
    String name = now.getFileName() == null ? "" : " (" + now.getFileName() + ")";
    String type = now.getDocumentType() == null ? "" : " as " + now.getDocumentType();
    String why = now.getDetail() == null ? "" : ": " + now.getDetail();
    return DeadLettersText.plain(
            "%s%s of %s is %s%s%s"
                .formatted(
                    story.documentId(),
                    name,
                    now.getTenant(),
                    now.getStage().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    type,
                    why))
        + "\n\n";
  }

  private static String json(Story story) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Story.Event event : story.events()) {
      ObjectNode node = JSON.createObjectNode();
      node.put("at", event.at().toString());
      node.put("documentId", story.documentId());
      node.put("topic", event.position().topic());
      node.put("partition", event.position().partition());
      node.put("offset", event.position().offset());
      node.put("what", event.told().what());
      node.put("words", event.told().words());
      lines.append(JSON.writeValueAsString(node)).append('\n');
    }
    return lines.toString();
  }
}
