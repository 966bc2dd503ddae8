package io.sluice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.Reader;
import io.sluice.types.DocumentType;
import io.sluice.types.EscalationPolicy;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.LineItemsPolicy;
import io.sluice.types.Pool;
import io.sluice.types.ReviewPolicy;
import io.sluice.types.ValidatorSpec;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ValidatorsTest {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  @Test
  void netAndTaxMustMakeTheTotalWithinACentAndBeExact() {
    var rule = new ValidatorSpec.Sum(List.of("net", "tax"), "total", CENT);
    assertThat(broken(rule, "net", "100.00", "tax", "19.00", "total", "119.00")).isEmpty();
    assertThat(broken(rule, "net", "1.000,10 €", "tax", "190,02", "total", "EUR 1,190.13"))
        .isEmpty();
    assertThat(broken(rule, "net", "100.00", "tax", "19.00", "total", "118.00"))
        .containsExactly("118.00 ≠ 100.00 + 19.00");
    assertThat(broken(rule, "net", "100.00", "total", "118.00")).as("an absent part").isEmpty();
  }

  @Test
  void aDateMustNotBeAfterAnother() {
    var rule = new ValidatorSpec.DateOrder("from", "to");
    assertThat(broken(rule, "from", "2026-01-01", "to", "Jan 1, 2026")).isEmpty();
    assertThat(broken(rule, "from", "2 January 2026", "to", "01/01/26"))
        .containsExactly("from 2026-01-02 > to 2026-01-01");
    assertThat(broken(rule, "from", "2026-01-01", "to", "perpetual")).isEmpty();
  }

  @Test
  void anAmountMustNotExceedAnother() {
    var rule = new ValidatorSpec.AtMost("tax", "total");
    assertThat(broken(rule, "tax", "-19", "total", "-119")).as("a credit note").isEmpty();
    assertThat(broken(rule, "tax", "119", "total", "19")).hasSize(1);
  }

  @Test
  void aPatternHoldsForTheWholeValue() {
    var rule = new ValidatorSpec.Matches("id", Pattern.compile("[0-9]{3}"));
    assertThat(broken(rule, "id", "123")).isEmpty();
    assertThat(broken(rule, "id", "1234")).hasSize(1);
  }

  @Test
  void aCodeIsOfItsListWhateverItsCase() {
    var rule = new ValidatorSpec.OneOf("id", Set.of("EUR", "USD"), "ISO 4217");
    assertThat(broken(rule, "id", " eur ")).isEmpty();
    assertThat(broken(rule, "id", "EURO")).containsExactly("'EURO' is not in ISO 4217");
  }

  @Test
  void severalValuesAreCounted() {
    var rule = new ValidatorSpec.Count("parties", 2, 3);
    assertThat(broken(rule, "parties", "Acme; Bob")).isEmpty();
    assertThat(broken(rule, "parties", "Acme; ")).containsExactly("1 found, 2 to 3 expected");
  }

  @Test
  void oneOfSeveralFieldsMustBeThere() {
    var rule = new ValidatorSpec.AnyOf(List.of("total", "net"));
    assertThat(broken(rule, "net", "1")).isEmpty();
    assertThat(broken(rule, "tax", "1")).containsExactly("none of total, net was found");
  }

  @Test
  void checkDigitsAreChecked() {
    var iban = new ValidatorSpec.Checksum("id", ValidatorSpec.Algorithm.IBAN);
    assertThat(broken(iban, "id", "DE89 3704 0044 0532 0130 00")).isEmpty();
    assertThat(broken(iban, "id", "GB29 NWBK 6016 1331 9268 19")).isEmpty();
    assertThat(broken(iban, "id", "DE89 3704 0044 0532 0130 01")).hasSize(1);
    var gtin = new ValidatorSpec.Checksum("id", ValidatorSpec.Algorithm.GTIN);
    assertThat(broken(gtin, "id", "4006381333931")).isEmpty();
    assertThat(broken(gtin, "id", "96385074")).isEmpty();
    assertThat(broken(gtin, "id", "4006381333932")).hasSize(1);
    var luhn = new ValidatorSpec.Checksum("id", ValidatorSpec.Algorithm.LUHN);
    assertThat(broken(luhn, "id", "79927398713")).isEmpty();
    assertThat(broken(luhn, "id", "79927398710")).hasSize(1);
  }

  @Test
  void vatIdsHaveTheirCountrysShapeAndCheckDigits() {
    for (String good :
        List.of(
            "DE136695976",
            "ATU13585627",
            "BE0428759497",
            "DK13585628",
            "FI20774740",
            "IT00743110157",
            "LU15027442",
            "PL8567346215",
            "FR40303265045",
            "NL004495445B01",
            "EE100931558",
            "EL094259216",
            "HR33392005961",
            "HU12892312",
            "PT501964843",
            "SE123456789701",
            "SI50223054")) {
      assertThat(Checksums.holds(ValidatorSpec.Algorithm.VAT_ID, good)).as(good).isTrue();
    }
    for (String bad :
        List.of(
            "DE136695978",
            "ATU13585626",
            "BE0431150351",
            "EE100931559",
            "EL094259217",
            "FR41303265045",
            "HR33392005962",
            "HU12892313",
            "NL004495446B01",
            "PT501964842",
            "SE123456789101",
            "SI50223055",
            "XX123456789",
            "DE12",
            "")) {
      assertThat(Checksums.holds(ValidatorSpec.Algorithm.VAT_ID, bad)).as(bad).isFalse();
    }
  }

  @Test
  void twoFieldsThatMustBeEqualAreComparedAsWhatTheyAre() {
    var prices = new ValidatorSpec.Equal("net", "total");
    assertThat(broken(prices, "net", "1.000,00 €", "total", "USD 1,000.00")).isEmpty();
    assertThat(broken(prices, "net", "1.00", "total", "2.00"))
        .containsExactly("net '1.00' ≠ total '2.00'");
    assertThat(
            broken(
                new ValidatorSpec.Equal("from", "to"), "from", "2026-01-02", "to", "Jan 2, 2026"))
        .isEmpty();
    assertThat(broken(new ValidatorSpec.Equal("id", "id"), "id", "A-1")).isEmpty();
  }

  @Test
  void twoReadersThatDisagreeAreBothNamed() {
    var rule = new ValidatorSpec.ReadersAgree(List.of("total"));
    var second = List.of(Samples.field("total", "119.00", 1, Reader.PATTERN));
    assertThat(check(rule, second, "total", "EUR 119,00")).isEmpty();
    assertThat(check(rule, second, "total", "118.00"))
        .containsExactly("readers disagree: model '118.00', label on the page '119.00'");
    assertThat(check(rule, second, "net", "1.00")).as("only one speaks").isEmpty();
    assertThat(check(rule, List.of(), "total", "118.00")).as("only one speaks").isEmpty();
  }

  @Test
  void aTypeThatRequiresLineItemsMissesThem() {
    assertThat(
            Validators.check(type(List.of(), LineItemsPolicy.REQUIRED), Map.of(), null, List.of()))
        .extracting(Doubt::getCode)
        .containsExactly("REQUIRED_FIELD_MISSING");
    assertThat(
            Validators.check(type(List.of(), LineItemsPolicy.EXPECTED), Map.of(), null, List.of()))
        .isEmpty();
  }

  private static List<String> broken(ValidatorSpec rule, String... pairs) {
    return check(rule, List.of(), pairs);
  }

  private static List<String> check(
      ValidatorSpec rule, List<ExtractedField> secondReadings, String... pairs) {
    Map<String, ExtractedField> read = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      read.put(pairs[i], Samples.field(pairs[i], pairs[i + 1], 0.99));
    }
    DocumentType type = type(List.of(rule), LineItemsPolicy.EXPECTED);
    return Validators.check(type, read, null, secondReadings).stream()
        .map(Doubt::getMessage)
        .toList();
  }

  private static DocumentType type(List<ValidatorSpec> rules, LineItemsPolicy lineItems) {
    return new DocumentType(
        "invoice",
        List.of(
            new FieldSpec("net", FieldKind.PRICE, false, false),
            new FieldSpec("tax", FieldKind.PRICE, false, false),
            new FieldSpec("total", FieldKind.PRICE, false, false),
            new FieldSpec("from", FieldKind.DATE, false, false),
            new FieldSpec("to", FieldKind.DATE, false, false),
            new FieldSpec("id", FieldKind.ID, false, false),
            new FieldSpec("parties", FieldKind.NAMES, false, false)),
        rules,
        Pool.CPU,
        0.01,
        false,
        false,
        EscalationPolicy.PEOPLE_ONLY,
        null,
        lineItems,
        ReviewPolicy.PLAIN);
  }
}
