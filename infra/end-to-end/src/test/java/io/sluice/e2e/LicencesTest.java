package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The bill of materials that the build has made: under which licences everything in it may be used.
 */
class LicencesTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Path SBOM = ROOT.resolve("target/sbom.json");

  /**
   * A library.
   *
   * @param name group:name
   * @param licences what it may be used under, any one of them
   */
  private record Library(String name, String version, List<String> licences) {}

  @BeforeEach
  void theBuildHasMadeIt() {
    assumeThat(SBOM).as("`make test` makes it; the quick profile does without").exists();
  }

  @Test
  void everyLibraryIsUnderALicenceThatWasAllowed() throws IOException {
    ConfigNode rules = Configs.read(ROOT.resolve("infra/licences.yaml"));
    Set<String> allowed = new TreeSet<>(rules.strings("allowed", List.of()));
    Map<String, String> names = rules.map("names");
    Map<String, String> exceptions = rules.map("exceptions");
    rules.finish();
    Map<String, Set<String>> report = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (Library library : libraries()) {
      String licence =
          library.licences().stream()
              .map(name -> names.getOrDefault(name, name))
              .filter(allowed::contains)
              .findFirst()
              .orElse(exceptions.get(library.name()));
      if (licence == null) {
        refused.add(library.name() + " " + library.version() + ": " + library.licences());
      } else {
        report
            .computeIfAbsent(licence, key -> new TreeSet<>())
            .add(library.name() + " " + library.version());
      }
    }
    Files.writeString(ROOT.resolve("target/licences.txt"), text(report));
    assertThat(refused)
        .as(
            "libraries under no licence of infra/licences.yaml: look at each, then allow it or go without")
        .isEmpty();
    assertThat(libraries().stream().map(Library::name))
        .as("exceptions that nobody needs any more")
        .containsAll(exceptions.keySet());
  }

  private static List<Library> libraries() throws IOException {
    return components()
        .filter(one -> !one.path("group").asText().equals("io.sluice"))
        .map(one ->
            new Library(
                one.path("group").asText() + ":" + one.path("name").asText(),
                one.path("version").asText(),
                licences(one)))
        .toList();
  }

  private static Stream<JsonNode> components() throws IOException {
    return new ObjectMapper().readTree(SBOM.toFile()).path("components").valueStream();
  }

  private static List<String> licences(JsonNode component) {
    return component
        .path("licenses")
        .valueStream()
        .map(entry ->
            Stream.of(
                    entry.path("expression"),
                    entry.path("license").path("id"),
                    entry.path("license").path("name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElse(""))
        .toList();
  }

  private static String text(Map<String, Set<String>> report) {
    StringBuilder text = new StringBuilder("Libraries by licence; made by LicencesTest\n");
    report.forEach((licence, libraries) -> {
      text.append('\n').append(licence).append('\n');
      libraries.forEach(library -> text.append("  ").append(library).append('\n'));
    });
    return text.toString();
  }
}
