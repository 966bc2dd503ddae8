package io.sluice.streams.gate;

import static io.sluice.streams.Samples.field;
import static io.sluice.streams.Samples.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.events.DataClass;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.streams.Samples;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.EscalationPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class GateTest {
  private final DocumentTypes types = DocumentTypes.shipped();
  private final Gate gate = new Gate(types, Samples.thresholds());

  @Test
  void aReadingThatIsCertainThroughoutIsAcceptedWithTheLeastOfItsConfidences() {
    Ruling ruling = gate.judge(Samples.certain());
    assertThat(ruling)
        .isInstanceOfSatisfying(
            Ruling.Accepted.class,
            accepted -> {
              assertThat(accepted.confidence()).isEqualTo(0.95);
              assertThat(accepted.fields()).hasSize(4);
            });
  }

  @Test
  void everyDoubtIsNamedWithItsFigures() {
    Prediction reading =
        prediction(
            "receipt",
            0.7,
            field("company", "Acme", 0.8999),
            field("date", "yesterday", 0.95),
            field("total", null, 0.99));
    assertThat(doubts(reading))
        .extracting(Doubt::getCode, Doubt::getField, Doubt::getMessage)
        .containsExactly(
            Tuple.tuple("CLASS_BELOW_THRESHOLD", null, "confidence 0.70 < 0.90"),
            Tuple.tuple("FIELD_BELOW_THRESHOLD", "company", "confidence 0.8999 < 0.9000"),
            Tuple.tuple(
                "FIELD_BELOW_THRESHOLD",
                "address",
                "the reading says neither a value nor that there is none"),
            Tuple.tuple("REQUIRED_FIELD_MISSING", "total", "required, but nothing was found"),
            Tuple.tuple("VALIDATOR_FAILED", "date", "'yesterday' is no date"));
  }

  @Test
  void aConfidenceThatIsNoNumberIsADoubt() {
    assertThat(doubts(Samples.receipt(Double.NaN)))
        .extracting(Doubt::getField)
        .containsExactly("total");
  }

  @Test
  void withoutAThresholdNothingPasses() {
    Gate none = new Gate(types, GateThresholds.NONE);
    assertThat(((Ruling.InDoubt) none.judge(Samples.certain())).doubts())
        .hasSize(5)
        .allSatisfy(doubt -> assertThat(doubt.getCode()).isEqualTo("NO_THRESHOLD"));
  }

  @Test
  void aClassThatIsNoDocumentTypeGoesToPeople() {
    Ruling ruling = gate.judge(prediction("passport", 1));
    assertThat(ruling)
        .isInstanceOfSatisfying(
            Ruling.InDoubt.class,
            doubt -> {
              assertThat(doubt.doubts())
                  .extracting(Doubt::getCode)
                  .containsExactly("UNSUPPORTED_CLASS");
            });
  }

  @Test
  void otherCompletesAsOtherWhenTheClassIsCertain() {
    assertThat(gate.judge(prediction("other", 0.95))).isInstanceOf(Ruling.Accepted.class);
    assertThat(gate.judge(prediction("other", 0.85))).isInstanceOf(Ruling.InDoubt.class);
  }

  @Test
  void whatAMachineWroteNeedsNoThresholdWhereTheTypeTrustsItButItsRulesMustHold() {
    assertThat(gate.judge(einvoice("19.00"))).isInstanceOf(Ruling.Accepted.class);
    assertThat(((Ruling.InDoubt) gate.judge(einvoice("219.00"))).doubts())
        .singleElement()
        .satisfies(
            d -> assertThat(d.getMessage()).isEqualTo("tax_total 219.00 > grand_total 119.00"));
  }

  @Test
  void theGateFilesThresholdForStructureOutweighsTheTypesTrust() {
    GateThresholds strict =
        new GateThresholds(0.01, Map.of(Reader.STRUCTURE, new Threshold.AtLeast(0.999)), Map.of());
    assertThat(new Gate(types, strict).judge(einvoice("19.00"))).isInstanceOf(Ruling.InDoubt.class);
  }

  @Test
  void aTypeThatTrustsItsStructureDoesNotTrustWhatNoPageShows() {
    Prediction unseen =
        prediction(
            "invoice",
            0.995,
            field("invoice_number", "R-1", 0.99, Reader.STRUCTURE),
            field("grand_total", "119.00", 0.5, Reader.STRUCTURE));

    assertThat(doubts(unseen)).extracting(Doubt::getField).containsExactly("grand_total");
  }

  @Test
  void oneModelFieldAmongStructuredOnesIsHeldAgainstTheModelsThreshold() {
    Prediction mixed =
        prediction(
            "invoice",
            0.99,
            field("grand_total", "119.00", 0.99, Reader.STRUCTURE),
            field("buyer", "Bob Ltd", 0.99, Reader.MODEL));
    assertThat(doubts(mixed))
        .extracting(Doubt::getField)
        .contains("buyer")
        .doesNotContain("grand_total");
  }

  @Test
  void aTypeThatIsAlwaysReviewedIsNeverAccepted() {
    DocumentType receipt = types.find("receipt").orElseThrow();
    DocumentType always =
        new DocumentType(
            "receipt",
            receipt.fields(),
            List.of(),
            receipt.pool(),
            0.01,
            false,
            true,
            new EscalationPolicy(true, true, Set.of(DataClass.PUBLIC)),
            null);
    Ruling ruling =
        new Gate(DocumentTypes.of(List.of(always)), Samples.thresholds()).judge(Samples.certain());
    assertThat(ruling).isInstanceOf(Ruling.InDoubt.class);
  }

  @Test
  void aGateFileIsReadAsItIsWritten() {
    GateThresholds thresholds =
        GateFile.parse(
            "gate.yaml",
            """
            version: 1
            targetError: 0.05
            confidence: 0.95
            bound: fixed-sequence testing
            bundle: {name: micro-1, version: 1.0.0, fingerprint: 00ff}
            pools: {classes: {threshold: 0.5, accepted: 300, wrong: 3}}
            readers: {STRUCTURE: {threshold: 0.99}}
            classes:
              receipt:
                classThreshold: {threshold: 0.97, from: pool of all classes, accepted: 60}
                fields:
                  total: {threshold: 0.9, from: own labels, accepted: 59, wrong: 0}
                  date: {infeasible: true, observed: 30, errors: 0, needed: 59}
                  company: {infeasible: true, observed: 30, errors: 9, reason: too many errors}
              order: {infeasible: true, observed: 9, errors: 0, needed: 59, fields: {}}
            """);
    assertThat(thresholds.bundle()).isEqualTo("00ff");
    assertThat(thresholds.ofClass("receipt")).isEqualTo(new Threshold.AtLeast(0.97));
    assertThat(thresholds.ofField("receipt", "total")).isEqualTo(new Threshold.AtLeast(0.9));
    assertThat(thresholds.ofField("receipt", "date"))
        .isEqualTo(new Threshold.Infeasible("about 59 more labels are needed"));
    assertThat(thresholds.ofField("receipt", "company"))
        .isEqualTo(new Threshold.Infeasible("too many errors"));
    assertThat(thresholds.ofField("receipt", "address")).isEqualTo(new Threshold.Unknown());
    assertThat(thresholds.ofClass("order")).isInstanceOf(Threshold.Infeasible.class);
    assertThat(thresholds.ofReader(Reader.STRUCTURE)).contains(new Threshold.AtLeast(0.99));
  }

  @Test
  void aGateFileThatIsNotUnderstoodStopsTheStartWithAllItsProblems() {
    assertThatThrownBy(() ->
            GateFile.parse(
                "gate.yaml",
                "{version: 2, classes: {receipt: {classThreshold: 97, fields: {total: high}}}}"))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).hasSize(4));
  }

  @Test
  void rowsThatContradictTheTotalAreDoubtedHoweverCertainEveryValueIs() {
    Prediction.Builder reading = Prediction.newBuilder(einvoice("19.00"));
    LineItems.Builder rows =
        Samples.lineItems(
            Reader.STRUCTURE, Samples.lineItem("1", "60.00"), Samples.lineItem("2", "40.00"));

    assertThat(gate.judge(reading.setLineItems(rows.build()).build()))
        .isInstanceOfSatisfying(
            Ruling.Accepted.class,
            accepted -> assertThat(accepted.lineItems()).isEqualTo(rows.build()));

    rows.setRows(List.of(Samples.lineItem("1", "60.00").build())).setRowsRead(1);
    assertThat(doubts(reading.setLineItems(rows.build()).build()))
        .extracting(Doubt::getField, Doubt::getMessage)
        .containsExactly(
            Tuple.tuple("grand_total", "sum of 1 rows 60.00, with tax 79.00 ≠ 119.00"));
  }

  @Test
  void aTotalOnThePageThatContradictsTheMachineReadablePartIsDoubted() {
    Prediction reading =
        Prediction.newBuilder(einvoice("19.00"))
            .setSecondReadings(List.of(field("grand_total", "911.00", 1, Reader.PATTERN)))
            .build();
    assertThat(doubts(reading))
        .extracting(Doubt::getMessage)
        .containsExactly("readers disagree: structure '119.00', label on the page '911.00'");
  }

  private Prediction einvoice(String tax) {
    return prediction(
        "invoice",
        0.99,
        field("invoice_number", "R-1", 0.99, Reader.STRUCTURE),
        field("currency", "EUR", 0.99, Reader.STRUCTURE),
        field("tax_total", tax, 0.99, Reader.STRUCTURE),
        field("grand_total", "119.00", 0.99, Reader.STRUCTURE));
  }

  private List<Doubt> doubts(Prediction reading) {
    return ((Ruling.InDoubt) gate.judge(reading)).doubts();
  }

  static ExtractedField read(String name, String value) {
    return field(name, value, 0.99);
  }
}
