package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigNodeTest {

  @Test
  void everyProblemIsReportedAtOnceUnknownKeysIncluded() {
    ConfigNode root =
        Configs.parse(
            "test.yaml", "workers: 0\nlimits:\n  perDocument: 30\n  pges: 3\nheap: 12 apples\n");
    root.integer("workers", 2, 1, 64);
    root.child("limits").duration("perDocument", Duration.ofSeconds(1));
    root.child("limits").integer("pages", 10, 1, 100);
    root.size("heap", 1);
    root.string("name");

    assertThatThrownBy(root::finish)
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(5)
                    .anySatisfy(p -> assertThat(p).startsWith("workers: 0 — a whole number"))
                    .anySatisfy(p -> assertThat(p).startsWith("limits.perDocument: 30 — a dur"))
                    .anySatisfy(p -> assertThat(p).startsWith("limits.pges: unknown key"))
                    .anySatisfy(p -> assertThat(p).startsWith("heap: 12 apples — a size"))
                    .anySatisfy(p -> assertThat(p).startsWith("name: missing")));
  }

  @Test
  void valuesComeWithTheirUnits() {
    ConfigNode root =
        Configs.parse("t", "a: 30s\nb: 64MB\nc: [x, y]\nd: {bootstrap.servers: h:1, n: 2}\ne: 0.5");
    assertThat(root.duration("a", Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
    assertThat(root.size("b", 0)).isEqualTo(64L << 20);
    assertThat(root.strings("c", List.of())).containsExactly("x", "y");
    assertThat(root.map("d")).isEqualTo(Map.of("bootstrap.servers", "h:1", "n", "2"));
    assertThat(root.number("e", 0, 0, 1)).isEqualTo(0.5);
    root.finish();
  }

  @Test
  void aKeyThatStandsTwiceIsAnError() {
    assertThatThrownBy(() -> Configs.parse("t", "a: 1\na: 2"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Duplicate");
  }

  @Test
  void aListOfMappingsNamesTheItemInItsProblems() {
    ConfigNode root = Configs.parse("t", "types:\n  - name: a\n  - nam: b\n");
    assertThat(root.list("types").stream().map(n -> n.string("name"))).containsExactly("a", "");
    assertThatThrownBy(root::finish)
        .hasMessageContaining("types[1].name: missing")
        .hasMessageContaining("types[1].nam: unknown key");
  }
}
