package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.SampleDocuments.Line;
import io.sluice.content.ContentStores;
import io.sluice.events.ClassProbability;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.extractors.Extractor;
import io.sluice.extractors.ExtractorConfig;
import io.sluice.extractors.ParseOutcome;
import io.sluice.models.LineItemReading;
import io.sluice.models.SecondReadings;
import io.sluice.models.structure.StructureReader;
import io.sluice.models.structure.StructuredReading;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.streams.gate.Ruling;
import io.sluice.streams.gate.Threshold;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents whose figures contradict each other, read from files as any other. No threshold is in
 * the way: what stops them are the rules alone.
 */
class ContradictionsTest {
  private static final DocumentTypes TYPES = DocumentTypes.shipped();
  private static final DocumentType INVOICE = TYPES.find("invoice").orElseThrow();
  private static final Gate GATE = new Gate(TYPES, everythingPasses());
  private static Extractor extractor;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    extractor =
        Extractor.open(
            ExtractorConfig.DEFAULT.withChildren(1),
            ContentStores.open(ContentStores.uriOf(folder.resolve("store"))));
  }

  @AfterAll
  static void close() throws Exception {
    extractor.close();
  }

  private static GateThresholds everythingPasses() {
    Threshold zero = new Threshold.AtLeast(0);
    Map<String, Threshold> fields =
        INVOICE.fields().stream().collect(Collectors.toMap(field -> field.name(), field -> zero));
    return new GateThresholds(
        0.01, Map.of(), Map.of("invoice", new GateThresholds.OfClass(zero, fields)));
  }

  @Test
  void anHonestHybridInvoicePassesWithItsRowsInTheirPlaces() throws Exception {
    assertThat(judge(SampleDocuments.hybrid(page("860,00", "1.023,40"), xml("860.00", "1023.40"))))
        .isInstanceOfSatisfying(
            Ruling.Accepted.class,
            accepted -> {
              assertThat(accepted.lineItems().getPageProven()).isTrue();
              assertThat(accepted.lineItems().getRows())
                  .singleElement()
                  .satisfies(row -> assertThat(row.getBox().getY0()).isBetween(255f, 266f));
            });
  }

  @Test
  void aPageThatAsksForMoreThanItsXmlIsStopped() throws Exception {
    assertThat(doubts(SampleDocuments.hybrid(page("860,00", "1.923,40"), xml("860.00", "1023.40"))))
        .containsExactly("readers disagree: structure '1023.40', label on the page '1923.40'");
  }

  @Test
  void xmlWhoseLinesDoNotMakeItsTotalIsStopped() throws Exception {
    assertThat(doubts(SampleDocuments.hybrid(page("860,00", "1.023,40"), xml("760.00", "1023.40"))))
        .contains(
            "sum of 1 rows 760.00, with tax 923.40 ≠ 1023.40",
            "row 1 'Kopierpapier A4': 40 × 21.50 ≠ 760.00");
  }

  @Test
  void aRowThatOnlyThePageShowsIsStopped() throws Exception {
    List<Line> lines = new ArrayList<>(page("860,00", "1.023,40"));
    lines.removeIf(line -> line.text().equals("860,00") && line.y() < 300);
    lines.addAll(row(270, "1", "Kopierpapier A4", "40", "20,00", "800,00"));
    lines.addAll(row(286, "2", "Sonderposten", "1", "60,00", "60,00"));
    assertThat(doubts(SampleDocuments.hybrid(lines, xml("860.00", "1023.40"))))
        .contains(
            "1 rows in the machine-readable part, but the page shows 2",
            "row 1 'Kopierpapier A4' with 860.00 stands on no page");
  }

  @Test
  void anInvoiceWithoutXmlIsHeldAgainstItsOwnRows() throws Exception {
    Map<String, String> honest = Map.of("gross_amount", "$6,050.00");
    assertThat(judge(SampleDocuments.pdf(SampleDocuments.stationInvoice()), honest))
        .isInstanceOf(Ruling.Accepted.class);

    List<Line> lines = new ArrayList<>(SampleDocuments.stationInvoice());
    lines.replaceAll(line ->
        line.text().equals("$6,050.00")
            ? new Line(line.x(), line.y(), line.size(), line.bold(), "$8,050.00")
            : line);
    assertThat(doubts(SampleDocuments.pdf(lines), Map.of("gross_amount", "$8,050.00")))
        .containsExactly("sum of 3 rows 6050.00 ≠ 8050.00");
  }

  private static List<Line> page(String rowTotal, String total) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(50, 190, 14, true, "Rechnung RE-2024-0917"));
    lines.addAll(row(250, "Pos", "Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis"));
    lines.addAll(
        rowTotal.equals("860,00")
            ? row(266, "1", "Kopierpapier A4", "40", "21,50", rowTotal)
            : List.of());
    lines.add(new Line(350, 310, 10, false, "Nettobetrag"));
    lines.add(new Line(470, 310, 10, false, "860,00"));
    lines.add(new Line(350, 324, 10, false, "MwSt 19 %"));
    lines.add(new Line(470, 324, 10, false, "163,40"));
    lines.add(new Line(350, 338, 10, true, "Rechnungsbetrag"));
    lines.add(new Line(470, 338, 10, true, total));
    return lines;
  }

  private static List<Line> row(
      float y, String number, String what, String quantity, String price, String total) {
    return List.of(
        new Line(50, y, 10, false, number),
        new Line(90, y, 10, false, what),
        new Line(270, y, 10, false, quantity),
        new Line(350, y, 10, false, price),
        new Line(470, y, 10, false, total));
  }

  private static String xml(String lineTotal, String grandTotal) {
    return SampleDocuments.CROSS_INDUSTRY_INVOICE
        .replace(
            "LineMonetarySummation><ram:LineTotalAmount>860.00",
            "LineMonetarySummation><ram:LineTotalAmount>" + lineTotal)
        .replace("<ram:GrandTotalAmount>1023.40", "<ram:GrandTotalAmount>" + grandTotal);
  }

  private static List<String> doubts(byte[] pdf) throws Exception {
    return doubts(pdf, Map.of());
  }

  private static List<String> doubts(byte[] pdf, Map<String, String> model) throws Exception {
    Ruling ruling = judge(pdf, model);
    assertThat(ruling).isInstanceOf(Ruling.InDoubt.class);
    return ((Ruling.InDoubt) ruling).doubts().stream().map(Doubt::getMessage).toList();
  }

  private static Ruling judge(byte[] pdf) throws Exception {
    return judge(pdf, Map.of());
  }

  /** Reads the machine-readable part, or takes what a model would have read. */
  private static Ruling judge(byte[] pdf, Map<String, String> model) throws Exception {
    var outcome = extractor.parse(pdf, new Extractor.Source("doc", "invoice.pdf", null, 0));
    ParsedContent content = ((ParseOutcome.Parsed) outcome).content();
    Optional<StructuredReading> structure =
        StructureReader.read(content.getStructures(), content.getText());
    Map<String, String> values = structure.map(StructuredReading::values).orElse(model);
    Reader reader = structure.isPresent() ? Reader.STRUCTURE : Reader.MODEL;
    List<ExtractedField> fields =
        INVOICE.fields().stream()
            .map(field -> field(field.name(), values.get(field.name()), reader))
            .toList();
    Prediction prediction =
        Prediction.newBuilder()
            .setClasses(List.of(new ClassProbability("invoice", 1d)))
            .setFields(fields)
            .setModel(new ModelInfo("none", "0", ""))
            .setWallMillis(0)
            .setLineItems(
                LineItemReading.read(
                    INVOICE, structure.map(StructuredReading::lines).orElse(null), content))
            .setSecondReadings(SecondReadings.read(INVOICE, content))
            .build();
    return GATE.judge(prediction);
  }

  private static ExtractedField field(String name, String value, Reader reader) {
    return ExtractedField.newBuilder()
        .setName(name)
        .setValue(value)
        .setRawConfidence(1)
        .setConfidence(1)
        .setReader(reader)
        .build();
  }
}
