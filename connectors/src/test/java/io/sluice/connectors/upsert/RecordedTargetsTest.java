package io.sluice.connectors.upsert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Salesforce, NetSuite, HubSpot and Odoo in the shapes that their documentation shows: batches that
 * fail in part, sessions that end, throttling, and answers that never come.
 */
class RecordedTargetsTest {
  private static final String SECRET = "s3cr3t-of-the-client";
  private static final String SALESFORCE_UPSERT =
      "/services/data/v62.0/composite/sobjects/Invoice__c/Sluice_Id__c";
  private static final String HUBSPOT_UPSERT = "/crm/v3/objects/invoices/batch/upsert";

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Logger logger;
  private Level before;

  @BeforeEach
  void listen() {
    logger = (Logger) LoggerFactory.getLogger("io.sluice");
    before = logger.getLevel();
    logger.setLevel(Level.TRACE);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void noSecretIsEverLogged() {
    logger.detachAppender(log);
    logger.setLevel(before);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .allSatisfy(message -> assertThat(message).doesNotContain(SECRET).doesNotContain("token-"));
  }

  @Test
  void salesforceTakesABatchInPartAndOnlyWhatIsLeftIsSentAgain() throws Exception {
    token("token-1");
    answers(
        patch(urlEqualTo(SALESFORCE_UPSERT)),
        okJson(
            """
            [{"id": "a01", "success": true, "created": true, "errors": []},
             {"success": false, "errors": [{"statusCode": "REQUIRED_FIELD_MISSING", "message": "Required fields are missing: [Supplier__c]", "fields": ["Supplier__c"]}]},
             {"success": false, "errors": [{"statusCode": "UNABLE_TO_LOCK_ROW", "message": "unable to obtain exclusive access", "fields": []}]}]
            """),
        okJson("[{\"id\": \"a03\", \"success\": true, \"created\": true, \"errors\": []}]"));
    try (TaskRun task = new TaskRun(salesforce())) {
      task.put(List.of(record(0, "a"), record(1, "b"), record(2, "c")));
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue())
                  .contains("offset 1")
                  .contains("REQUIRED_FIELD_MISSING: Required fields are missing"));
    }
    TARGET.verify(
        1,
        patchRequestedFor(urlEqualTo(SALESFORCE_UPSERT))
            .withRequestBody(
                equalToJson(
                    """
                    {"allOrNone": false, "records": [
                      {"attributes": {"type": "Invoice__c"}, "Sluice_Id__c": "a", "Total__c": 10.00},
                      {"attributes": {"type": "Invoice__c"}, "Sluice_Id__c": "b", "Total__c": 10.00},
                      {"attributes": {"type": "Invoice__c"}, "Sluice_Id__c": "c", "Total__c": 10.00}]}
                    """)));
    TARGET.verify(
        1,
        patchRequestedFor(urlEqualTo(SALESFORCE_UPSERT))
            .withRequestBody(matchingJsonPath("$.records[?(@.Sluice_Id__c == 'c')]"))
            .withRequestBody(matchingJsonPath("$.records.length()", equalTo("1"))));
  }

  @Test
  void aTokenThatHasExpiredIsRenewedAndTheBatchIsSentOnceMore() throws Exception {
    answers(
        post("/oauth"),
        okJson("{\"access_token\": \"token-1\", \"expires_in\": 3600}"),
        okJson("{\"access_token\": \"token-2\", \"expires_in\": 3600}"));
    TARGET.stubFor(
        patch(urlEqualTo(SALESFORCE_UPSERT))
            .withHeader("Authorization", equalTo("Bearer token-1"))
            .willReturn(
                jsonResponse(
                    "[{\"message\": \"Session expired or invalid\", \"errorCode\": \"INVALID_SESSION_ID\"}]",
                    401)));
    TARGET.stubFor(
        patch(urlEqualTo(SALESFORCE_UPSERT))
            .withHeader("Authorization", equalTo("Bearer token-2"))
            .willReturn(okJson("[{\"id\": \"a01\", \"success\": true, \"errors\": []}]")));
    try (TaskRun task = new TaskRun(salesforce())) {
      task.put(List.of(record(0, "a")));
      assertThat(task.retries).isEmpty();
      assertThat(task.deadLetters).isEmpty();
    }
  }

  @Test
  void wrongCredentialsStopTheTaskAndNoRecordIsSetAside() throws Exception {
    TARGET.stubFor(
        post("/oauth")
            .willReturn(
                jsonResponse(
                    "{\"error\": \"invalid_client\", \"error_description\": \"invalid client credentials\"}",
                    400)));
    try (TaskRun task = new TaskRun(salesforce())) {
      assertThatThrownBy(() -> task.put(List.of(record(0, "a"))))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("invalid_client invalid client credentials")
          .hasMessageContaining("correct auth.* and restart the task")
          .message()
          .doesNotContain(SECRET);
      assertThat(task.deadLetters).isEmpty();
    }
  }

  @Test
  void throttlingIsWaitedForAsLongAsTheTargetAsks() throws Exception {
    token("token-1");
    answers(
        patch(urlEqualTo(SALESFORCE_UPSERT)),
        jsonResponse(
            "[{\"message\": \"TotalRequests Limit exceeded.\", \"errorCode\": \"REQUEST_LIMIT_EXCEEDED\"}]",
            403),
        aResponse().withStatus(503).withHeader("Retry-After", "7"),
        okJson("[{\"id\": \"a01\", \"success\": true, \"errors\": []}]"));
    try (TaskRun task = new TaskRun(salesforce())) {
      task.put(List.of(record(0, "a")));
      assertThat(task.retries).hasSize(2);
      assertThat(task.retries.get(0)).contains("REQUEST_LIMIT_EXCEEDED");
      assertThat(task.waits.get(1)).isEqualTo(7_000);
      assertThat(task.deadLetters).isEmpty();
    }
  }

  @Test
  void salesforceFindsASupplierWithAnApostropheInItsName() throws Exception {
    token("token-1");
    TARGET.stubFor(
        get(urlPathEqualTo("/services/data/v62.0/query"))
            .withQueryParam(
                "q", equalTo("SELECT Id FROM Account WHERE Name = 'O\\'Hara' ORDER BY Id LIMIT 2"))
            .willReturn(okJson("{\"records\": [{\"Id\": \"001A\"}]}")));
    TARGET.stubFor(
        patch(urlEqualTo(SALESFORCE_UPSERT))
            .withRequestBody(matchingJsonPath("$.records[0].Supplier__c", equalTo("001A")))
            .willReturn(okJson("[{\"id\": \"a01\", \"success\": true, \"errors\": []}]")));
    Map<String, String> config = new HashMap<>(salesforce());
    config.put(
        "mappings",
        mapping(
            """
            documentType: invoice
            object: Invoice__c
            key: {field: Sluice_Id__c}
            fields:
              Supplier__c: {lookup: {object: Account, by: [{field: Name, from: seller}]}}
            """));
    try (TaskRun task = new TaskRun(config)) {
      task.put(
          List.of(
              TaskRun.at(
                  0,
                  Map.of(
                      "documentId",
                      "a",
                      "documentType",
                      "invoice",
                      "revision",
                      1L,
                      "fields",
                      List.of(Map.of("name", "seller", "value", "O'Hara"))))));
      assertThat(task.deadLetters).isEmpty();
    }
  }

  @Test
  void netsuiteIsWrittenByExternalIdAndItsMessagesAreKept() throws Exception {
    String base = "/services/rest/record/v1/vendorBill/eid:";
    TARGET.stubFor(put(urlEqualTo(base + "good")).willReturn(noContent()));
    TARGET.stubFor(
        put(urlEqualTo(base + "bad"))
            .willReturn(
                jsonResponse(
                    """
                    {"type": "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.1", "title": "Bad Request", "status": 400,
                     "o:errorDetails": [{"detail": "Error while accessing a resource. You must enter a value for Vendor.", "o:errorCode": "USER_ERROR"}]}
                    """,
                    400)));
    // The first answer never comes: the record may be written, and is written again by its key.
    answers(put(urlEqualTo(base + "slow")), noContent().withFixedDelay(2_000), noContent());
    try (TaskRun task = new TaskRun(config("netsuite", "vendorBill", "externalId"))) {
      task.put(List.of(record(0, "good"), record(1, "bad"), record(2, "slow")));
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue())
                  .contains("offset 1")
                  .contains("You must enter a value for Vendor."));
      assertThat(task.retries).singleElement().asString().contains("no answer to PUT");
    }
    TARGET.verify(1, putRequestedFor(urlEqualTo(base + "good")));
    TARGET.verify(2, putRequestedFor(urlEqualTo(base + "slow")));
  }

  @Test
  void hubspotTellsOfThoseThatFailedAmongThoseThatDidNot() throws Exception {
    answers(
        post(urlEqualTo(HUBSPOT_UPSERT)),
        jsonResponse(
            """
            {"status": "COMPLETE", "numErrors": 1,
             "results": [{"id": "1", "properties": {"sluice_id": "a"}, "new": true}, {"id": "3", "properties": {"sluice_id": "c"}, "new": false}],
             "errors": [{"status": "error", "category": "VALIDATION_ERROR", "message": "Property values were not valid: total", "context": {"ids": ["b"]}}]}
            """,
            207));
    try (TaskRun task = new TaskRun(config("hubspot", "invoices", "sluice_id"))) {
      task.put(List.of(record(0, "a"), record(1, "b"), record(2, "c")));
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue())
                  .contains("offset 1")
                  .contains("VALIDATION_ERROR: Property values were not valid: total"));
    }
    TARGET.verify(
        1,
        postRequestedFor(urlEqualTo(HUBSPOT_UPSERT))
            .withRequestBody(matchingJsonPath("$.inputs[1].idProperty", equalTo("sluice_id")))
            .withRequestBody(matchingJsonPath("$.inputs[1].id", equalTo("b"))));
  }

  @Test
  void aBatchThatIsRefusedAsAWholeIsTriedOneByOneSoThatOnlyTheBadOneIsSetAside() throws Exception {
    TARGET.stubFor(
        post(urlEqualTo(HUBSPOT_UPSERT))
            .withRequestBody(matchingJsonPath("$.inputs[?(@.id == 'b')]"))
            .willReturn(
                jsonResponse(
                    "{\"status\": \"error\", \"message\": \"Property \\\"total\\\" does not exist\", \"category\": \"VALIDATION_ERROR\"}",
                    400)));
    for (String id : List.of("a", "c")) {
      TARGET.stubFor(
          post(urlEqualTo(HUBSPOT_UPSERT))
              .withRequestBody(matchingJsonPath("$.inputs.length()", equalTo("1")))
              .withRequestBody(matchingJsonPath("$.inputs[?(@.id == '" + id + "')]"))
              .willReturn(
                  okJson(
                      "{\"results\": [{\"id\": \"1\", \"properties\": {\"sluice_id\": \"%s\"}}]}"
                          .formatted(id))));
    }
    try (TaskRun task = new TaskRun(config("hubspot", "invoices", "sluice_id"))) {
      task.put(List.of(record(0, "a"), record(1, "b"), record(2, "c")));
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter -> assertThat(letter.getValue()).contains("does not exist"));
    }
  }

  @Test
  void odooIsSearchedBeforeACreationThatWasNeverAnsweredIsRepeated() throws Exception {
    String model = "/json/2/account.move/";
    String found = "[{\"id\": 7, \"ref\": \"a\", \"x_revision\": 1}]";
    answers(post(urlEqualTo(model + "search_read")), okJson("[]"), okJson(found));
    TARGET.stubFor(
        post(urlEqualTo(model + "create")).willReturn(okJson("[7]").withFixedDelay(2_000)));
    try (TaskRun task = new TaskRun(config("odoo", "account.move", "ref"))) {
      task.put(List.of(record(0, "a")));
      assertThat(task.deadLetters).isEmpty();
      assertThat(task.waits).as("the target is given time to finish").containsExactly(1_234L);
    }
    TARGET.verify(1, postRequestedFor(urlEqualTo(model + "create")));
    TARGET.verify(
        postRequestedFor(urlEqualTo(model + "create"))
            .withHeader("Authorization", equalTo("Bearer " + SECRET))
            .withHeader("X-Odoo-Database", equalTo("books"))
            .withRequestBody(
                equalToJson(
                    "{\"vals_list\": [{\"Total__c\": 10.00, \"ref\": \"a\", \"x_revision\": 1}]}")));
  }

  @Test
  void odooUpdatesAnOlderRevisionAndItsErrorIsKept() throws Exception {
    String model = "/json/2/account.move/";
    TARGET.stubFor(
        post(urlEqualTo(model + "search_read"))
            .willReturn(okJson("[{\"id\": 7, \"ref\": \"a\", \"x_revision\": 1}]")));
    TARGET.stubFor(
        post(urlEqualTo(model + "write"))
            .withRequestBody(matchingJsonPath("$.ids[0]", equalTo("7")))
            .willReturn(
                jsonResponse(
                    """
                    {"name": "odoo.exceptions.UserError", "message": "You cannot modify a posted entry of this journal.", "arguments": ["You cannot modify a posted entry of this journal."], "context": {}, "debug": "Traceback …"}
                    """,
                    422)));
    try (TaskRun task = new TaskRun(config("odoo", "account.move", "ref"))) {
      task.put(List.of(TaskRun.record(0, "a", "invoice", 2, "10.00")));
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue())
                  .contains("You cannot modify a posted entry of this journal."));
    }
  }

  @Test
  void aRecordThatIsAlwaysAServerErrorIsSetAsideAfterTheAttemptsThatAreAllowed() throws Exception {
    TARGET.stubFor(
        any(anyUrl()).willReturn(jsonResponse("{\"message\": \"NullPointerException\"}", 500)));
    Map<String, String> config = new HashMap<>(config("rest", "bills", "id_"));
    config.put("server.error.attempts", "3");
    try (TaskRun task = new TaskRun(config)) {
      task.put(List.of(record(0, "a")));
      assertThat(task.retries).hasSize(2);
      assertThat(task.deadLetters)
          .singleElement()
          .satisfies(letter ->
              assertThat(letter.getValue())
                  .contains("may or may not be written")
                  .contains("NullPointerException"));
    }
    TARGET.verify(
        3, putRequestedFor(urlEqualTo("/bills/a")).withHeader("Idempotency-Key", equalTo("a:1")));
  }

  /** One answer after the other; the last one stays. */
  private static void answers(MappingBuilder request, ResponseDefinitionBuilder... answers) {
    String scenario = "scenario-" + System.identityHashCode(request);
    for (int i = 0; i < answers.length; i++) {
      boolean last = i == answers.length - 1;
      TARGET.stubFor(
          request
              .withId(UUID.randomUUID())
              .inScenario(scenario)
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "step-" + i)
              .willSetStateTo(last ? (i == 0 ? Scenario.STARTED : "step-" + i) : "step-" + (i + 1))
              .willReturn(answers[i]));
    }
  }

  private static void token(String token) {
    TARGET.stubFor(
        post("/oauth")
            .willReturn(
                okJson("{\"access_token\": \"%s\", \"expires_in\": 3600}".formatted(token))));
  }

  private Map<String, String> salesforce() throws IOException {
    Map<String, String> config = new HashMap<>(config("salesforce", "Invoice__c", "Sluice_Id__c"));
    config.put("auth.type", "oauth2");
    config.put("auth.oauth2.token.url", TARGET.baseUrl() + "/oauth");
    config.put("auth.oauth2.client.id", "sluice");
    config.put("auth.oauth2.client.secret", SECRET);
    return config;
  }

  private Map<String, String> config(String profile, String object, String keyField)
      throws IOException {
    String revision = profile.equals("odoo") ? "revision: {field: x_revision}\n" : "";
    return Map.ofEntries(
        Map.entry("profile", profile),
        Map.entry("target.url", TARGET.baseUrl()),
        Map.entry("target.database", "books"),
        Map.entry("auth.type", "api-key"),
        Map.entry("auth.api.key", SECRET),
        Map.entry(
            "mappings",
            mapping(
                "documentType: invoice\nobject: %s\nkey: {field: %s}\n%sfields: {Total__c: grand_total}\n"
                    .formatted(object, keyField, revision))),
        Map.entry("request.timeout.ms", "500"),
        Map.entry("settle.ms", "1234"),
        Map.entry("retry.backoff.ms", "1"),
        Map.entry("retry.backoff.max.ms", "1"));
  }

  private String mapping(String yaml) throws IOException {
    return Files.writeString(folder.resolve("mapping.yaml"), yaml).toString();
  }

  private static SinkRecord record(long offset, String id) {
    return TaskRun.record(offset, id, "invoice", 1, "10.00");
  }
}
