package io.sluice.models.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "50480 KUALA LUNPUR|50480 KUALA LUMPUR",
        "Henara Suria|Menara Suria",
        "Lavel 2, 50250 Kuals Lumpur|Level 2, 50250 Kuala Lumpur",
        "43300 SELANGOR DARULEHSAN|43300 SELANGOR DARUL EHSAN",
        "47800 PE TAL ING JAYA|47800 PETALING JAYA",
        "3, Ja lan Suria|3, Jalan Suria",
        "N0.3,JALAN SURIA|NO.3,JALAN SURIA",
        "SEKSYEN9, KLANG|SEKSYEN 9, KLANG",
        "BANDAR X, 40 150 SHAH ALAM|BANDAR X, 40150 SHAH ALAM"
      })
  void aWordThatLooksLikeOneOfTheListIsThatWord(String read, String right) {
    assertThat(Spelling.repaired(read)).isEqualTo(right);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A TWO FLORIST & HANDICRAFT",
        "LAMAN RIMBUNAN HIJAU, 52100 KUALA LUMPUR",
        "JALAN PUTERI 47100 PUCHONG",
        "LOT 1234-A & 1234-B, JALAN KPB 6, U8/11",
        "TAN BOON LEE",
        "Wilson's",
        "  "
      })
  void namesAndNumbersStay(String right) {
    assertThat(Spelling.repaired(right)).isEqualTo(right);
  }

  @Property(tries = 300)
  void whatIsSetRightIsRight(@ForAll @StringLength(max = 60) String text) {
    String once = Spelling.repaired(text);

    assertThat(Spelling.repaired(once)).isEqualTo(once);
  }
}
