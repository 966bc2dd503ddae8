package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkCommandTest {
  private static final Path MAPPING =
      Path.of(System.getProperty("sluice.root"), "infra/docs/examples/tryton/invoice.yaml");

  @TempDir Path folder;

  @Test
  void aDryRunShowsTheRequestsOfEachDocumentAndSaysWhatCannotBeMapped() throws Exception {
    Path results =
        Files.writeString(
            folder.resolve("results.jsonl"),
            """
            {"id": "doc-1", "class": "invoice", "file": "a.pdf", "fields": {"invoice_number": {"value": "R-7"}, "seller": {"value": "Acme"}, "grand_total": {"value": "119,00 €"}, "tax_total": {"value": "19,00"}}}
            {"id": "doc-2", "class": "invoice", "fields": {"grand_total": {"value": "much"}}}
            {"id": "doc-3", "class": "nda", "fields": {}}
            """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    int status;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      status =
          Main.commandLine()
              .execute(
                  "sink",
                  "dry-run",
                  "--mapping",
                  MAPPING.toString(),
                  "--results",
                  results.toString(),
                  "--profile",
                  "tryton",
                  "--database",
                  "books");
    } finally {
      System.setOut(before);
    }
    assertThat(status).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("== doc-1", "-- find party.party by name", "-- if there is none", "POST /books/")
        .contains("\"method\" : \"model.account.invoice.create\"")
        .contains("\"party\" : \"‹party.party with name \\\"Acme\\\"›\"")
        .contains("\"decimal\" : \"100.00\"")
        .contains("== doc-2", "invoice_number is missing", "grand_total is \"much\"")
        .doesNotContain("doc-3");
  }
}
