package io.sluice.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewPolicyTest {

  @Test
  void aShareOfDocumentsIsPickedAndALargerSharePicksThemToo() {
    assertThat(picked(0)).isZero();
    assertThat(picked(1)).isEqualTo(10_000);
    // Four standard deviations of a fair draw.
    assertThat(picked(0.05)).isBetween(413L, 587L);
    assertThat(documents().filter(i -> policy(0.01).picks("doc-" + i)))
        .allMatch(i -> policy(0.05).picks("doc-" + i));
  }

  private static long picked(double share) {
    return documents().filter(i -> policy(share).picks("doc-" + i)).count();
  }

  private static IntStream documents() {
    return IntStream.range(0, 10_000);
  }

  private static ReviewPolicy policy(double share) {
    return new ReviewPolicy(false, share, null, null);
  }
}
