package io.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.DeadLetters.Entry;
import io.sluice.evaluation.TextTable;
import io.sluice.schemas.Ids;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was set aside, for people and for programs. Bytes of documents are never shown. */
final class DeadLettersText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHORT = 90;

  private DeadLettersText() {}

  static String table(List<Entry> entries) {
    if (entries.isEmpty()) {
      return "Nothing is set aside.\n";
    }
    TextTable table =
        new TextTable("id", "since", "stage", "reason", "document", "way back", "why")
            .left(1, 2, 3, 4, 5, 6);
    for (Entry entry : entries) {
      SetAside what = entry.what();
      table.row(
          plain(what.handle()),
          what.at().truncatedTo(ChronoUnit.SECONDS),
          what.stage(),
          what.reason(),
          plain(name(what)),
          entry.standing().words(),
          cut(what.message()));
    }
    return table + counts(entries);
  }

  private static String counts(List<Entry> entries) {
    Map<String, Integer> byReason = new TreeMap<>();
    entries.forEach(entry -> byReason.merge(entry.what().reason(), 1, Integer::sum));
    return "\n%d set aside, %d open: %s%n"
        .formatted(entries.size(), entries.stream().filter(Entry::isOpen).count(), byReason);
  }

  static String details(List<Entry> entries, List<WayBack> ways) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      SetAside what = entries.get(i).what();
      line(text, "id", what.handle());
      line(text, "set aside", what.at());
      line(text, "stage", what.stage());
      line(text, "reason", what.reason());
      line(text, "why", plain(what.message()));
      line(text, "record", what.position());
      switch (what) {
        case SetAside.OfDocument document -> document(text, document);
        case SetAside.OfRecord record -> record(text, record);
      }
      line(text, "way back", ways.get(i).words());
      text.append('\n');
    }
    return text.toString();
  }

  private static void document(StringBuilder text, SetAside.OfDocument document) {
    var rejection = document.rejection();
    line(text, "file", rejection.getFileName());
    line(text, "tenant", rejection.getTenant() + ", from " + rejection.getSource());
    line(text, "received", rejection.getReceivedAt());
    line(text, "runs so far", document.replay() + 1);
    line(text, "part of", rejection.getParentId());
    line(
        text,
        "content",
        rejection.getOriginal() == null
            ? "with the record it came in"
            : rejection.getOriginal().getUri());
  }

  private static void record(StringBuilder text, SetAside.OfRecord record) {
    line(text, "key", record.documentId());
    line(text, "stood at", record.origin().map(Position::toString).orElse("unknown"));
    line(
        text,
        "bytes",
        record.leftOut()
            ? "too large to be kept: " + record.header("sluice.left.out").orElse("")
            : record.value() == null
                ? "none"
                : record.value().length + ", SHA-256 " + Ids.sha256(record.value()));
    record
        .header(SetAside.REPLAY_OF)
        .ifPresent(from -> line(text, "replay of", from + ", which was put back before"));
    record.ownHeaders().forEach(header -> line(text, "header", header.key()));
  }

  static String outcome(List<WayBack> ways, Map<String, String> became, boolean dryRun) {
    if (ways.isEmpty()) {
      return "Nothing is open there.\n";
    }
    TextTable table =
        new TextTable("id", "reason", "document", "done", "and then").left(1, 2, 3, 4);
    for (WayBack way : ways) {
      boolean stays = way instanceof WayBack.None;
      table.row(
          plain(way.what().handle()),
          way.what().reason(),
          plain(name(way.what())),
          (stays ? "nothing: " : dryRun ? "would be " : "") + way.words(),
          cut(became.getOrDefault(way.what().handle(), "")));
    }
    long back = ways.stream().filter(way -> !(way instanceof WayBack.None)).count();
    return table
        + "\n%d %s, %d left alone%n"
            .formatted(back, dryRun ? "would be replayed" : "replayed", ways.size() - back);
  }

  static String json(List<Entry> entries) {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      ObjectNode node = node(entry.what());
      node.put("state", entry.standing().kind().name().toLowerCase(Locale.ROOT));
      node.put("wayBack", entry.standing().words());
      lines.append(write(node)).append('\n');
    }
    return lines.toString();
  }

  static String json(List<WayBack> ways, Map<String, String> became, boolean dryRun) {
    StringBuilder lines = new StringBuilder();
    for (WayBack way : ways) {
      ObjectNode node = node(way.what());
      node.put("replayed", !dryRun && !(way instanceof WayBack.None));
      node.put("wayBack", way.words());
      node.put("became", became.get(way.what().handle()));
      lines.append(write(node)).append('\n');
    }
    return lines.toString();
  }

  private static ObjectNode node(SetAside what) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", what.handle());
    node.put("kind", what instanceof SetAside.OfDocument ? "document" : "record");
    node.put("documentId", what.documentId());
    node.put("at", what.at().toString());
    node.put("stage", what.stage());
    node.put("reason", what.reason());
    node.put("message", what.message());
    node.put("record", what.position().toString());
    if (what instanceof SetAside.OfDocument document) {
      node.put("fileName", document.rejection().getFileName());
      node.put("tenant", document.rejection().getTenant());
      node.put("replay", document.replay());
    }
    if (what instanceof SetAside.OfRecord record) {
      node.put("origin", record.origin().map(Position::toString).orElse(null));
    }
    return node;
  }

  private static String write(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }

  private static String name(SetAside what) {
    return switch (what) {
      case SetAside.OfDocument document when document.rejection().getFileName() != null ->
          document.rejection().getFileName();
      case SetAside.OfDocument document -> "";
      case SetAside.OfRecord record -> record.documentId();
    };
  }

  private static void line(StringBuilder text, String name, @Nullable Object value) {
    if (value != null) {
      text.append("%-12s %s%n".formatted(name, value));
    }
  }

  private static String cut(String text) {
    String plain = plain(text);
    return plain.length() <= SHORT ? plain : plain.substring(0, SHORT - 1) + "…";
  }

  /** File names and messages are anybody's: nothing in them speaks to the terminal. */
  static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x80-\\x9f]", " ");
  }
}
