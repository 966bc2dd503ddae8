package io.sluice.connectors.upsert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.olingo.commons.api.data.Entity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The OData profile against a real OData 4.0 service. */
class ODataTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void everyStrategyCreatesUpdatesAndSetsAsideWhatIsRefused(Strategy strategy) throws Exception {
    try (ODataServer server = new ODataServer(true);
        TaskRun task = new TaskRun(config(server, strategy))) {
      server.service.upserts.set(strategy != Strategy.LOOKUP_THEN_WRITE);
      List<SinkRecord> records = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        records.add(TaskRun.record(i, "it's " + i, "invoice", 1, i == 7 ? "-1.00" : "10.00"));
      }
      records.add(TaskRun.record(20, "it's 3", "invoice", 2, "30.00"));
      task.put(records);

      assertThat(server.service.invoices).hasSize(19).doesNotContainKey("it's 7");
      assertThat((BigDecimal) value(server, "it's 3", "Total")).isEqualByComparingTo("30.00");
      assertThat(value(server, "it's 3", "Revision")).isEqualTo(2);
      assertThat((BigDecimal) value(server, "it's 4", "Total")).isEqualByComparingTo("10.00");
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue())
                  .contains("offset 7")
                  .contains("a total must not be negative"));
    }
  }

  @Test
  void manyRecordsTravelInOneBatch() throws Exception {
    try (ODataServer server = new ODataServer(false);
        TaskRun task = new TaskRun(config(server, Strategy.BATCH))) {
      List<SinkRecord> records = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        records.add(TaskRun.record(i, "doc-" + i, "invoice", 1, "10.00"));
      }
      task.put(records);
      assertThat(server.service.invoices).hasSize(50);
      assertThat(server.requests.get()).as("a token and a batch").isEqualTo(2);
    }
  }

  @Test
  void aTokenThatEndsIsFetchedAnewAndNothingIsLost() throws Exception {
    try (ODataServer server = new ODataServer(true);
        TaskRun task = new TaskRun(config(server, Strategy.PATCH))) {
      for (int i = 0; i < 3 * ODataServer.WRITES_A_TOKEN; i++) {
        task.put(List.of(TaskRun.record(i, "doc-" + i, "invoice", 1, "10.00")));
      }
      assertThat(server.service.invoices).hasSize(3 * ODataServer.WRITES_A_TOKEN);
      assertThat(server.tokens.get()).isGreaterThan(1);
      assertThat(task.deadLetters).isEmpty();
    }
  }

  @Test
  void aLateOldRevisionChangesNothingWhereTheEntityIsReadFirst() throws Exception {
    try (ODataServer server = new ODataServer(false);
        TaskRun task = new TaskRun(config(server, Strategy.LOOKUP_THEN_WRITE))) {
      task.put(List.of(TaskRun.record(0, "doc", "invoice", 3, "30.00")));
      task.put(List.of(TaskRun.record(1, "doc", "invoice", 2, "20.00")));
      assertThat((BigDecimal) value(server, "doc", "Total")).isEqualByComparingTo("30.00");
    }
  }

  @Test
  void aSupplierIsLookedUpByNameAndStandsForItsAccount() throws Exception {
    try (ODataServer server = new ODataServer(false);
        TaskRun task = new TaskRun(config(server, Strategy.PATCH, "reject"))) {
      Entity supplier = new Entity();
      for (String name : List.of("Name", "Account")) {
        supplier.addProperty(
            new org.apache.olingo.commons.api.data.Property(
                null,
                name,
                org.apache.olingo.commons.api.data.ValueType.PRIMITIVE,
                name.equals("Name") ? "O'Hara & Co" : "70001"));
      }
      server.service.suppliers.put("O'Hara & Co", supplier);
      task.put(
          List.of(
              withSeller(0, "doc-1", "O'Hara & Co"), withSeller(1, "doc-2", "Nobody's Business")));
      assertThat(value(server, "doc-1", "Supplier")).isEqualTo("70001");
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue())
                  .contains("the target has no Suppliers with Name \"Nobody's Business\""));
    }
  }

  private static SinkRecord withSeller(long offset, String id, String seller) {
    Map<String, Object> record = new HashMap<>();
    record.put("documentId", id);
    record.put("documentType", "invoice");
    record.put("revision", 1L);
    record.put(
        "fields",
        List.of(
            Map.of("name", "seller", "value", seller),
            Map.of("name", "grand_total", "value", "10.00")));
    return TaskRun.at(offset, record);
  }

  private static Object value(ODataServer server, String key, String property) {
    return server.service.invoices.get(key).getProperty(property).getValue();
  }

  private Map<String, String> config(ODataServer server, Strategy strategy) throws IOException {
    return config(server, strategy, "empty");
  }

  private Map<String, String> config(ODataServer server, Strategy strategy, String missing)
      throws IOException {
    Path mapping =
        Files.writeString(
            folder.resolve("invoice.yaml"),
            """
            documentType: invoice
            object: Invoices
            key: {field: DocumentId}
            revision: {field: Revision}
            fields:
              Number: invoice_number
              Date: issue_date
              Total: grand_total
              Supplier:
                lookup: {object: Suppliers, by: [{field: Name, from: seller}], take: Account, missing: %s}
            """
                .formatted(missing));
    return Map.of(
        "profile", "odata",
        "target.url", server.url(),
        "target.csrf", "true",
        "strategy", strategy.name(),
        "mappings", mapping.toString(),
        "retry.backoff.ms", "1",
        "retry.backoff.max.ms", "1");
  }
}
