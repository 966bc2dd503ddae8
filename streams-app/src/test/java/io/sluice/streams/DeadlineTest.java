package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;

class DeadlineTest {

  @Property
  void keysSortByTimeWhateverTheDocumentIsCalled(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long a,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long b,
      @ForAll @NotBlank String first,
      @ForAll @NotBlank String second) {
    var one = new Deadline(Instant.ofEpochMilli(a), first).key();
    var other = new Deadline(Instant.ofEpochMilli(b), second).key();
    if (a != b) {
      assertThat(Integer.signum(one.compareTo(other))).isEqualTo(Long.signum(a - b));
    }
    assertThat(one.compareTo(Deadline.after(Instant.ofEpochMilli(b))) < 0).isEqualTo(a <= b);
    assertThat(one).isGreaterThan(Deadline.first());
  }

  @Property
  void aKeyNamesItsTimeAndDocument(@ForAll @LongRange(min = 0) long millis) {
    Deadline deadline = new Deadline(Instant.ofEpochMilli(millis / 2), "dokument-ü");
    assertThat(Deadline.of(deadline.key())).isEqualTo(deadline);
  }
}
