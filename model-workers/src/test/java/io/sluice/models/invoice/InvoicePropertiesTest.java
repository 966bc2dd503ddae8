package io.sluice.models.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ParsedContent;
import io.sluice.models.table.Sheet;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.InvoicePart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class InvoicePropertiesTest {
  static {
    AvroTrust.grant();
  }

  @Property(tries = 200)
  void whateverTheAmountsNetAndTaxProveTheTotal(
      @ForAll @IntRange(min = 500, max = 90_000_000) int cents, @ForAll @IntRange(min = 5, max = 25) int rate) {
    BigDecimal net = BigDecimal.valueOf(cents, 2);
    BigDecimal tax =
        net.multiply(BigDecimal.valueOf(rate, 2)).setScale(2, RoundingMode.HALF_UP);
    Sheet sheet =
        new Sheet()
            .left(40, 40, "Invoice 17 of 01.02.2020")
            .left(300, 300, "Net")
            .right(540, 300, money(net))
            .left(300, 314, "VAT " + rate + "%")
            .right(540, 314, money(tax))
            .left(300, 328, "Total")
            .right(540, 328, money(net.add(tax)));
    InvoiceReader reader = new InvoiceReader(sheet.content());

    assertThat(reader.find(InvoicePart.TOTAL))
        .hasValueSatisfying(read -> {
          assertThat(new BigDecimal(read.value())).isEqualByComparingTo(net.add(tax));
          assertThat(read.sure()).isTrue();
        });
    assertThat(reader.find(InvoicePart.TAX).map(Read::value).map(BigDecimal::new))
        .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo(tax));
  }

  private static String money(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }

  @Property(tries = 300)
  void whateverStandsOnAPageEveryValueHasWordsOfIt(
      @ForAll @Size(max = 60) List<@From("words") String> words) {
    Sheet sheet = new Sheet();
    for (int i = 0; i < words.size(); i++) {
      sheet.left(40 + 130 * (i % 4), 40 + 13 * (i / 4), words.get(i));
    }
    ParsedContent document = sheet.content();
    InvoiceReader reader = new InvoiceReader(document);

    for (InvoicePart part : InvoicePart.values()) {
      reader
          .find(part)
          .ifPresent(read -> {
            assertThat(read.value()).isNotBlank();
            assertThat(read.words()).isNotEmpty().isSubsetOf(document.getWords());
          });
    }
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
        "Rechnung", "Invoice", "Nr.", "No", "#", "/", "-", "vom", "12", "17/4", "AB-1", "01.02.2020", "2020-02-30", "Datum:",
        "Date", "/Datum", "Rechnungs-Nr./Datum", "Netto", "MwSt", "19%", "%", "100,00", "19,00", "119,00", "1", "000,00", "€", "EUR",
        "Total", "Bill", "to", ":", "Seller:", "Kunde", "GmbH", "Alpha", "·", "12345", "Stadt", "Frau", "Tel.", "www.alpha.example",
        "Name:", "(", "((", "Nr.12", "Kundennummer:2", "&", "Co.", "KG");
  }
}
