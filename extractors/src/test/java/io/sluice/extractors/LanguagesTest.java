package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | This agreement is made by and between the parties, and it shall be governed by the law of the state.
          de | Die Rechnung ist innerhalb von 30 Tagen zu zahlen und wird mit dem Konto bei der Bank verrechnet.
          fr | Le vendeur et l'acheteur sont liés par les termes de la vente pour une durée de deux ans dans le pays.
          es | El vendedor entrega los bienes en la fecha que se indica y el comprador paga por una cuenta con el banco.
          nl | De factuur is op het adres van de koper en wordt niet voor het einde van deze maand betaald.
          """)
  void smallWordsTellTheLanguage(String language, String text) {
    assertThat(Languages.of(text)).isEqualTo(language);
  }

  @Test
  void figuresAndNamesTellNothing() {
    assertThat(Languages.of("WTOP-TV 4711 118.00 30s Mo-Fr A V S K 7 9 12 A V")).isNull();
    assertThat(Languages.of("")).isNull();
  }
}
