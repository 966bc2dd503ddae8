package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.events.ParsedContent;
import io.sluice.schemas.RegistryClient;
import io.sluice.schemas.RegistryConfig;
import io.sluice.schemas.RegistryException.Refused;
import io.sluice.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a registry must do for Sluice. It runs against the embedded registry and against a real
 * server.
 */
abstract class RegistryContract {
  private static final AtomicInteger SUBJECTS = new AtomicInteger();

  private static final Schema V1 = record().requiredInt("a").endRecord();
  private static final Schema V2 =
      record().requiredInt("a").name("b").type().intType().intDefault(0).endRecord();
  private static final Schema INCOMPATIBLE = record().requiredInt("a").requiredInt("c").endRecord();

  private final String subject = "contract-" + SUBJECTS.incrementAndGet() + "-value";
  private RegistryClient client;

  /** Base URL of the registry under test. */
  abstract String url();

  @BeforeEach
  void connect() {
    client = new RegistryClient(RegistryConfig.from(Map.of(RegistryConfig.URL, url())));
    client.setCompatibility(subject + "-unused", "NONE");
  }

  @Test
  void aSchemaIsFoundUnderItsIdByAnybody() {
    int id = client.register(subject, V1);
    assertThat(fresh().schema(id)).isEqualTo(V1);
    assertThat(fresh().idOf(subject, V1)).isEqualTo(id);
  }

  @Test
  void registeringAgainChangesNothing() {
    int id = client.register(subject, V1);
    assertThat(fresh().register(subject, V1)).isEqualTo(id);
    assertThat(client.versions(subject)).containsExactly(1);
  }

  @Test
  void oneSchemaHasOneIdUnderAllSubjects() {
    assertThat(client.register(subject, V1)).isEqualTo(client.register(subject + "2", V1));
  }

  @Test
  void everySchemaOfTheCatalogueSurvivesTheJourney() {
    Topics.all().stream()
        .flatMap(topic -> topic.value().stream())
        .forEach(type -> {
          Schema schema = SpecificData.get().getSchema(type);
          int id = client.register(subject + type.getSimpleName(), schema);
          assertThat(fresh().schema(id).toString()).isEqualTo(schema.toString());
        });
    assertThat(fresh().schema(client.register(subject, ParsedContent.getClassSchema())))
        .isEqualTo(ParsedContent.getClassSchema());
  }

  @Test
  void aCompatibleSchemaBecomesTheNextVersion() {
    client.setCompatibility(subject, "BACKWARD_TRANSITIVE");
    client.register(subject, V1);
    assertThat(client.compatibility(subject, V2).compatible()).isTrue();
    int id = client.register(subject, V2);
    assertThat(client.versions(subject)).containsExactly(1, 2);
    assertThat(client.latest(subject).id()).isEqualTo(id);
    assertThat(client.latest(subject).schema()).isEqualTo(V2);
    assertThat(client.version(subject, 1).schema()).isEqualTo(V1);
  }

  @Test
  void anIncompatibleSchemaIsRefusedWith409() {
    client.setCompatibility(subject, "BACKWARD_TRANSITIVE");
    client.register(subject, V1);
    assertThat(client.compatibility(subject, INCOMPATIBLE).compatible()).isFalse();
    assertCode(Refused.INCOMPATIBLE, () -> client.register(subject, INCOMPATIBLE));
    assertThat(client.versions(subject)).containsExactly(1);
  }

  @Test
  void transitiveMeansAllVersionsNotTheLastAlone() {
    client.setCompatibility(subject, "NONE");
    Schema renamed = record().requiredInt("z").endRecord();
    client.register(subject, V1);
    client.register(subject, renamed);
    // Reads "z" as the last version has it, but has no "z" to read in the first.
    Schema next = record().requiredInt("z").optionalInt("b").endRecord();
    client.setCompatibility(subject, "BACKWARD_TRANSITIVE");
    assertCode(Refused.INCOMPATIBLE, () -> client.register(subject, next));
    client.setCompatibility(subject, "BACKWARD");
    assertThat(client.register(subject, next)).isPositive();
  }

  @Test
  void whatIsNotThereHasItsOwnCode() {
    assertCode(Refused.SUBJECT_NOT_FOUND, () -> client.versions(subject));
    assertCode(Refused.SUBJECT_NOT_FOUND, () -> client.idOf(subject, V1));
    assertCode(Refused.SCHEMA_NOT_FOUND, () -> client.schema(987_654));
    client.register(subject, V1);
    assertCode(Refused.VERSION_NOT_FOUND, () -> client.version(subject, 9));
    assertCode(Refused.SCHEMA_NOT_FOUND, () -> client.idOf(subject, V2));
  }

  @Test
  void textThatIsNoSchemaIsRefusedWith42201() throws Exception {
    HttpResponse<String> response =
        raw(
            "POST",
            "/subjects/" + subject + "/versions",
            "{\"schema\":\"{\\\"type\\\":\\\"odd\\\"}\"}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("42201");
  }

  @Test
  void aCompatibilityLevelThatDoesNotExistIsRefusedWith42203() {
    assertCode(42203, () -> client.setCompatibility(subject, "SOMEHOW"));
  }

  @Test
  void aDeletedSubjectIsGoneButItsIdsStayReadable() {
    int id = client.register(subject, V1);
    assertThat(client.delete(subject)).containsExactly(1);
    assertThat(client.subjects()).doesNotContain(subject);
    assertCode(Refused.SUBJECT_NOT_FOUND, () -> client.versions(subject));
    assertThat(fresh().schema(id)).isEqualTo(V1);
    assertCode(40404, () -> client.delete(subject));
    assertThat(client.register(subject, V1)).isEqualTo(id);
  }

  @Test
  void onlyADeletedSubjectIsDeletedForGood() throws Exception {
    client.register(subject, V1);
    String path = "/subjects/" + subject + "?permanent=true";
    assertThat(raw("DELETE", path, "").body()).contains("40405");
    client.delete(subject);
    assertThat(raw("DELETE", path, "").body()).isEqualTo("[1]");
    assertCode(Refused.SUBJECT_NOT_FOUND, () -> client.delete(subject));
  }

  @Test
  void theRegistrysOwnLevelCanBeReadAndSet() throws Exception {
    assertThat(raw("PUT", "/config", "{\"compatibility\":\"FULL\"}").body()).contains("FULL");
    assertThat(raw("GET", "/config", "").body()).contains("\"compatibilityLevel\":\"FULL\"");
    raw("PUT", "/config", "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}");
  }

  private RegistryClient fresh() {
    return new RegistryClient(RegistryConfig.from(Map.of(RegistryConfig.URL, url())));
  }

  private static void assertCode(int code, ThrowingCallable call) {
    Refused refused = catchThrowableOfType(Refused.class, call);
    assertThat(refused).as("a refusal with code %d", code).isNotNull();
    assertThat(refused.errorCode()).as(refused.getMessage()).isEqualTo(code);
  }

  private HttpResponse<String> raw(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private static SchemaBuilder.FieldAssembler<Schema> record() {
    return SchemaBuilder.record("R").fields();
  }
}
