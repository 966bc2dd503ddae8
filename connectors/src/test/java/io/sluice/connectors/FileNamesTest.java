package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
  @ParameterizedTest
  @CsvSource({
    "4f00e1, 4f00e1",
    "INV-2026.0042_b, INV-2026.0042_b",
    "../../etc/passwd, %2E.%2F..%2Fetc%2Fpasswd",
    ".., %2E.",
    "'C:\\a', C%3A%5Ca",
    "Müller, M%C3%BCller",
    "100%, 100%25"
  })
  void aHostileIdIsAHarmlessName(String id, String name) {
    assertThat(FileNames.of(id)).isEqualTo(name);
  }

  @Test
  void aControlCharacterIsWrittenOut() {
    assertThat(FileNames.of("a\0b\n")).isEqualTo("a%00b%0A");
  }

  @Test
  void aLoneSurrogateIsRefused() {
    assertThatThrownBy(() -> FileNames.of("\uD800"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not Unicode");
  }

  @Test
  void longIdsOfOneBeginningStayApart() {
    String beginning = "a".repeat(5000);
    assertThat(FileNames.of(beginning + "1"))
        .hasSizeLessThanOrEqualTo(200)
        .isNotEqualTo(FileNames.of(beginning + "2"));
  }

  @Property
  void noNameLeavesItsFolder(@ForAll @NotEmpty String id) {
    Assume.that(isUnicode(id));
    Path folder = Path.of("/records/invoice");
    Path file = folder.resolve(FileNames.of(id) + ".json");
    assertThat(file.normalize()).isEqualTo(file);
    assertThat(file.getParent()).isEqualTo(folder);
    assertThat(file.getFileName().toString()).doesNotStartWith(".").hasSizeLessThan(255);
  }

  @Property
  void differentIdsHaveDifferentNames(
      @ForAll @NotEmpty String one, @ForAll @NotEmpty String other) {
    Assume.that(isUnicode(one) && isUnicode(other) && !one.equals(other));
    assertThat(FileNames.of(one)).isNotEqualTo(FileNames.of(other));
  }

  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
