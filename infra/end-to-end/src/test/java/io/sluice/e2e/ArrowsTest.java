package io.sluice.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the rooms: they meet on topics and nowhere else. */
class ArrowsTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sluice");

  /** What everybody may import. */
  private static final List<String> CONTRACTS =
      List.of(
          "io.sluice.events..",
          "io.sluice.schemas..",
          "io.sluice.content..",
          "io.sluice.config..",
          "io.sluice.audit..",
          "io.sluice.types..",
          "io.sluice.values..");

  private static final String WORKER = "io.sluice.worker..";

  private static final String RULES = "io.sluice.rules..";

  private static final String STATISTICS = "io.sluice.statistics..";

  private static final String HTTP = "io.sluice.http..";

  private record Room(String name, List<String> own, List<String> mayImport) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Room> rooms() {
    return Stream.of(
        new Room("schemas", CONTRACTS, List.of()),
        new Room("http", List.of(HTTP), CONTRACTS),
        new Room("worker-runtime", List.of(WORKER), plus(CONTRACTS, HTTP)),
        new Room("extractors", List.of("io.sluice.extractors.."), plus(CONTRACTS, HTTP, WORKER)),
        new Room("model-workers", List.of("io.sluice.models.."), plus(CONTRACTS, HTTP, WORKER)),
        new Room("llm-workers", List.of("io.sluice.llm.."), plus(CONTRACTS, HTTP, WORKER, RULES)),
        new Room("rules", List.of(RULES), CONTRACTS),
        new Room("streams-app", List.of("io.sluice.streams.."), plus(CONTRACTS, HTTP, RULES)),
        new Room("connectors", List.of("io.sluice.connectors.."), CONTRACTS),
        new Room(
            "review-desk", List.of("io.sluice.desk.."), plus(CONTRACTS, HTTP, RULES, STATISTICS)),
        new Room("local-stack", List.of("io.sluice.local.."), plus(CONTRACTS, HTTP)),
        new Room("chaos", List.of("io.sluice.chaos.."), plus(CONTRACTS, "io.sluice.local..")),
        new Room("statistics", List.of(STATISTICS), List.of()),
        new Room(
            "evaluation", List.of("io.sluice.evaluation.."), plus(CONTRACTS, RULES, STATISTICS)));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsTheContractsAndNoOtherRoom(Room room) {
    String[] allowed =
        Stream.of(room.own(), room.mayImport()).flatMap(List::stream).toArray(String[]::new);
    ArchRule rule =
        classes()
            .that()
            .resideInAnyPackage(room.own().toArray(String[]::new))
            .should()
            .onlyDependOnClassesThat(
                Predicates.resideInAnyPackage(allowed)
                    .or(Predicates.resideOutsideOfPackage("io.sluice..")))
            .allowEmptyShould(false);
    rule.check(HOUSE);
  }

  @Test
  void theStreamsAppKnowsNoParserNoModelAndNoHttpClient() {
    noClasses()
        .that()
        .resideInAPackage("io.sluice.streams..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.tika..",
            "org.apache.pdfbox..",
            "ai.onnxruntime..",
            "ai.djl..",
            "java.net.http..")
        .check(HOUSE);
  }

  @Test
  void extractorsKnowNoTokenizerAndModelWorkersNoParser() {
    noClasses()
        .that()
        .resideInAPackage("io.sluice.extractors..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("io.sluice.models..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.tika..", "org.apache.pdfbox..")
        .check(HOUSE);
  }

  @Test
  void questionsAndAnswersArePureAndOnePlaceSpeaksHttp() {
    noClasses()
        .that()
        .resideInAnyPackage("io.sluice.llm.question..", "io.sluice.llm.answer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "java.net..", "java.util.concurrent..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("io.sluice.llm..")
        .and()
        .doNotHaveFullyQualifiedName("io.sluice.llm.chat.ModelServer")
        .and()
        .haveNameNotMatching("io\\.sluice\\.llm\\.chat\\.ModelServer\\$.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.net.http..")
        .check(HOUSE);
  }

  @Test
  void theDecisionsArePureNoKafkaNoClockNoFiles() {
    noClasses()
        .that()
        .resideInAnyPackage("io.sluice.streams.life..", "io.sluice.streams.gate..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "java.nio.file..", "java.net..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(HOUSE);
  }

  private static List<String> plus(List<String> packages, String... others) {
    return Stream.concat(packages.stream(), Stream.of(others)).toList();
  }
}
