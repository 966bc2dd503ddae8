package io.sluice.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.events.DataClass;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTypesTest {

  @Test
  void theShippedTypesAreTheNineOfTheCatalogueAndOtherHasNoFields() {
    DocumentTypes types = DocumentTypes.shipped();

    assertThat(types.all())
        .extracting(DocumentType::name)
        .containsExactlyElementsOf(DocumentTypes.SHIPPED);
    assertThat(types.find("other").orElseThrow().fields()).isEmpty();
    assertThat(types.find("nda").orElseThrow().field("party").orElseThrow())
        .isEqualTo(
            new FieldSpec(
                "party",
                FieldKind.NAMES,
                true,
                false,
                List.of(),
                false,
                null,
                Clause.PARTIES,
                null,
                Printed.NONE,
                false));
  }

  @Test
  void aClauseOfAnotherKindIsRefused() {
    String yaml = "name: lease\nfields:\n  law: {kind: date, clause: governing-law}\n";

    assertThatThrownBy(() -> DocumentTypes.parse("lease.yaml", Map.of("lease.yaml", yaml)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("fields.law.clause")
        .hasMessageContaining("kind: name");
  }

  @Test
  void aPartOfAnInvoiceOfAnotherKindIsRefused() {
    String yaml = "name: bill\nfields:\n  total: {kind: text, invoice: total}\n";

    assertThatThrownBy(() -> DocumentTypes.parse("bill.yaml", Map.of("bill.yaml", yaml)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("fields.total.invoice")
        .hasMessageContaining("kind: price");
  }

  @Test
  void aCueToAValueOfAnotherKindIsRefused() {
    String yaml = "name: slip\nfields:\n  paid: {kind: date, cue: payment}\n";

    assertThatThrownBy(() -> DocumentTypes.parse("slip.yaml", Map.of("slip.yaml", yaml)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("fields.paid.cue")
        .hasMessageContaining("kind: price");
  }

  @Test
  void whatIsPrintedOnFormsIsKnownToEveryFieldOfTheType() {
    String yaml =
        """
        name: filing
        fields:
          who: {kind: name, printed: [{label: name of filer}]}
          day: {kind: date, printed: [{label: date of filing, value: above}, {label: received, hint: true}]}
          note: {kind: text}
        printed: [my commission expires]
        """;

    DocumentType type =
        DocumentTypes.parse("here", Map.of("filing.yaml", yaml)).find("filing").orElseThrow();

    assertThat(type.field("who").orElseThrow().printed().phrases())
        .containsExactlyInAnyOrder(
            "my commission expires", "name of filer", "date of filing", "received");
    assertThat(type.field("day").orElseThrow().printed().places())
        .extracting(Printed.Place::value)
        .containsExactly(Printed.Side.ABOVE, Printed.Side.BELOW);
    assertThat(type.field("note").orElseThrow().printed()).isEqualTo(Printed.NONE);
  }

  @Test
  void onlyDatesAreReadAboveALabelAndAmountsNotOffForms() {
    String yaml =
        """
        name: filing
        fields:
          who: {kind: name, printed: [{label: name of filer, value: above}]}
          fee: {kind: price, printed: [{label: fee, shape: '['}]}
        """;

    assertThatThrownBy(() -> DocumentTypes.parse("here", Map.of("filing.yaml", yaml)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("fields.who.printed")
        .hasMessageContaining("fields.fee.printed")
        .hasMessageContaining("shape");
  }

  @Test
  void everyShippedFileIsListedInTheIndex() throws Exception {
    Path folder = Path.of(DocumentTypes.class.getResource("receipt.yaml").toURI()).getParent();
    assertThat(DocumentTypes.load(folder).all()).hasSameSizeAs(DocumentTypes.SHIPPED);
  }

  @Test
  void aNewTypeNeedsAFileAndNoJava(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("delivery_note.yaml"),
        """
        name: delivery_note
        pool: gpu
        alwaysReview: true
        trust: structure
        escalation: {frontier: true, dataClasses: [public]}
        fields:
          gtin: {kind: id, required: true}
          net: {kind: price}
          tax: {kind: price}
          total: {kind: price}
          sent: {kind: date, dayFirst: true}
          due: {kind: date}
          consignees: {kind: names}
        validators:
          - {rule: checksum, field: gtin, algorithm: gtin}
          - {rule: sum, parts: [net, tax], total: total}
          - {rule: date-order, first: sent, second: due}
          - {rule: count, field: consignees, least: 1, most: 3}
        """);

    DocumentType type = DocumentTypes.load(folder).find("delivery_note").orElseThrow();

    assertThat(type.pool()).isEqualTo(Pool.GPU);
    assertThat(type.validators()).hasSize(4);
    assertThat(type.escalation().allows(LargerPool.FRONTIER, DataClass.PUBLIC)).isTrue();
    assertThat(type.escalation().allows(LargerPool.FRONTIER, DataClass.CONFIDENTIAL)).isFalse();
  }

  @Test
  void allProblemsOfAllFilesAreReportedAtOnceWithFilePathRuleAndExample() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "a.yaml",
        """
        name: b
        fields:
          total: {kind: money}
          Date: {kind: date}
        validators:
          - {rule: date-order, first: total, second: Date}
          - {rule: matches, field: total, pattern: '['}
        escalation: {dataClasses: [restricted]}
        """);
    files.put("c.yaml", "name: c\nfieldz: {}\n");

    assertThatThrownBy(() -> DocumentTypes.parse("types", files))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.startsWith("a.yaml: name: b — the file's name"))
                    .anyMatch(p -> p.contains("fields.total.kind: money — one of date, price"))
                    .anyMatch(p -> p.contains("fields.Date") && p.contains("lower snake case"))
                    .anyMatch(p -> p.contains("validators[0].first: total"))
                    .anyMatch(p -> p.contains("validators[1].pattern: ["))
                    .anyMatch(p -> p.contains("restricted documents never leave the house"))
                    .anyMatch(p -> p.startsWith("c.yaml: fieldz") && p.contains("unknown key")));
  }

  @Test
  void rulesAboutRowsAndSecondReadersAreReadAndTheirProblemsReportedAtOnce() {
    String good =
        """
        name: bill
        lineItems: required
        fields:
          tax: {kind: price}
          total: {kind: price, labels: [grand total]}
          paid: {kind: price}
        validators:
          - {rule: rows-sum, total: total, tax: tax, tolerance: 0.01}
          - {rule: rows-complete}
          - {rule: row-arithmetic}
          - {rule: row-gtins}
          - {rule: readers-agree, fields: [total]}
          - {rule: equal, first: total, second: paid}
        """;
    DocumentType type =
        DocumentTypes.parse("types", Map.of("bill.yaml", good)).find("bill").orElseThrow();
    assertThat(type.lineItems()).isEqualTo(LineItemsPolicy.REQUIRED);
    assertThat(type.field("total").orElseThrow().labels()).containsExactly("grand total");
    assertThat(type.validators())
        .contains(
            new ValidatorSpec.RowsSum("total", "tax", new BigDecimal("0.01")),
            new ValidatorSpec.ReadersAgree(List.of("total")));

    String bad =
        """
        name: bill
        fields:
          day: {kind: date, labels: [date]}
          total: {kind: price}
        validators:
          - {rule: rows-sum, total: day}
          - {rule: rows-complete}
          - {rule: readers-agree, fields: [total]}
          - {rule: readers-agree}
          - {rule: equal, first: total, second: day}
        """;
    assertThatThrownBy(() -> DocumentTypes.parse("types", Map.of("bill.yaml", bad)))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("fields.day.labels") && p.contains("kind: price"))
                    .anyMatch(p -> p.contains("validators[0].total: day"))
                    .anyMatch(p -> p.contains("validators[1].rule") && p.contains("lineItems:"))
                    .anyMatch(p -> p.contains("validators[2].fields: total"))
                    .anyMatch(p -> p.contains("validators[3].fields"))
                    .anyMatch(p -> p.contains("validators[4].second: day")));
  }

  @Test
  void anEmptyFolderIsAnErrorAndNotAHouseWithoutTypes(@TempDir Path folder) {
    assertThatThrownBy(() -> DocumentTypes.load(folder)).hasMessageContaining("no *.yaml file");
  }

  @Test
  void theStricterDataClassIsInForce() {
    DocumentType nda = DocumentTypes.shipped().find("nda").orElseThrow();
    assertThat(nda.inForce(DataClass.PUBLIC)).isEqualTo(DataClass.CONFIDENTIAL);
    assertThat(nda.inForce(DataClass.RESTRICTED)).isEqualTo(DataClass.RESTRICTED);
  }
}
