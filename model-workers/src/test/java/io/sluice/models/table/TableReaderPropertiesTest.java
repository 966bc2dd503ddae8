package io.sluice.models.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.LineItem;
import io.sluice.schemas.AvroTrust;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tables at random places, in three languages, on one page or several. */
class TableReaderPropertiesTest {
  static {
    AvroTrust.grant();
  }

  private static final List<List<String>> HEADINGS =
      List.of(
          List.of("No", "Description", "Qty", "Unit price", "Amount"),
          List.of("Pos", "Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis"),
          List.of("Ligne", "Désignation", "Qté", "Prix", "Montant"));
  private static final List<String> TOTALS = List.of("Total", "Summe", "Montant total");

  record Row(int quantity, int cents, int words, boolean continued) {
    BigDecimal total() {
      return BigDecimal.valueOf((long) quantity * cents, 2);
    }
  }

  /** What is left out of a row: nothing, its amount, or all of it. */
  enum Lost {
    NOTHING,
    AMOUNT,
    ROW
  }

  record Table(
      List<Row> rows,
      int language,
      float left,
      float top,
      float pitch,
      int perPage,
      boolean comma) {

    Sheet render(int lostRow, Lost lost) {
      Sheet sheet = new Sheet();
      float y = head(sheet);
      for (int i = 0; i < rows.size(); i++) {
        if (i > 0 && i % perPage == 0) {
          sheet.nextPage();
          y = head(sheet);
        }
        Row row = rows.get(i);
        Lost here = i == lostRow ? lost : Lost.NOTHING;
        if (here != Lost.ROW) {
          sheet
              .left(left, y, Integer.toString(i + 1))
              .left(left + 40, y, "Widget large".substring(0, row.words() == 1 ? 6 : 12))
              .right(left + 240, y, Integer.toString(row.quantity()))
              .right(left + 330, y, amount(BigDecimal.valueOf(row.cents(), 2)));
        }
        if (here == Lost.NOTHING) {
          sheet.right(left + 430, y, amount(row.total()));
        }
        if (row.continued() && here != Lost.ROW) {
          sheet.left(left + 40, y + 10, "spare part");
        }
        y += pitch + (row.continued() ? 10 : 0);
      }
      BigDecimal sum = rows.stream().map(Row::total).reduce(BigDecimal.ZERO, BigDecimal::add);
      return sheet
          .left(left + 250, y + 12, TOTALS.get(language))
          .right(left + 430, y + 12, amount(sum));
    }

    private float head(Sheet sheet) {
      List<String> headings = HEADINGS.get(language);
      sheet
          .left(left, top, headings.get(0))
          .left(left + 40, top, headings.get(1))
          .right(left + 240, top, headings.get(2))
          .right(left + 330, top, headings.get(3))
          .right(left + 430, top, headings.get(4));
      return top + pitch;
    }

    private String amount(BigDecimal value) {
      return String.format(comma ? Locale.GERMANY : Locale.US, "%,.2f", value);
    }
  }

  @Provide
  Arbitrary<Table> tables() {
    Arbitrary<Row> rows =
        Combinators.combine(
                Arbitraries.integers().between(1, 500),
                Arbitraries.integers().between(1, 2_000_000),
                Arbitraries.integers().between(1, 2),
                Arbitraries.of(true, false))
            .as(Row::new);
    return Combinators.combine(
            rows.list().ofMinSize(3).ofMaxSize(30),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(10, 120),
            Arbitraries.integers().between(40, 400),
            Arbitraries.integers().between(11, 30),
            Arbitraries.integers().between(3, 30),
            Arbitraries.of(true, false))
        .as((list, language, left, top, pitch, perPage, comma) ->
            new Table(list, language, left, top, pitch, perPage, comma));
  }

  @Property(tries = 300)
  void everyRowIsReadInOrderAndTheSumProvesIt(@ForAll("tables") Table table) {
    PageTable read = TableReader.read(table.render(-1, Lost.NOTHING).content()).orElseThrow();

    List<BigDecimal> totals = new ArrayList<>();
    read.rows().forEach(row -> totals.add(new BigDecimal(row.getLineTotal())));
    assertThat(totals).containsExactlyElementsOf(table.rows().stream().map(Row::total).toList());
    assertThat(read.rows())
        .extracting(LineItem::getQuantity)
        .containsExactlyElementsOf(
            table.rows().stream().map(row -> Integer.toString(row.quantity())).toList());
    assertThat(read.seen()).isEqualTo(table.rows().size());
    assertThat(read.proven()).isTrue();
  }

  @Property(tries = 300)
  void aRowWhoseAmountIsLostIsStillSeen(@ForAll("tables") Table table, @ForAll int which) {
    int lost = Math.floorMod(which, table.rows().size());
    PageTable read = TableReader.read(table.render(lost, Lost.AMOUNT).content()).orElseThrow();

    assertThat(read.rows()).hasSize(table.rows().size() - 1);
    assertThat(read.seen()).isEqualTo(table.rows().size());
    assertThat(read.proven()).isFalse();
  }

  @Property(tries = 300)
  void aRowThatIsLostAltogetherLeavesNoProof(@ForAll("tables") Table table, @ForAll int which) {
    int lost = Math.floorMod(which, table.rows().size());
    PageTable read = TableReader.read(table.render(lost, Lost.ROW).content()).orElseThrow();

    assertThat(read.rows()).hasSize(table.rows().size() - 1);
    assertThat(read.proven()).isFalse();
    boolean within = lost > 0 && lost < table.rows().size() - 1;
    assertThat(read.seen()).isEqualTo(table.rows().size() - (within ? 0 : 1));
  }
}
