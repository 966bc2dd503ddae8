package io.sluice.connectors.upsert;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A correction (revision 2, for instance of an audit by people) at the targets that write by key
 * without reading: it goes to the object of the first record, after it, and never in one request
 * with it. The others have tests of their own: the file, SQL, Tryton, Odoo, OData and REST sinks.
 */
class CorrectionsTest {
  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "salesforce | Sluice_Id__c | 200 | [{\"id\": \"a01\", \"success\": true, \"errors\": []}]",
        "hubspot | sluice_id | 200 | {\"status\": \"COMPLETE\", \"results\": [{\"id\": \"1\", \"properties\": {\"sluice_id\": \"doc-1\"}}]}",
        "netsuite | externalId | 204 | {}",
        "rest | id | 200 | {}"
      })
  void aCorrectionGoesToTheSameObjectAfterTheFirstRecord(
      String profile, String key, int status, String answer) throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(jsonResponse(answer, status)));
    List<SinkRecord> both =
        List.of(
            TaskRun.record(0, "doc-1", "invoice", 1, "10.00"),
            TaskRun.record(1, "doc-1", "invoice", 2, "12.00"));
    try (TaskRun task = new TaskRun(config(profile, key))) {
      task.put(both);
      assertThat(task.deadLetters).isEmpty();
    }
    // Their order is the order of arrival, the youngest first.
    List<LoggedRequest> requests =
        new ArrayList<>(
            TARGET.getAllServeEvents().stream()
                .map(event -> LoggedRequest.createFrom(event.getRequest()))
                .toList());
    Collections.reverse(requests);
    assertThat(requests).hasSize(2);
    assertThat(requests).extracting(LoggedRequest::getUrl).containsOnly(requests.get(0).getUrl());
    assertThat(requests)
        .allMatch(request ->
            request.getUrl().contains("doc-1") || request.getBodyAsString().contains("doc-1"));
    assertThat(requests.get(0).getBodyAsString()).contains("10.00").doesNotContain("12.00");
    assertThat(requests.get(1).getBodyAsString()).contains("12.00").doesNotContain("10.00");
  }

  private Map<String, String> config(String profile, String key) throws IOException {
    Path mapping =
        Files.writeString(
            folder.resolve("mapping.yaml"),
            "documentType: invoice\nobject: invoices\nkey: {field: %s}\nfields: {total: grand_total}\n"
                .formatted(key));
    return Map.of(
        "profile", profile,
        "target.url", TARGET.baseUrl(),
        "auth.type", "api-key",
        "auth.api.key", "a-key-of-a-test",
        "mappings", mapping.toString(),
        "retry.backoff.ms", "1",
        "retry.backoff.max.ms", "1");
  }
}
