package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Box;
import io.sluice.events.ExtractedField;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.models.Decoder.Candidate;
import io.sluice.models.Decoder.ModelReading;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsTest {
  private static final FieldSpec COMPANY = new FieldSpec("company", FieldKind.NAME, true, false);
  private static final FieldSpec TOTAL = new FieldSpec("total", FieldKind.PRICE, true, false);
  private static final FieldSpec DATE = shipped("receipt", "date");

  private static FieldSpec shipped(String type, String field) {
    return DocumentTypes.shipped().find(type).orElseThrow().field(field).orElseThrow();
  }

  /** Words of one scanned line, 10 points high and 20 wide, a space of 5 points apart. */
  private static ParsedContent line(float ocr, String... texts) {
    List<Word> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String word : texts) {
      float x = 25f * words.size();
      words.add(new Word(word, 1, new Box(x, 0f, x + 20, 10f), text.length(), ocr));
      text.append(word).append(' ');
    }
    Page page = new Page(1, 600f, 800f, PageSource.OCR, "tesseract", ocr, 0f);
    return new ParsedContent(text.toString(), List.of(page), words, List.of(), Map.of());
  }

  private static ModelReading model(
      FieldSpec spec, ParsedContent document, String value, int start, int end) {
    ExtractedField field =
        Fields.placed(spec.name(), value, Located.of(document, start, end), 0.9, 0.9);
    return new ModelReading(
        field, List.of(new Candidate(value, 0.9, start, end, 0.8, 1)), 0.2, 0.95, 0.99);
  }

  private static Map<String, Double> signals(
      FieldSpec spec, ParsedContent document, ExtractedField reading, ModelReading model) {
    return new Signals(document, new PatternReader(document), List.of()).of(spec, reading, model);
  }

  private static Map<String, Double> ofModel(
      FieldSpec spec, ParsedContent document, String value, int start, int end) {
    ModelReading model = model(spec, document, value, start, end);
    return signals(spec, document, model.field(), model);
  }

  @Test
  void theOcrsWorstDoubtAboutTheValuesWordsSpeaksAgainstIt() {
    assertThat(ofModel(COMPANY, line(0.6f, "Elm", "Ltd"), "Elm Ltd", 0, 2))
        .containsEntry("-ocr.text-worst", 0.4)
        .containsEntry("model", 1.0)
        .containsEntry("-model.rival", 0.2);
    assertThat(ofModel(TOTAL, line(0.75f, "12.50"), "12.50", 0, 1))
        .containsEntry("-ocr.figures-worst", 0.25)
        .doesNotContainKey("-ocr.text-worst");
  }

  @Test
  void aNameThatItsLineGoesOnBehindMayBeCut() {
    assertThat(ofModel(COMPANY, line(1f, "Elm", "Grove", "Ltd"), "Elm", 0, 1))
        .containsEntry("-value.cut", 1.0);
    assertThat(ofModel(COMPANY, line(1f, "Shop:", "Elm"), "Elm", 1, 2))
        .doesNotContainKey("-value.cut");
  }

  @Test
  void aValueThatIsNoneOfItsKindIsUnreadable() {
    assertThat(ofModel(TOTAL, line(1f, "l2,S0"), "lS", 0, 1))
        .containsEntry("-value.unreadable", 1.0);
    assertThat(ofModel(TOTAL, line(1f, "12.50"), "12.50", 0, 1))
        .doesNotContainKey("-value.unreadable");
  }

  @Test
  void aPatternThatSaysTheSameAsTheModelIsSurerThanOneThatDiffers() {
    ParsedContent document = line(1f, "on", "04/05/2018", "12:30");
    ExtractedField reading =
        Fields.placed("date", "04/05/2018", Located.of(document, 1, 2), Reader.PATTERN, 1, 0.97);

    assertThat(signals(DATE, document, reading, model(DATE, document, "4/5/18", 1, 2)))
        .containsEntry("pattern", 1.0)
        .containsEntry("+model.agrees", 1.0)
        .containsKey("+pattern.counted")
        .doesNotContainKey("-model.differs");
    assertThat(signals(DATE, document, reading, model(DATE, document, "12:30", 2, 3)))
        .containsEntry("-model.differs", 1.0)
        .doesNotContainKey("+model.agrees");
  }

  @Test
  void anAbsenceSaysHowNearAValueWas() {
    ModelReading model =
        new ModelReading(Fields.absent("date", Reader.MODEL, 0.7, 0.6), List.of(), 0.3, 0.4, 0.99);

    assertThat(signals(DATE, line(1f, "no", "day"), model.field(), model))
        .containsEntry("absent", 1.0)
        .containsEntry("-absent.candidate", 0.3)
        .containsEntry("+absent.pattern-silent", 1.0)
        .containsEntry("kind.date.absent", 1.0)
        .doesNotContainKey("model");
  }

  @Test
  void whereADocumentHoldsNoDayAtAllItsAbsenceIsSurer() {
    ModelReading model =
        new ModelReading(Fields.absent("date", Reader.MODEL, 0.7, 0.6), List.of(), 0.3, 0.4, 0.99);

    assertThat(signals(DATE, line(1f, "no", "day"), model.field(), model))
        .containsEntry("+absent.none-of-kind", 1.0);
    assertThat(signals(DATE, line(1f, "on", "4", "May", "2018"), model.field(), model))
        .doesNotContainKey("+absent.none-of-kind");
    assertThat(signals(COMPANY, line(1f, "no", "day"), model.field(), model))
        .doesNotContainKey("+absent.none-of-kind");
  }

  @Test
  void partiesWhoDoNotSignAreLessSure() {
    FieldSpec party = shipped("nda", "party");
    ParsedContent document =
        line(1f, "Elm,", "Inc.", "and", "Oak", "Ltd", "agree.", "ELM", "INCORPORATED", "By:");

    assertThat(ofModel(party, document, "Elm, Inc.", 0, 2))
        .doesNotContainKeys("-value.unsigned", "value.two");
    ParsedContent longer = line(1f, "Oak Ltd ".repeat(100), "Elm,", "Inc.", "By:", "x");
    assertThat(ofModel(party, longer, "Elm, Inc.; Ash Ltd", 1, 3))
        .containsEntry("-value.unsigned", 1.0)
        .containsEntry("value.two", 1.0);
  }

  @Test
  void fieldsOfOneClauseShareASignalWhateverTheirClass() {
    FieldSpec law = shipped("nda", "jurisdiction");

    assertThat(ofModel(law, line(1f, "Delaware"), "Delaware", 0, 1))
        .containsEntry("clause.governing-law", 1.0)
        .containsEntry("kind.name", 1.0);
  }
}
