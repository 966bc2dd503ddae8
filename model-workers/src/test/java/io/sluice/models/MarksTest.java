package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MarksTest {
  /** Places of the marks among the shapes of a word. */
  private static final int CAPITALS = 5;

  private static final int SMALL = 7;
  private static final int MIXED = 8;

  @Property
  void lettersAndDigitsAreTold(
      @ForAll
          @StringLength(max = 8)
          @CharRange(from = 'a', to = 'c')
          @CharRange(from = 'A', to = 'C')
          @Chars({'1', '-'})
          String word) {
    long capitals = word.chars().filter(c -> c >= 'A' && c <= 'Z').count();
    long small = word.chars().filter(c -> c >= 'a' && c <= 'z').count();
    boolean digit = word.indexOf('1') >= 0;
    long[] marks = marks(word);
    assertThat(marks[CAPITALS]).isEqualTo(capitals >= 2 && small == 0 ? 1 : 0);
    assertThat(marks[SMALL]).isEqualTo(small >= 1 && capitals == 0 ? 1 : 0);
    assertThat(marks[MIXED]).isEqualTo(digit && capitals + small > 0 ? 1 : 0);
  }

  /** A word that tries every choice of a pattern would keep a worker for hours. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
  void aHostileWordIsNoMoreWorkThanALongOne() {
    assertThat(marks("A".repeat(20_000) + "a")[CAPITALS]).isZero();
    assertThat(marks("a".repeat(20_000) + "A")[SMALL]).isZero();
    assertThat(marks("a".repeat(500_000))[MIXED]).isZero();
    assertThat(marks("1".repeat(500_000))[MIXED]).isZero();
  }

  private static long[] marks(String word) {
    return Marks.of(List.of(new Word(word, 0, null, 0, null)), List.of(new long[4]), Map.of())
        .getFirst();
  }
}
