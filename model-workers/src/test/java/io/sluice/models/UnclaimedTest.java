package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.events.ClassProbability;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnclaimedTest {

  @Test
  void whatNoClassHoldsHalfOfIsOtherAndAsUnsureAsThat() {
    List<ClassProbability> classes =
        Unclaimed.apply(of("contract", 0.42, "nda", 0.3, "other", 0.28));

    assertThat(classes)
        .extracting(ClassProbability::getName)
        .containsExactly("other", "contract", "nda");
    assertThat(classes.getFirst().getProbability()).isCloseTo(0.58, within(1e-9));
    assertThat(classes.stream().mapToDouble(ClassProbability::getProbability).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void whatAClassClaimsStays() {
    List<ClassProbability> classes = of("contract", 0.5, "other", 0.5);

    assertThat(Unclaimed.apply(classes)).isSameAs(classes);
  }

  @Test
  void aBundleThatKnowsNoOtherSaysItsSurestClass() {
    List<ClassProbability> classes = of("contract", 0.4, "nda", 0.35, "order", 0.25);

    assertThat(Unclaimed.apply(classes)).isSameAs(classes);
  }

  private static List<ClassProbability> of(String a, double pa, String b, double pb) {
    return List.of(new ClassProbability(a, pa), new ClassProbability(b, pb));
  }

  private static List<ClassProbability> of(
      String a, double pa, String b, double pb, String c, double pc) {
    return List.of(
        new ClassProbability(a, pa), new ClassProbability(b, pb), new ClassProbability(c, pc));
  }
}
