package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.connectors.upsert.SinkTopics;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ExtractedField;
import io.sluice.local.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The integrators' SQL recipe: Debezium's sink and our transformation, into a real PostgreSQL. */
class PostgresTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Path DEBEZIUM = Path.of(System.getProperty("sluice.debezium"));

  @TempDir Path folder;

  @Test
  void documentsAreRowsOfAWideTableThatIsUpsertedAndGrows() throws Exception {
    assumeTrue(PostgresServer.isInstalled(), PostgresServer.MISSING);
    Path types = types("");
    try (LocalStack stack = LocalStack.startTemporary();
        PostgresServer postgres = PostgresServer.start()) {
      SinkTopics topics = new SinkTopics(stack);
      topics.send(
          invoice("doc-1", 1, Map.of("issue_date", "4.3.2026", "grand_total", "1.190,00 €")));
      topics.send(invoice("doc-1", 2, Map.of("issue_date", "5.3.2026", "grand_total", "119.00")));
      topics.send(invoice("doc-2", 1, Map.of("grand_total", "much")));
      topics.send(invoice("doc-3", 1, Map.of("grand_total", "12.3456")));
      Map<String, String> sink =
          Map.of(
              "connection.url",
              postgres.url(),
              "connection.username",
              PostgresServer.USER,
              "connection.password",
              "",
              "transforms.columns.document.types",
              types.toString(),
              "errors.deadletterqueue.topic.replication.factor",
              "1");
      Map<String, String> worker =
          Map.of("plugin.path", DEBEZIUM.toString(), "offset.flush.interval.ms", "200");
      Path home = folder.resolve("connect");
      try (var first = ConnectProcess.start(home, stack, "postgresql/sink.json", worker, sink)) {
        topics.await(
            "the last revision and the last document",
            first,
            () -> rows(postgres, "revision").containsAll(List.of("doc-1|2", "doc-3|1")));
      }
      assertThat(rows(postgres, "revision, issue_date, grand_total, tenant"))
          .containsExactly("doc-1|2|2026-03-05|119.0000|acme", "doc-3|1||12.3456|acme");
      assertThat(topics.deadLetters("sluice-postgresql.dead-letters"))
          .singleElement()
          .asString()
          .contains("document doc-2: grand_total is \"much\", wanted is an amount");

      types("  purchase_order: {kind: id}\n");
      topics.send(invoice("doc-4", 1, Map.of("purchase_order", "PO 7")));
      try (var second = ConnectProcess.start(home, stack, "postgresql/sink.json", worker, sink)) {
        topics.await(
            "the fourth document", second, () -> rows(postgres, "revision").contains("doc-4|1"));
      }
      assertThat(rows(postgres, "purchase_order"))
          .containsExactly("doc-1|", "doc-3|", "doc-4|PO 7");
      postgres.query(
          "update invoice set line_items = '[{\"description\": \"Cable\", \"quantity\": \"2\", \"lineTotal\": \"60.00\"}]' where document_id = 'doc-1'");
      postgres.query(Files.readString(ROOT.resolve("infra/docs/examples/postgresql/lines.sql")));
      assertThat(
              postgres.query(
                  "select document_id, position, description, quantity * \"lineTotal\" from invoice_lines"))
          .containsExactly("doc-1|1|Cable|120.00");
    }
  }

  private static List<String> rows(PostgresServer postgres, String columns) throws Exception {
    boolean isThere = postgres.query("select to_regclass('invoice') is not null").contains("t");
    return isThere
        ? postgres.query("select document_id, " + columns + " from invoice order by 1")
        : List.of();
  }

  private Path types(String more) throws Exception {
    Path types = Files.createDirectories(folder.resolve("types"));
    Files.writeString(
        types.resolve("invoice.yaml"),
        """
        name: invoice
        fields:
          issue_date: {kind: date, dayFirst: true}
          grand_total: {kind: price}
          seller: {kind: name}
        """
            + more);
    return types;
  }

  private static DocumentCompleted invoice(String id, int revision, Map<String, String> values) {
    DocumentCompleted record = Samples.completed(id, "invoice", revision);
    ExtractedField any = record.getFields().get(0);
    List<ExtractedField> fields =
        values.entrySet().stream()
            .map(field ->
                ExtractedField.newBuilder(any)
                    .setName(field.getKey())
                    .setValue(field.getValue())
                    .build())
            .toList();
    return DocumentCompleted.newBuilder(record).setFields(fields).build();
  }
}
