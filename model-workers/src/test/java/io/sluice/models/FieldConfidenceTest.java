package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.events.ExtractedField;
import io.sluice.models.Calibration.FieldOf;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldConfidenceTest {
  private static final String FILE =
      """
      {"version": 1, "fitted": {"date": "2026-11-21"}, "bias": 1.0, "weights": {"+model.score": 0.5, "-ocr.text-worst": -2.0},
       "fields": {"receipt": {"company": -0.5}}}
      """;

  static {
    AvroTrust.grant();
  }

  @TempDir Path folder;

  @BeforeEach
  void aBundle() throws Exception {
    TinyBundle.write(folder);
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private ExtractedField company() throws Exception {
    try (Bundle bundle = Bundle.open(folder)) {
      return new DocumentReader(bundle, DocumentTypes.shipped())
          .read(TinyBundle.document("7 8 9 xavier's yard 12.50,")).getFields().stream()
              .filter(field -> field.getName().equals("company"))
              .findFirst()
              .orElseThrow();
    }
  }

  @Test
  void itIsTheLogisticFunctionOfWeightedSignals() throws Exception {
    FieldConfidence confidence = FieldConfidence.read(json(FILE));

    double found =
        confidence.of(
            new FieldOf("receipt", "company"), Map.of("+model.score", 3.0, "-ocr.text-worst", 0.5));

    assertThat(found).isCloseTo(1 / (1 + Math.exp(-(1 - 0.5 + 1.5 - 1))), within(1e-12));
  }

  @Test
  void aFieldThatItDoesNotKnowHasTheBiasOfAllAndASignalThatItDoesNotKnowWeighsNothing()
      throws Exception {
    FieldConfidence confidence = FieldConfidence.read(json(FILE));

    assertThat(confidence.of(new FieldOf("nda", "party"), Map.of("new", 7.0)))
        .isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
  }

  @Test
  void aBundleWithoutTheFileReadsAsBefore() throws Exception {
    assertThat(company().getConfidence()).isCloseTo(0.9975, within(1e-3));
  }

  @Test
  void aBundleWithTheFileStatesWhatItMakesOfTheSignals() throws Exception {
    double score = Math.log(0.9975 / 0.0025);
    Files.writeString(folder.resolve("confidence.json"), FILE);
    TinyBundle.seal(folder);

    assertThat(company().getConfidence())
        .isCloseTo(1 / (1 + Math.exp(-(0.5 + 0.5 * score))), within(1e-3));
  }

  @Test
  void aFileOfAnotherVersionIsRefused() throws Exception {
    Files.writeString(
        folder.resolve("confidence.json"), FILE.replace("\"version\": 1", "\"version\": 2"));
    TinyBundle.seal(folder);

    assertThatThrownBy(() -> Bundle.open(folder).close())
        .isInstanceOf(BundleException.class)
        .hasMessageContainingAll("confidence.json", "no version 1");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    assertThatThrownBy(
            () -> FieldConfidence.read(json("{\"version\": 1, \"bias\": 0, \"weights\": {}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one");
    assertThatThrownBy(() ->
            FieldConfidence.read(
                json("{\"version\": 1, \"bias\": 0, \"weights\": {\"a\": \"x\"}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numbers by signal");
  }
}
