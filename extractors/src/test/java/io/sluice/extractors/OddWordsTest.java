package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "word",
        "Word,",
        "WORD",
        "registrant's",
        "U.S.C.",
        "(1)",
        "20530;",
        "$1,200.50",
        "10th",
        "semi-annual",
        "Straße",
        "l’été",
        "AT&T",
        "Übergröße",
        "NAME/ADDRESS",
        "PDFs",
        "“quoted”",
        "договор",
        "株式会社"
      })
  void whatPeopleWriteIsNotOdd(String word) {
    assertThat(OddWords.isOdd(word)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RBgistrationNp", "S>ir>", "Qu?J~tlez", "s_$i", "SlN5APbW", "regis|rant"})
  void whatPoorOcrLeavesIsOdd(String word) {
    assertThat(OddWords.isOdd(word)).isTrue();
  }

  @Test
  void signsAloneAreNoWords() {
    assertThat(OddWords.share(List.of("—", "***", "one", "tWo"))).isEqualTo(0.5);
    assertThat(OddWords.share(List.of("…"))).isZero();
  }

  @Property
  void theShareIsOne(@ForAll @Size(max = 20) List<String> words) {
    assertThat(OddWords.share(words)).isBetween(0.0, 1.0);
  }
}
