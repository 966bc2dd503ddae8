package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingTest {
  private static final float YES = 6;
  private static final float NO = -6;

  /** One tag: B and I of each word. */
  private static TagView view(float[][] ofWords) {
    int[] firsts = new int[ofWords.length];
    float[][] tags = new float[ofWords.length + 1][2];
    for (int i = 0; i < ofWords.length; i++) {
      firsts[i] = i + 1;
      tags[i + 1] = ofWords[i];
    }
    long[] ids = new long[ofWords.length + 1];
    Window window =
        new Window(ids, new long[ids.length][4], new long[ids.length][Marks.COUNT], 0, firsts);
    return TagView.of(0, ofWords.length, List.of(window), List.of(new Logits(new float[1], tags)));
  }

  private static float[] word(float begin, float inside) {
    return new float[] {begin, inside};
  }

  @Test
  void aValueBeginsAtBAndGoesOnOverI() {
    List<TagView.Span> spans =
        view(new float[][] {
              word(NO, NO), word(YES, NO), word(NO, YES), word(NO, YES), word(NO, NO)
            })
            .spans();

    assertThat(spans)
        .singleElement()
        .satisfies(span -> {
          assertThat(span.start()).isEqualTo(1);
          assertThat(span.end()).isEqualTo(4);
          assertThat(span.raw()).isCloseTo(0.9975, within(1e-3));
        });
  }

  @Test
  void aSecondBBeginsASecondValueAndAnIAloneBeginsNone() {
    assertThat(
            view(new float[][] {word(NO, YES), word(YES, NO), word(YES, NO), word(NO, YES)})
                .spans())
        .extracting(TagView.Span::start, TagView.Span::end)
        .containsExactly(tuple(1, 2), tuple(2, 4));
  }

  @Test
  void wordsOfTwoWindowsAreAveragedAndUnreadWordsEndAValue() {
    Window first =
        new Window(new long[3], new long[3][4], new long[3][Marks.COUNT], 0, new int[] {1, 2});
    Window second =
        new Window(new long[2], new long[2][4], new long[2][Marks.COUNT], 1, new int[] {1});
    Window far =
        new Window(new long[2], new long[2][4], new long[2][Marks.COUNT], 3, new int[] {1});
    float[][] none = {word(NO, NO), word(NO, NO), word(YES, NO)};
    float[][] also = {word(NO, NO), word(NO, NO)};
    float[][] goesOn = {word(NO, NO), word(NO, YES)};

    TagView view =
        TagView.of(
            0,
            4,
            List.of(first, second, far),
            List.of(
                new Logits(new float[1], none),
                new Logits(new float[1], also),
                new Logits(new float[1], goesOn)));

    assertThat(view.begin()[1]).isCloseTo(0.5, within(0.01));
    assertThat(view.begin()[2]).isNaN();
    assertThat(view.spans())
        .extracting(TagView.Span::start, TagView.Span::end)
        .containsExactly(tuple(1, 2));
    assertThat(view.greatestBegin()).isCloseTo(0.5, within(0.01));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          price    | total       | Total: RM 1,234.50.     | 1,234.50
          price    | total       | $ (5.00)                | -5.00
          price    | total       | 12. 50                  | 12.50
          price    | total       | - $9                    | -9
          price    | total       | none                    | ``
          date     | date        | Date: 03 / 04 / 2018.   | 03/04/2018
          date     | flight_from | 06/01/20-06/30/20       | 06/01/20
          date     | flight_to   | 06/01/20-06/30/20       | 06/30/20
          date     | date        | (March 1, 2019),        | March 1, 2019
          date     | date        | today                   | ``
          id       | contract    | #: A-17/3.              | A-17/3
          code     | currency    | €                       | EUR
          code     | currency    | (usd)                   | USD
          duration | term        | two (2) years.          | two (2) years
          duration | term        | 2y                      | ``
          name     | company     | “ACME, Inc.”            | ACME, Inc.
          name     | company     | ACME Ltd)               | ACME Ltd
          name     | company     | (ACME                   | ACME
          name     | company     | ACME (UK)               | ACME (UK)
          text     | address     | —,                      | ``
          """)
  void aValueIsCleanedByItsKind(String kind, String field, String words, String value) {
    assertThat(Cleaned.of(kind, field, List.of(words.split(" ")))).isEqualTo(value);
  }

  @Test
  void aCurveIsLinearBetweenItsPointsAndConstantOutside() {
    Calibration.Curve curve =
        new Calibration.Curve(
            List.of(
                new Calibration.Curve.Point(0.2, 0.1),
                new Calibration.Curve.Point(0.4, 0.5),
                new Calibration.Curve.Point(0.4, 0.6),
                new Calibration.Curve.Point(0.8, 0.9)));

    assertThat(curve.at(0)).isEqualTo(0.1);
    assertThat(curve.at(0.3)).isCloseTo(0.3, within(1e-12));
    assertThat(curve.at(0.4)).isCloseTo(0.5, within(1e-12));
    assertThat(curve.at(0.6)).isCloseTo(0.75, within(1e-12));
    assertThat(curve.at(1)).isEqualTo(0.9);
    assertThat(new Calibration.Curve(List.of()).at(0.37)).isEqualTo(0.37);
  }

  @Test
  void aCurveWhosePointsFallIsRefused() {
    assertThatThrownBy(() ->
            new Calibration.Curve(
                List.of(
                    new Calibration.Curve.Point(0.4, 0.1), new Calibration.Curve.Point(0.2, 0.5))))
        .hasMessageContaining("must rise");
  }
}
