package io.sluice.llm.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Warning;
import io.sluice.llm.Documents;
import io.sluice.llm.chat.Reply;
import io.sluice.llm.chat.Token;
import io.sluice.llm.chat.Usage;
import io.sluice.llm.question.Prompt;
import io.sluice.llm.question.Question;
import io.sluice.llm.question.Questions;
import io.sluice.types.DocumentTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final ParsedContent PAGE =
      Documents.of("Invoice 4711\nSeller: ACME GmbH\nTotal due 119.00 EUR", "Nothing here");
  private static final String RIGHT =
      "{\"grand_total\": {\"value\": \"119.00\", \"page\": 1, \"quote\": \"Total due 119.00\"}}";
  private static final String ABSENT =
      "{\"grand_total\": {\"value\": null, \"page\": null, \"quote\": null}}";
  private static final String INVENTED =
      "{\"grand_total\": {\"value\": \"991.00\", \"page\": 1, \"quote\": \"Total due 991.00\"}}";

  @Test
  void aValueComesWithPageBoxAndPlaceInTheText() {
    ExtractedField total = only(answered(RIGHT));
    assertThat(total.getValue()).isEqualTo("119.00");
    assertThat(total.getReader()).isEqualTo(Reader.LLM);
    assertThat(total.getPage()).isEqualTo(1);
    assertThat(total.getBox()).isEqualTo(PAGE.getWords().get(7).getBox());
    assertThat(PAGE.getText().substring(total.getStart(), total.getEnd())).isEqualTo("119.00");
  }

  @Test
  void theConfidenceIsTheProbabilityOfTheValuesTokensAndOfNoOthers() {
    assertThat(only(answered(RIGHT, 0.1, 0.9, 0.8, 0.1)).getConfidence())
        .isCloseTo(0.72, within(1e-9));
  }

  @Test
  void theTokensOfNullSayHowSureTheAbsenceIs() {
    ExtractedField absent =
        only(
            new Reply.Answered(
                ABSENT,
                "stop",
                Usage.NONE,
                List.of(
                    Token.of("{\"grand_total\": {\"value\":", -0.5),
                    Token.of(" null", Math.log(0.6)),
                    Token.of(", \"page\": null, \"quote\": null}}", -3))));
    assertThat(absent.getValue()).isNull();
    assertThat(absent.getConfidence()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void tokensThatDoNotMakeTheTextSayNothing() {
    Reply.Answered odd =
        new Reply.Answered(RIGHT, "stop", Usage.NONE, List.of(Token.of("something", -0.01)));
    assertThat(only(odd).getConfidence()).isEqualTo(0.5);
  }

  @Test
  void withoutProbabilitiesAgreementSaysHowSureAsIfOneMoreHadNotAgreed() {
    assertThat(only(answered(RIGHT)).getConfidence()).isEqualTo(0.5);
    assertThat(only(answered(RIGHT), answered(RIGHT), answered(RIGHT)).getConfidence())
        .isEqualTo(0.75);
    ExtractedField two = only(answered(RIGHT), answered(ABSENT), answered(RIGHT));
    assertThat(two.getValue()).isEqualTo("119.00");
    assertThat(two.getConfidence()).isEqualTo(0.5);
  }

  @Test
  void aValueThatThePageDoesNotHoldIsNoValueAndSaysSoWithoutTheValue() {
    Answers.Reading reading = read(answered(INVENTED)).orElseThrow();
    ExtractedField total = reading.fields().getFirst();
    assertThat(total.getValue()).isNull();
    assertThat(total.getConfidence()).isZero();
    assertThat(reading.warnings())
        .extracting(Warning::getCode)
        .containsExactly("EVIDENCE_NOT_ON_PAGE");
    assertThat(reading.warnings().toString()).contains("grand_total").doesNotContain("991");
  }

  @Test
  void whatMostSamplesInventIsNotOverruledByOneThatFoundSomething() {
    assertThat(only(answered(INVENTED), answered(RIGHT), answered(INVENTED)).getValue()).isNull();
  }

  @Test
  void aFieldThatTheAnswerLeavesOutHasNoConfidence() {
    Answers.Reading reading = read(answered("{\"other\": 1}")).orElseThrow();
    assertThat(reading.fields().getFirst().getConfidence()).isZero();
    assertThat(reading.warnings())
        .extracting(Warning::getCode)
        .containsExactly("FIELD_NOT_ANSWERED");
  }

  @Test
  void wordsAroundTheObjectAndKeysThatNobodyAskedForArePassedOver() {
    ExtractedField total =
        only(
            answered(
                "Sure! ```json\n"
                    + RIGHT.replaceFirst("\\{", "{\"iban\": {\"value\": [1, {\"a\": 2}]}, ")
                    + "\n```"));
    assertThat(total.getValue()).isEqualTo("119.00");
  }

  @Test
  void whatIsNoObjectIsNoAnswer() {
    assertThat(read(answered("I cannot say."))).isEmpty();
    assertThat(read(answered("{\"grand_total\": {"))).isEmpty();
  }

  @Test
  void anAbsenceIsAsCertainAsTheShareOfTheDocumentThatWasShown() {
    ParsedContent longOne = Documents.of("word ".repeat(5000));
    Question part = question(longOne, "grand_total", 1000);
    assertThat(part.shown()).isLessThan(0.5);
    Reply.Answered absent =
        new Reply.Answered(ABSENT, "stop", Usage.NONE, List.of(Token.of(ABSENT, 0)));
    Answers.Reading reading =
        Answers.read(part, longOne, List.of(absent), UnaryOperator.identity(), Reader.LLM)
            .orElseThrow();
    assertThat(reading.fields().getFirst().getConfidence()).isEqualTo(part.shown());
    assertThat(reading.warnings())
        .extracting(Warning::getCode)
        .containsExactly("DOCUMENT_SHOWN_IN_PART");
  }

  @Test
  void whatWasReplacedIsPutBackBeforeThePageIsAsked() {
    Reply.Answered masked = answered(RIGHT.replace("119.00", "[AMOUNT-1]"));
    Answers.Reading reading =
        Answers.read(
                question(PAGE, "grand_total", 4000),
                PAGE,
                List.of(masked),
                text -> text.replace("[AMOUNT-1]", "119.00"),
                Reader.FRONTIER)
            .orElseThrow();
    assertThat(reading.fields().getFirst().getValue()).isEqualTo("119.00");
  }

  @Test
  void severalNamesAreOneValueEachWithEvidenceOfItsOwn() {
    ParsedContent contract = Documents.of("between ACME GmbH, Bonn, and Foo Ltd, York");
    String answer =
        "{\"parties\": [{\"value\": \"ACME GmbH\", \"page\": 1, \"quote\": \"between ACME GmbH\"},"
            + " {\"value\": \"Foo Ltd\", \"page\": 1, \"quote\": \"and Foo Ltd\"}]}";
    Question question =
        new Questions(Prompt.shipped())
            .of(
                DocumentTypes.shipped().find("contract").orElseThrow(),
                List.of("parties"),
                contract,
                Documents.soFar("contract"),
                4000);
    Answers.Reading reading =
        Answers.read(
                question, contract, List.of(answered(answer)), UnaryOperator.identity(), Reader.LLM)
            .orElseThrow();
    assertThat(reading.fields().getFirst().getValue()).isEqualTo("ACME GmbH; Foo Ltd");
  }

  private static Reply.Answered answered(String text) {
    return new Reply.Answered(text, "stop", Usage.NONE, List.of());
  }

  /** The answer in four tokens: before the value, its two halves, and the rest. */
  private static Reply.Answered answered(String text, double... probabilities) {
    int start = text.indexOf("\"119.00\"");
    int[] cuts = {0, start, start + 4, start + 8, text.length()};
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      tokens.add(Token.of(text.substring(cuts[i], cuts[i + 1]), Math.log(probabilities[i])));
    }
    return new Reply.Answered(text, "stop", Usage.NONE, tokens);
  }

  private static ExtractedField only(Reply.Answered... samples) {
    return read(samples).orElseThrow().fields().getFirst();
  }

  private static Optional<Answers.Reading> read(Reply.Answered... samples) {
    return Answers.read(
        question(PAGE, "grand_total", 4000),
        PAGE,
        List.of(samples),
        UnaryOperator.identity(),
        Reader.LLM);
  }

  private static Question question(ParsedContent document, String field, int budget) {
    return new Questions(Prompt.shipped())
        .of(
            DocumentTypes.shipped().find("invoice").orElseThrow(),
            List.of(field),
            document,
            Documents.soFar("invoice"),
            budget);
  }
}
