package io.sluice.models.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FormReaderPropertiesTest {
  static {
    AvroTrust.grant();
  }

  private static final String[] PIECES = {
    "Name",
    "of",
    "registrant",
    "Registration",
    "No.",
    "2.",
    "/s/",
    "Isl",
    "Date",
    "signature",
    "report",
    "(Print",
    "type",
    "4711",
    "May",
    "3,",
    "1992",
    "Address",
    "title",
    "",
    "~",
    "Ann",
    "Carter",
    "\uD83D\uDE00"
  };

  @Property(tries = 200)
  void whateverIsOnAPageTheWordsOfAValueAreItsWords(
      @ForAll long seed, @ForAll @IntRange(max = 120) int count) {
    RandomGenerator random = new java.util.Random(seed);
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float x = random.nextInt(500);
      float y = random.nextInt(40) * 9f;
      String piece = PIECES[random.nextInt(PIECES.length)];
      Box box =
          random.nextInt(20) == 0
              ? null
              : new Box(x, y, x + random.nextInt(60), y + random.nextInt(20));
      words.add(new Word(piece, 1 + random.nextInt(6), box, i, null));
    }
    FormReader reader =
        new FormReader(new ParsedContent("", List.of(), words, List.of(), Map.of()));

    for (String field :
        new String[] {
          "registrant_name", "registration_num", "file_date", "signer_name", "signer_title"
        }) {
      reader
          .find(Form.spec(field))
          .ifPresent(found -> {
            assertThat(found.value()).isNotBlank();
            assertThat(found.words()).isNotEmpty();
            assertThat(words).containsAll(found.words());
          });
    }
  }
}
