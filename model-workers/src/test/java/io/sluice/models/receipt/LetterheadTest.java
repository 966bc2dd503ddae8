package io.sluice.models.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.types.FieldKind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LetterheadTest {

  private static final ParsedContent SLIP =
      Slips.scanned(
          "TAX INVOICE",
          "KEDAI MAKAN SDN BHD (123456-X)",
          "(GST NO : 000123456789)",
          "NO. 5, JALAN MELUR 3/2",
          "TAMAN MELUR,",
          "43000 KAJANG,",
          "SELANGOR DARUL EHSAN.",
          "TEL : 03-1234 5678",
          "INVOICE NO : 77",
          "NASI LEMAK 5.00");

  @Test
  void theNameIsTheLineWithALegalFormWithoutItsNumber() {
    Letterhead.Found name = Letterhead.of(SLIP).name().orElseThrow();

    assertThat(name.value()).isEqualTo("KEDAI MAKAN SDN BHD");
    assertThat(name.sure()).isTrue();
    assertThat(name.words())
        .extracting(Word::getText)
        .containsExactly("KEDAI", "MAKAN", "SDN", "BHD");
  }

  @Test
  void theAddressIsTheBlockFromTheHouseToTheTelephone() {
    Letterhead.Found address = Letterhead.of(SLIP).address().orElseThrow();

    assertThat(address.value())
        .isEqualTo("NO. 5, JALAN MELUR 3/2 TAMAN MELUR, 43000 KAJANG, SELANGOR DARUL EHSAN");
    assertThat(address.sure()).isTrue();
  }

  @Test
  void withoutALegalFormTheFirstLineThatMayBeOneIsTheName() {
    Letterhead head =
        Letterhead.of(Slips.scanned("3180303", "BERRY BAKERY", "12, HIGH STREET", "Tel 555 1234"));

    assertThat(head.name()).get().extracting(Letterhead.Found::value).isEqualTo("BERRY BAKERY");
    assertThat(head.name().orElseThrow().sure()).isFalse();
    assertThat(head.address())
        .get()
        .extracting(Letterhead.Found::value)
        .isEqualTo("12, HIGH STREET");
  }

  @Test
  void aFormOnALineOfItsOwnBelongsToTheNameAbove() {
    Letterhead head =
        Letterhead.of(
            Slips.scanned("RESTORAN SURIA MALAYSIA", "SDN BHD", "1, JALAN SURIA", "Tel 1"));

    assertThat(head.name().orElseThrow().value()).isEqualTo("RESTORAN SURIA MALAYSIA SDN BHD");
  }

  @Test
  void whatIsSoldIsNoAddress() {
    Letterhead head =
        Letterhead.of(Slips.scanned("BERRY BAKERY", "Date: 01/02/2018", "Bread 5.00"));

    assertThat(head.address()).isEmpty();
  }

  @Test
  void misreadWordsAreSetRightOnScansOnlyAndThePlaceStays() {
    String[] lines = {"BERRY BAKERY", "NO 1, JALAN SURIA,", "50480 KUALA LUNPUR", "TEL 1"};

    Letterhead.Found scanned = Letterhead.of(Slips.scanned(lines)).address().orElseThrow();
    Letterhead.Found written = Letterhead.of(Slips.written(lines)).address().orElseThrow();

    assertThat(scanned.value()).endsWith("KUALA LUMPUR");
    assertThat(scanned.words().getLast().getText()).isEqualTo("LUNPUR");
    assertThat(written.value()).endsWith("KUALA LUNPUR");
  }

  @Test
  void whatTheModelReadsTooMuchIsCut() {
    assertThat(Letterhead.repaired(FieldKind.NAME, "Lima Realties Sdn Bhd (Co.", SLIP))
        .isEqualTo("Lima Realties Sdn Bhd");
    assertThat(Letterhead.repaired(FieldKind.NAME, "RESTORAN SURIA 002043319-W", SLIP))
        .isEqualTo("RESTORAN SURIA");
    assertThat(Letterhead.repaired(FieldKind.TEXT, "1, JALAN SURIA, 43000 KAJANG Tel:03-1", SLIP))
        .isEqualTo("1, JALAN SURIA, 43000 KAJANG");
  }

  @Property(tries = 200)
  void anyTextHasAHeadOrNone(@ForAll @StringLength(max = 300) String text) {
    ParsedContent document = Slips.scanned(text.split("\\R", -1));
    Letterhead head = Letterhead.of(document);

    head.name().ifPresent(name -> assertThat(document.getWords()).containsAll(name.words()));
    head.address().ifPresent(found -> assertThat(document.getWords()).containsAll(found.words()));
  }
}
