package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.StructureKind;
import io.sluice.events.StructuredPart;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {
  private static Bundle bundle;
  private static DocumentReader reader;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    AvroTrust.grant();
    bundle = Bundle.open(TinyBundle.write(folder));
    reader = new DocumentReader(bundle, DocumentTypes.shipped());
  }

  @AfterAll
  static void close() {
    bundle.close();
  }

  private static ExtractedField field(Prediction prediction, String name) {
    return prediction.getFields().stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDocumentGetsItsClassAndTheFieldsOfThatClassWithTheirPlaces() throws Exception {
    ParsedContent document = TinyBundle.document("shop xavier's yard total 12.50, thanks");

    Prediction prediction = reader.read(document);

    assertThat(prediction.getClasses())
        .extracting(ClassProbability::getName)
        .containsExactlyInAnyOrder("receipt", "contract", "other")
        .first()
        .isEqualTo("other");
    assertThat(prediction.getModel()).isEqualTo(bundle.info());

    prediction = reader.read(TinyBundle.document("7 8 9 xavier's yard 12.50,"));
    assertThat(prediction.getClasses().getFirst().getName()).isEqualTo("receipt");
    ExtractedField company = field(prediction, "company");
    assertThat(company.getValue()).isEqualTo("xavier's yard");
    assertThat(company.getReader()).isEqualTo(Reader.MODEL);
    assertThat(company.getStart()).isEqualTo(6);
    assertThat(company.getEnd()).isEqualTo(19);
    assertThat(company.getPage()).isEqualTo(1);
    assertThat(company.getBox().getX0()).isEqualTo(160f);
    assertThat(company.getBox().getX1()).isEqualTo(250f);
    assertThat(company.getConfidence()).isCloseTo(0.9975, within(1e-3));
  }

  @Test
  void everyFieldOfTheTypeIsThereAlsoTheAbsentOnes() throws Exception {
    Prediction prediction = reader.read(TinyBundle.document("7 8 9 9"));

    assertThat(prediction.getFields())
        .extracting(ExtractedField::getName)
        .containsExactlyInAnyOrder("company", "date", "address", "total");
    ExtractedField company = field(prediction, "company");
    assertThat(company.getValue()).isNull();
    assertThat(company.getConfidence()).isCloseTo(0.9975, within(1e-3));
    // The tiny model has never learnt dates: it knows nothing of their absence.
    assertThat(field(prediction, "date").getConfidence()).isZero();
  }

  @Test
  void severalNamesAreReadInTheOrderOfThePageAndEachOnce() throws Exception {
    Prediction prediction = reader.read(TinyBundle.document("q xa ya and xb, then XA yA q"));

    assertThat(prediction.getClasses().getFirst().getName()).isEqualTo("contract");
    assertThat(field(prediction, "parties").getValue()).isEqualTo("xa ya; xb");
  }

  @Test
  void probabilitiesAreOrderedAndAddUpToOne() throws Exception {
    List<ClassProbability> classes = reader.read(TinyBundle.document("1 q a b c")).getClasses();

    assertThat(classes.stream().mapToDouble(ClassProbability::getProbability).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(classes)
        .isSortedAccordingTo((a, b) -> Double.compare(b.getProbability(), a.getProbability()));
  }

  @Test
  void aDocumentWithoutWordsIsOtherForAllThatIsKnown() throws Exception {
    Prediction prediction = reader.read(TinyBundle.document(""));

    assertThat(prediction.getClasses().getFirst().getName()).isEqualTo("other");
    assertThat(prediction.getClasses().getFirst().getProbability()).isZero();
    assertThat(prediction.getFields()).isEmpty();
  }

  @Test
  void structureIsReadFirstAndFoundOnThePage() throws Exception {
    ParsedContent page = TinyBundle.document("Bill no. B-77 sum 119,00 EUR");
    String ubl =
        "<Invoice><ID>B-77</ID><DocumentCurrencyCode>EUR</DocumentCurrencyCode><LegalMonetaryTotal>"
            + "<TaxInclusiveAmount>119.00</TaxInclusiveAmount></LegalMonetaryTotal></Invoice>";
    ParsedContent document =
        new ParsedContent(
            page.getText(),
            page.getPages(),
            page.getWords(),
            List.of(new StructuredPart(StructureKind.UBL, "bill.xml", ubl)),
            Map.of());

    Prediction prediction = reader.read(document);

    assertThat(prediction.getClasses().getFirst().getName()).isEqualTo("invoice");
    ExtractedField total = field(prediction, "grand_total");
    assertThat(total.getValue()).isEqualTo("119.00");
    assertThat(total.getReader()).isEqualTo(Reader.STRUCTURE);
    assertThat(total.getStart()).isEqualTo(18);
    assertThat(total.getPage()).isEqualTo(1);
    assertThat(total.getConfidence()).isGreaterThan(0.99);
    assertThat(field(prediction, "seller").getValue()).isNull();
    assertThat(prediction.getFields())
        .allSatisfy(field -> assertThat(field.getReader()).isEqualTo(Reader.STRUCTURE));
  }
}
