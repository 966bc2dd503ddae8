package io.sluice.models.clause;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.types.Clause;
import org.junit.jupiter.api.Test;

class SignersTest {
  private static final String AGREED =
      "As a condition of my employment with Tarn Works, Inc., a Delaware corporation (the “Company”), I agree to the following: "
          + "I shall keep what I learn to myself. ".repeat(12);

  @Test
  void whoSignsForHerselfIsAParty() {
    assertThat(
            Written.said(
                Clause.PARTIES, AGREED + "\n/s/ Ada B. Quill\nAda B. Quill\nDate: May 1, 2020"))
        .hasValue("Tarn Works, Inc.; Ada B. Quill");
  }

  @Test
  void whoSignsForAFirmIsNone() {
    assertThat(
            Written.said(
                Clause.PARTIES,
                AGREED + "\nBy: /s/ Ada B. Quill\nName: Ada B. Quill\nTitle: President"))
        .hasValue("Tarn Works, Inc.");
    assertThat(Written.said(Clause.PARTIES, AGREED + "\n/s/ Ada B. Quill\nAda B. Quill, Secretary"))
        .hasValue("Tarn Works, Inc.");
  }

  @Test
  void ofALetterItIsWhoWritesAndWhoIsWrittenTo() {
    String letter =
        "\nMay 1, 2020\nHexham Holdings Inc.\n4 Mill Road\nDover, DE 19901\nDear Mr. Quill:\n"
            + "In connection with your interest in Oakham Foods, Inc. (the “Company”), Bell & Co. LLC will send you papers.\n"
            + "You keep them secret. ".repeat(30)
            + "\nVery truly yours,\nOAKHAM FOODS, INC.\nBy: /s/ R. Moss\nAGREED:\nHEXHAM HOLDINGS INC.\nBy: /s/ P. Quill";

    assertThat(Written.said(Clause.PARTIES, letter))
        .hasValue("Hexham Holdings Inc.; Oakham Foods, Inc.");
  }
}
