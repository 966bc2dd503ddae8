package io.sluice.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.ConfigException;
import io.sluice.config.Configs;
import io.sluice.connectors.CompletedRecord;
import io.sluice.types.DocumentTypes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DocumentTypes TYPES = DocumentTypes.shipped();
  private static final Path EXAMPLES =
      Path.of(System.getProperty("sluice.root"), "infra/docs/examples");

  @Test
  void everyProblemOfAMappingIsNamedAtOnce() {
    String broken =
        """
        documentType: invoice
        key: {field: ref, value: "sluice"}
        revision: {field: note, value: none}
        fields:
          a: grand_totl
          b: {from: issue_date, format: roman}
          c: {from: issue_date, constant: x}
          d: {row: description}
          e: {template: "{nobody}"}
          f: {difference: [grand_total]}
          g: {lookup: {object: party, missing: create}}
          h: {from: seller, required: true, default: nobody}
        children:
          lines: {rows: lineitems, fields: {x: {row: nothing}}}
        colour: blue
        """;
    assertThatThrownBy(() -> mapping(broken))
        .isInstanceOf(ConfigException.class)
        .extracting(e -> String.join("\n", ((ConfigException) e).problems()))
        .asString()
        .contains("object: missing")
        .contains("key.value: sluice — must contain {documentId}")
        .contains("revision.value: none — must contain {revision}")
        .contains("fields.a: grand_totl — a field of invoice: invoice_number")
        .contains("fields.b.format: roman")
        .contains("fields.c.value: from and constant — exactly one of")
        .contains("fields.d.row: set — only in the fields of rows: lineItems")
        .contains("fields.e.template: nobody — a field of invoice")
        .contains("fields.f.difference: [grand_total] — two fields or more")
        .contains("fields.g.lookup.by: missing")
        .contains("fields.g.lookup.create: missing")
        .contains("fields.h.default: set — not together with required")
        .contains("children.lines.rows: lineitems")
        .contains("children.lines.fields.x.row: nothing — one of adjustment")
        .contains("colour: unknown key");
  }

  @Test
  void anUnknownDocumentTypeIsAProblem() {
    assertThatThrownBy(
            () -> mapping("{documentType: inovice, object: x, key: {field: k}, fields: {a: b}}"))
        .hasMessageContaining("documentType: inovice — one of receipt, invoice");
  }

  @Test
  void valuesAreReadAsTheirFieldsKindSays() {
    Map<String, Value> fields =
        mapped(
            """
            fields:
              number: invoice_number
              date: issue_date
              total: grand_total
              asText: {from: grand_total, format: text}
              currency: {from: currency, values: {"€": EUR}}
              net: {difference: [grand_total, tax_total]}
              file: {record: fileName}
              title: {template: "{seller} {invoice_number}"}
              missing: buyer
              fallback: {from: buyer, default: nobody}
              fixed: {constant: [1, {a: b}]}
            """,
            record(
                "invoice_number",
                "R-7",
                "issue_date",
                "03.04.2026",
                "grand_total",
                "1.190,00 €",
                "tax_total",
                "190,00",
                "currency",
                "€",
                "seller",
                "Acme $1"));
    assertThat(fields)
        .containsEntry("number", new Value.Text("R-7"))
        .containsEntry("date", new Value.Day(LocalDate.of(2026, 4, 3)))
        .containsEntry("total", new Value.Decimal(new BigDecimal("1190.00")))
        .containsEntry("asText", new Value.Text("1.190,00 €"))
        .containsEntry("currency", new Value.Text("EUR"))
        .containsEntry("net", new Value.Decimal(new BigDecimal("1000.00")))
        .containsEntry("file", new Value.Text("Rechnung.pdf"))
        .containsEntry("title", new Value.Text("Acme $1 R-7"))
        .containsEntry("missing", Value.EMPTY)
        .containsEntry("fallback", new Value.Text("nobody"))
        .containsEntry("fixed", new Value.Raw(JSON.valueToTree(List.of(1, Map.of("a", "b")))));
  }

  @Test
  void whatIsMissingOrUnreadableMakesTheRecordUnusableAndIsNamed() {
    Mapped mapped =
        mapping(
                """
                documentType: invoice
                object: x
                key: {field: k}
                fields: {a: {from: seller, required: true}, b: issue_date, c: grand_total}
                """)
            .map(record("issue_date", "yesterday", "grand_total", "much"));
    assertThat(((Mapped.Unusable) mapped).problems())
        .containsExactly(
            "seller is missing, and the mapping requires it",
            "issue_date is \"yesterday\", wanted is a calendar day",
            "grand_total is \"much\", wanted is a number");
  }

  @Test
  void aDocumentWithoutLineItemsHasTheOneLineOfWithoutRows() {
    MappedRecord invoice =
        ready(
            MappingFile.read(EXAMPLES.resolve("tryton/invoice.yaml"), TYPES),
            record(
                "invoice_number",
                "R-7",
                "seller",
                "Acme",
                "grand_total",
                "119.00",
                "tax_total",
                "19.00"));
    assertThat(invoice.key()).isEqualTo("sluice:doc-1");
    assertThat(rows(invoice, "lines"))
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .containsEntry("unit_price", new Value.Decimal(new BigDecimal("100.00")))
                .containsEntry("description", new Value.Text("Invoice R-7")));
    assertThat(rows(invoice, "taxes"))
        .singleElement()
        .satisfies(tax ->
            assertThat(tax).containsEntry("amount", new Value.Decimal(new BigDecimal("19.00"))));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2, 50.00, , 100.00, 2, 50.00
          3, 33.33, , 100.00, 1, 100.00
          2000, 5.00, 1000, 10.00, 1, 10.00
          , , , 7.50, 1, 7.50
          4, 2.50, , , 4, 2.50
          """)
  void aLinesQuantityTimesItsPriceIsAlwaysItsTotal(
      String quantity, String price, String base, String total, String billed, String at) {
    ObjectNode json = record("invoice_number", "R-7", "seller", "Acme", "grand_total", "1").json();
    ObjectNode row = json.putObject("lineItems").putArray("rows").addObject();
    row.put("description", "Cable").put("quantity", quantity).put("unitPrice", price);
    row.put("priceBase", base).put("lineTotal", total);
    MappedRecord invoice =
        ready(
            MappingFile.read(EXAMPLES.resolve("tryton/invoice.yaml"), TYPES),
            CompletedRecord.of(JSON.convertValue(json, Map.class)));
    assertThat(rows(invoice, "lines"))
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .containsEntry("quantity", new Value.Number(new BigDecimal(billed)))
                .containsEntry("unit_price", new Value.Decimal(new BigDecimal(at))));
  }

  @ParameterizedTest
  @CsvSource({"2.00, -2.00", "-2.00, 2.00"})
  void chargesAndAllowancesOfTheWholeDocumentAreLinesOfTheirOwn(String allowances, String written) {
    ObjectNode json = record("invoice_number", "R-7", "seller", "Acme", "grand_total", "1").json();
    ObjectNode items = json.putObject("lineItems");
    items.putArray("rows").addObject().put("lineTotal", "10.00");
    items.put("charges", "5.00").put("allowances", allowances);
    MappedRecord invoice =
        ready(
            MappingFile.read(EXAMPLES.resolve("tryton/invoice.yaml"), TYPES),
            CompletedRecord.of(JSON.convertValue(json, Map.class)));
    assertThat(rows(invoice, "lines"))
        .extracting(line -> line.get("unit_price"))
        .containsExactly(
            new Value.Decimal(new BigDecimal("10.00")),
            new Value.Decimal(new BigDecimal("5.00")),
            new Value.Decimal(new BigDecimal(written)));
  }

  @Test
  void theRevisionIsFoundInTheTextThatAPersonAddedTo() {
    RevisionMark mark = new RevisionMark("comment", "Read by Sluice, revision {revision}");
    assertThat(mark.read("Urgent! Read by Sluice, revision 12. Paid on Monday.")).isEqualTo(12);
    assertThat(mark.read("Read by somebody")).isZero();
    assertThat(mark.read(null)).isZero();
    assertThat(mark.value(3)).isEqualTo(new Value.Text("Read by Sluice, revision 3"));
  }

  private static List<Map<String, Value>> rows(MappedRecord record, String field) {
    assertThat(record.fields().get(field)).isInstanceOf(Value.Rows.class);
    return ((Value.Rows) record.fields().get(field)).rows();
  }

  private static MappedRecord ready(Mapping mapping, CompletedRecord record) {
    return ((Mapped.Ready) mapping.map(record)).record();
  }

  private static Map<String, Value> mapped(String fields, CompletedRecord record) {
    return ready(mapping("documentType: invoice\nobject: x\nkey: {field: k}\n" + fields), record)
        .fields();
  }

  private static Mapping mapping(String yaml) {
    return MappingFile.read(Configs.parse("test", yaml), TYPES);
  }

  private static CompletedRecord record(String... namesAndValues) {
    ObjectNode json = JSON.createObjectNode();
    json.put("documentId", "doc-1").put("documentType", "invoice").put("revision", 1);
    json.put("fileName", "Rechnung.pdf");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      json.withArray("fields")
          .addObject()
          .put("name", namesAndValues[i])
          .put("value", namesAndValues[i + 1]);
    }
    return CompletedRecord.of(JSON.convertValue(json, Map.class));
  }
}
