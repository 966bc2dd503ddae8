package io.sluice.desk.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TimesTest {

  @Property
  void aQuantileIsCloseWhateverTheTimes(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 1, max = 10_000_000) Long> millis) {
    Times times = new Times();
    millis.forEach(times::add);
    List<Long> sorted = millis.stream().sorted().toList();
    long median = sorted.get((int) Math.ceil(0.5 * sorted.size()) - 1);
    assertThat((double) times.quantile(0.5)).isCloseTo(median, within(0.5 + median * 0.045));
  }
}
