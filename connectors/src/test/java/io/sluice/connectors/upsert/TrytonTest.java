package io.sluice.connectors.upsert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connectors.ConnectProcess;
import io.sluice.connectors.Samples;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ExtractedField;
import io.sluice.local.LocalStack;
import io.sluice.local.TrytonServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The integrators' mapping against a real Tryton. */
class TrytonTest {
  private static final Path MAPPING =
      Path.of(System.getProperty("sluice.root"), "infra/docs/examples/tryton/invoice.yaml");

  @TempDir static Path folder;
  private static TrytonServer server;
  private static TrytonRpc books;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(TrytonServer.isInstalled(), TrytonServer.MISSING);
    server = TrytonServer.start(Files.createDirectories(folder.resolve("tryton")));
    books = new TrytonRpc(server);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anInvoiceArrivesAsADraftWithItsSupplierLinesAndTaxAndTheTotalsAgree() throws Exception {
    try (TaskRun task = new TaskRun(config())) {
      task.put(List.of(invoice(0, "with-lines", 1, "119.00", "19.00", lines())));
      assertThat(task.deadLetters).isEmpty();
    }
    JsonNode invoice = only("with-lines");
    assertThat(invoice.path("type").asText()).isEqualTo("in");
    assertThat(invoice.path("state").asText()).isEqualTo("draft");
    assertThat(invoice.path("reference").asText()).isEqualTo("R-with-lines");
    assertThat(invoice.path("party.").path("rec_name").asText()).isEqualTo("Acme & Söhne GmbH");
    assertThat(invoice.path("currency.").path("code").asText()).isEqualTo("EUR");
    assertThat(invoice.path("lines")).hasSize(3);
    assertThat(decimal(invoice, "untaxed_amount")).isEqualTo("100.00");
    assertThat(decimal(invoice, "tax_amount")).isEqualTo("19.00");
    assertThat(decimal(invoice, "total_amount")).isEqualTo("119.00");
  }

  @Test
  void theSameDocumentTenTimesInARowIsOneInvoiceAndOneSupplier() throws Exception {
    for (int i = 0; i < 10; i++) {
      try (TaskRun task = new TaskRun(config())) {
        task.put(List.of(invoice(i, "ten-times", 1, "119.00", "19.00", List.of())));
      }
    }
    assertThat(only("ten-times").path("lines")).hasSize(1);
    assertThat(books.search("party.party", "[[\"name\", \"=\", \"Acme & Söhne GmbH\"]]", "id"))
        .hasSize(1);
  }

  @Test
  void theSameDocumentTenTimesConcurrentlyIsOneInvoice() throws Exception {
    Map<String, String> config = config();
    try (TaskRun first = new TaskRun(config)) {
      // The supplier is there: who creates suppliers has one task.
      first.put(List.of(invoice(0, "supplier-first", 1, "119.00", "19.00", List.of())));
    }
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 10)
            .mapToObj(i ->
                CompletableFuture.runAsync(() -> {
                  try (TaskRun task = new TaskRun(config)) {
                    task.put(List.of(invoice(0, "concurrent", 1, "119.00", "19.00", List.of())));
                    assertThat(task.deadLetters).isEmpty();
                  }
                }))
            .toList();
    CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get();
    assertThat(books.invoices("concurrent")).hasSize(1);
  }

  @Test
  void aCorrectionUpdatesTheInvoiceAndALateOldRevisionChangesNothing() throws Exception {
    SinkRecord old = invoice(0, "corrected", 1, "119.00", "19.00", lines());
    try (TaskRun task = new TaskRun(config())) {
      task.put(List.of(old));
      int id = only("corrected").path("id").asInt();
      task.put(List.of(invoice(1, "corrected", 2, "238.00", "38.00", List.of())));
      task.put(List.of(old));
      assertThat(task.deadLetters).isEmpty();
      assertThat(only("corrected").path("id").asInt()).isEqualTo(id);
    }
    JsonNode invoice = only("corrected");
    assertThat(decimal(invoice, "total_amount")).isEqualTo("238.00");
    assertThat(invoice.path("lines")).hasSize(1);
    assertThat(invoice.path("taxes")).hasSize(1);
    assertThat(invoice.path("comment").asText()).isEqualTo("Read by Sluice, revision 2");
  }

  @Test
  void whatTrytonRefusesIsADeadLetterWithItsMessageAndTheOthersOfTheBatchAreWritten()
      throws Exception {
    try (TaskRun task = new TaskRun(config())) {
      task.put(
          List.of(
              invoice(0, "good-1", 1, "119.00", "19.00", List.of()),
              // Tryton keeps two decimals of an amount of tax.
              invoice(1, "bad", 1, "119.00", "19.12345", List.of()),
              invoice(2, "good-2", 1, "119.00", "19.00", List.of())));
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue())
                  .contains("completed-0 offset 1 was refused by the target: The number of digits")
                  .doesNotContain(server.password()));
    }
    assertThat(books.invoices("good-1")).hasSize(1);
    assertThat(books.invoices("bad")).isEmpty();
    assertThat(books.invoices("good-2")).hasSize(1);
  }

  @Test
  void anInvoiceThatThePeopleHaveClosedIsNotChangedAndItsCorrectionIsADeadLetter()
      throws Exception {
    try (TaskRun task = new TaskRun(config())) {
      task.put(List.of(invoice(0, "cancelled", 1, "119.00", "19.00", List.of())));
      books.call(
          "model.account.invoice.cancel",
          "[[%d], {}]".formatted(only("cancelled").path("id").asInt()));
      task.put(List.of(invoice(0, "cancelled", 1, "119.00", "19.00", List.of())));
      assertThat(task.deadLetters).as("what is written already needs no writing").isEmpty();
      task.put(List.of(invoice(1, "cancelled", 2, "238.00", "38.00", List.of())));
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue()).contains("because it is posted, paid or cancelled"));
    }
    assertThat(decimal(only("cancelled"), "total_amount")).isEqualTo("119.00");
  }

  @Test
  void aSupplierThatStandsTwiceIsForAPersonToSortOut() throws Exception {
    for (int i = 0; i < 2; i++) {
      books.call("model.party.party.create", "[[{\"name\": \"Twin Ltd\"}], {}]");
    }
    try (TaskRun task = new TaskRun(config())) {
      task.put(List.of(invoice(0, "twin", 1, "119.00", "19.00", List.of(), "Twin Ltd")));
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue()).contains("several party.party with name \"Twin Ltd\""));
    }
  }

  @Test
  void aWorkerKilledBetweenRequestAndCommitWritesNothingTwice() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "password=" + server.password());
    Map<String, String> sink = new HashMap<>(config());
    sink.put("auth.password", "${file:" + secret + ":password}");
    sink.put("errors.deadletterqueue.topic.replication.factor", "1");
    List<String> logs = new ArrayList<>();
    try (LocalStack stack = LocalStack.startTemporary()) {
      SinkTopics topics = new SinkTopics(stack);
      for (int i = 0; i < 5; i++) {
        topics.send(completed("killed-" + i, i == 4 ? "19.12345" : "19.00"));
      }
      Path worker = folder.resolve("connect");
      Map<String, String> neverCommits = Map.of("offset.flush.interval.ms", "600000");
      try (var first =
          ConnectProcess.start(worker, stack, "tryton/sink.json", neverCommits, sink)) {
        topics.await(
            "four invoices",
            first,
            () ->
                books
                        .search(
                            "account.invoice",
                            "[[\"description\", \"like\", \"sluice:killed-%\"]]",
                            "id")
                        .size()
                    == 4);
        first.kill();
        logs.add(first.log());
      }
      assertThat(topics.committed("connect-sluice-tryton")).as("before the kill").isZero();

      Map<String, String> commits = Map.of("offset.flush.interval.ms", "200");
      try (var second = ConnectProcess.start(worker, stack, "tryton/sink.json", commits, sink)) {
        topics.await("all committed", second, () -> topics.committed("connect-sluice-tryton") == 5);
        logs.add(second.log());
      }
      for (int i = 0; i < 4; i++) {
        assertThat(decimal(only("killed-" + i), "total_amount")).isEqualTo("119.00");
      }
      assertThat(books.invoices("killed-4")).isEmpty();
      assertThat(topics.deadLetters("sluice-tryton.dead-letters"))
          .isNotEmpty()
          .allSatisfy(message -> assertThat(message).contains("The number of digits"));
    }
    assertThat(String.join("", logs)).doesNotContain(server.password());
  }

  private static DocumentCompleted completed(String id, String tax) {
    DocumentCompleted record = Samples.completed(id, "invoice", 1);
    ExtractedField any = record.getFields().get(0);
    List<ExtractedField> fields =
        Map.of(
                "invoice_number", "R-" + id,
                "seller", "Acme & Söhne GmbH",
                "currency", "EUR",
                "grand_total", "119.00",
                "tax_total", tax)
            .entrySet()
            .stream()
            .map(field ->
                ExtractedField.newBuilder(any)
                    .setName(field.getKey())
                    .setValue(field.getValue())
                    .build())
            .toList();
    return DocumentCompleted.newBuilder(record).setFields(fields).build();
  }

  private JsonNode only(String documentId) throws Exception {
    JsonNode invoices = books.invoices(documentId);
    assertThat(invoices).as(documentId).hasSize(1);
    return invoices.get(0);
  }

  private static String decimal(JsonNode invoice, String field) {
    return invoice.path(field).path("decimal").asText();
  }

  static Map<String, String> config() {
    return Map.ofEntries(
        Map.entry("profile", "tryton"),
        Map.entry("target.url", server.url()),
        Map.entry("target.database", TrytonServer.DATABASE),
        Map.entry("auth.type", "password"),
        Map.entry("auth.user", TrytonServer.USER),
        Map.entry("auth.password", server.password()),
        Map.entry("mappings", MAPPING.toString()),
        Map.entry("retry.backoff.ms", "20"),
        Map.entry("retry.backoff.max.ms", "200"));
  }

  private static List<Map<String, Object>> lines() {
    return List.of(
        Map.of("description", "Cable", "quantity", "2", "unitPrice", "30.00", "lineTotal", "60.00"),
        Map.of(
            "description",
            "Screws",
            "quantity",
            "2000",
            "unitPrice",
            "10.00",
            "priceBase",
            "1000",
            "lineTotal",
            "20.00"),
        Map.of("description", "Freight", "lineTotal", "20.00"));
  }

  private static SinkRecord invoice(
      long offset,
      String id,
      long revision,
      String total,
      String tax,
      List<Map<String, Object>> lines) {
    return invoice(offset, id, revision, total, tax, lines, "Acme & Söhne GmbH");
  }

  private static SinkRecord invoice(
      long offset,
      String id,
      long revision,
      String total,
      String tax,
      List<Map<String, Object>> lines,
      String seller) {
    List<Map<String, Object>> fields = new ArrayList<>();
    Map.of(
            "invoice_number",
            "R-" + id,
            "issue_date",
            "4.3.2026",
            "seller",
            seller,
            "currency",
            "€",
            "grand_total",
            total,
            "tax_total",
            tax)
        .forEach((name, value) -> fields.add(Map.of("name", name, "value", value)));
    Map<String, Object> record = new HashMap<>();
    record.put("documentId", id);
    record.put("documentType", "invoice");
    record.put("revision", revision);
    record.put("fields", fields);
    if (!lines.isEmpty()) {
      record.put("lineItems", Map.of("rows", lines));
    }
    return TaskRun.at(offset, record);
  }
}
