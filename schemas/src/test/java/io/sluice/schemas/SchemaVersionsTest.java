package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ParsedContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every version of every schema that ever travelled is kept in {@code schemas/versions}. The
 * current schemas must read all of them (BACKWARD_TRANSITIVE).
 */
class SchemaVersionsTest {
  private static final Path VERSIONS =
      Path.of(System.getProperty("sluice.root"), "schemas", "versions");
  private static final String REMEDY =
      "%s has changed: keep its new version with"
          + " mvn -Pquick -pl schemas test -Dtest=SchemaVersionsTest -Dsluice.snapshot=true"
          + " and commit schemas/versions. A version that no release has carried may be deleted first.";

  @TestFactory
  Stream<DynamicTest> theNewestKeptVersionIsTheCurrentSchema() {
    return current().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  keepIfAsked(entry.getKey(), entry.getValue());
                  List<Schema> kept = kept(entry.getKey());
                  assertThat(kept).as(REMEDY, entry.getKey()).isNotEmpty();
                  assertThat(kept.get(kept.size() - 1))
                      .as(REMEDY, entry.getKey())
                      .isEqualTo(entry.getValue());
                }));
  }

  @TestFactory
  Stream<DynamicTest> theCurrentSchemaReadsEveryKeptVersion() {
    return current().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () ->
                    assertThat(kept(entry.getKey()))
                        .allSatisfy(old -> assertReads(entry.getValue(), old))));
  }

  @Test
  void aVersionOfARecordThatIsNoMoreIsNotKeptByMistake() throws IOException {
    try (Stream<Path> folders = Files.list(VERSIONS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .as("a topic's record may not vanish while its records may still be on the topic")
          .isSubsetOf(current().keySet());
    }
  }

  @Test
  void theCheckItselfSeesAFieldWithoutADefault() {
    Schema before = new Schema.Parser().parse(record("{'name':'a','type':'int'}"));
    Schema after =
        new Schema.Parser().parse(record("{'name':'a','type':'int'},{'name':'b','type':'int'}"));
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(after, before).getType())
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  /**
   * The schemas that outlive a release: values of topics, and the parsed content in the object
   * store.
   */
  private static Map<String, Schema> current() {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    Topics.all().stream()
        .flatMap(topic -> topic.value().stream())
        .forEach(type -> schemas.put(type.getSimpleName(), SpecificData.get().getSchema(type)));
    schemas.put(ParsedContent.class.getSimpleName(), ParsedContent.getClassSchema());
    return schemas;
  }

  private static void assertReads(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    assertThat(result.getType())
        .as(
            "%s cannot read a kept version of itself: %s. Give a new field a default and change no type,"
                + " or begin a topic of a new major version.",
            reader.getFullName(), result.getResult().getIncompatibilities())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static void keepIfAsked(String name, Schema schema) throws IOException {
    List<Schema> kept = kept(name);
    if (Boolean.getBoolean("sluice.snapshot")
        && (kept.isEmpty() || !kept.get(kept.size() - 1).equals(schema))) {
      Path file = VERSIONS.resolve(name).resolve("v" + (kept.size() + 1) + ".avsc");
      Files.createDirectories(file.getParent());
      Files.writeString(file, schema.toString(true) + "\n");
    }
  }

  /** The kept versions of a record, oldest first. */
  private static List<Schema> kept(String name) throws IOException {
    Path folder = VERSIONS.resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Map<Integer, Schema> byVersion = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        int version =
            Integer.parseInt(file.getFileName().toString().replaceFirst("v([0-9]+)\\.avsc", "$1"));
        byVersion.put(version, new Schema.Parser().parse(Files.readString(file)));
      }
    }
    assertThat(byVersion.keySet())
        .as("versions of %s have no gap", name)
        .hasSize(lastOf(byVersion));
    return new ArrayList<>(byVersion.values());
  }

  private static int lastOf(Map<Integer, Schema> byVersion) {
    return byVersion.keySet().stream().reduce(0, Math::max);
  }

  private static String record(String fields) {
    return "{'type':'record','name':'R','fields':[%s]}".formatted(fields).replace('\'', '"');
  }
}
