package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.events.Box;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineCell;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.Reader;
import io.sluice.schemas.AvroTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  private static final Input INPUT = new Input("d1", Path.of("in/a.pdf"), "in/a.pdf");
  private static final JsonNode NONE = MissingNode.getInstance();

  static {
    AvroTrust.grant();
  }

  @TempDir Path folder;

  @Test
  void aLineHoldsWhatEvaluationReads() throws Exception {
    JsonNode line =
        new ObjectMapper()
            .readTree(ResultsFile.line(INPUT, accepted(field("total", "12.30")), NONE));

    assertThat(line.get("id").asText()).isEqualTo("d1");
    assertThat(line.get("class").asText()).isEqualTo("receipt");
    assertThat(line.get("classConfidence").asDouble()).isEqualTo(0.98);
    assertThat(line.get("documentConfidence").asDouble()).isEqualTo(0.93);
    assertThat(line.get("route").asText()).isEqualTo("accepted");
    assertThat(line.at("/fields/total/value").asText()).isEqualTo("12.30");
    assertThat(line.at("/fields/total/confidence").asDouble()).isEqualTo(0.97);
    assertThat(line.at("/fields/total/box/3").asDouble()).isEqualTo(4);
  }

  @Test
  void anAbsentFieldKeepsItsConfidence() throws Exception {
    JsonNode line =
        new ObjectMapper()
            .readTree(ResultsFile.line(INPUT, accepted(field("company", null)), NONE));
    assertThat(line.at("/fields/company/value").isNull()).isTrue();
    assertThat(line.at("/fields/company/confidence").asDouble()).isEqualTo(0.97);
  }

  @Test
  void lineItemsStandWithTheirPlacesAndHowManyWereSeen() throws Exception {
    LineItem row =
        LineItem.newBuilder()
            .setNumber("1")
            .setLineTotal("12.30")
            .setPage(1)
            .setBox(new Box(1f, 2f, 3f, 4f))
            .setCells(List.of(new LineCell("line_total", "12,30", new Box(1f, 2f, 3f, 5f))))
            .build();
    LineItems rows =
        LineItems.newBuilder()
            .setReader(Reader.PATTERN)
            .setRows(List.of(row))
            .setRowsRead(1)
            .setRowsSeen(2)
            .build();
    Ending ending =
        new Ending(
            "d1",
            Ending.Route.REVIEW,
            "a",
            "invoice",
            1,
            null,
            List.of(),
            rows,
            List.of(),
            "lost",
            null,
            1);

    JsonNode line =
        new ObjectMapper().readTree(ResultsFile.line(INPUT, ending, NONE)).get("lineItems");

    assertThat(line.get("rowsRead").asInt()).isEqualTo(1);
    assertThat(line.get("rowsSeen").asInt()).isEqualTo(2);
    assertThat(line.at("/rows/0/lineTotal").asText()).isEqualTo("12.30");
    assertThat(line.at("/rows/0/box/3").asDouble()).isEqualTo(4);
    assertThat(line.at("/rows/0/cells/0/text").asText()).isEqualTo("12,30");
    assertThat(line.at("/rows/0/cells/0/box/3").asDouble()).isEqualTo(5);
    assertThat(line.at("/rows/0").has("gtin")).isFalse();
  }

  @Test
  void whatWasInDoubtIsNamedByItsCode() throws Exception {
    Doubt doubt =
        Doubt.newBuilder().setCode("VALIDATOR_FAILED").setField("total").setMessage("no").build();
    Ending ending =
        new Ending(
            "d1",
            Ending.Route.REVIEW,
            "a",
            "invoice",
            1,
            null,
            List.of(),
            null,
            List.of(doubt),
            "no",
            null,
            1);
    JsonNode line = new ObjectMapper().readTree(ResultsFile.line(INPUT, ending, NONE));
    assertThat(line.at("/doubts/0/code").asText()).isEqualTo("VALIDATOR_FAILED");
    assertThat(line.at("/doubts/0/field").asText()).isEqualTo("total");
  }

  @Test
  void aRejectedFileHasNoClassAndAReason() throws Exception {
    Ending rejected =
        new Ending(
            "d1",
            Ending.Route.REJECTED,
            "a",
            null,
            0,
            null,
            List.of(),
            null,
            List.of(),
            "locked",
            "ENCRYPTED",
            1);
    JsonNode line = new ObjectMapper().readTree(ResultsFile.line(INPUT, rejected, NONE));
    assertThat(line.get("class").isNull()).isTrue();
    assertThat(line.get("route").asText()).isEqualTo("rejected");
    assertThat(line.get("reason").asText()).isEqualTo("ENCRYPTED");
    assertThat(line.get("fields").isEmpty()).isTrue();
  }

  @Test
  void everyLineIsOnDiskBeforeTheNextOne() throws Exception {
    Path file = folder.resolve("new/results.jsonl");
    try (ResultsFile results = new ResultsFile(file)) {
      results.write(INPUT, accepted(field("total", "1")), NONE);
      assertThat(Files.readAllLines(file)).hasSize(1);
    }
  }

  private static Ending accepted(ExtractedField field) {
    return new Ending(
        "d1",
        Ending.Route.ACCEPTED,
        "a",
        "receipt",
        0.98,
        0.93,
        List.of(field),
        null,
        List.of(),
        "fine",
        null,
        1);
  }

  private static ExtractedField field(String name, String value) {
    return ExtractedField.newBuilder()
        .setName(name)
        .setValue(value)
        .setRawConfidence(0.9)
        .setConfidence(0.97)
        .setReader(Reader.MODEL)
        .setPage(1)
        .setBox(new Box(1f, 2f, 3f, 4f))
        .build();
  }
}
