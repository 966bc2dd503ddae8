package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileSinkTaskTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicPartition PARTITION = new TopicPartition("completed", 3);

  @TempDir Path folder;
  private final List<Throwable> setAside = new ArrayList<>();
  private RecordFileSinkTask task;

  @BeforeEach
  void start() {
    task =
        started((record, error) -> {
          setAside.add(error);
          return CompletableFuture.completedFuture(null);
        });
  }

  @Test
  void aRecordBecomesOneReadableFileUnderItsType() throws IOException {
    task.put(List.of(at(7, record("doc-1", "invoice", 1))));

    JsonNode file = JSON.readTree(folder.resolve("invoice/doc-1.json").toFile());
    assertThat(file.path("tenant").asText()).isEqualTo("acme");
    assertThat(files()).containsExactly("invoice/doc-1.json");
  }

  @Test
  void theSameRecordTenTimesIsOneFile() throws IOException {
    for (int i = 0; i < 10; i++) {
      task.put(List.of(at(i, record("doc-1", "invoice", 1))));
    }
    assertThat(files()).containsExactly("invoice/doc-1.json");
  }

  @Test
  void theHighestRevisionWinsInAnyOrder() throws IOException {
    task.put(
        List.of(
            at(0, record("doc-1", "invoice", 2)),
            at(1, record("doc-1", "invoice", 3)),
            at(2, record("doc-1", "invoice", 1))));
    assertThat(
            JSON.readTree(folder.resolve("invoice/doc-1.json").toFile()).path("revision").asInt())
        .isEqualTo(3);
  }

  @Test
  void aCorrectedTypeMovesTheFileAndALateOldOneDoesNotBringItBack() throws IOException {
    task.put(List.of(at(0, record("doc-1", "invoice", 1)), at(1, record("doc-1", "order", 2))));
    task.put(List.of(at(2, record("doc-1", "invoice", 1))));
    assertThat(files()).containsExactly("order/doc-1.json");
  }

  @Test
  void aHostileIdStaysInTheFolder() throws IOException {
    task.put(List.of(at(0, record("../../out", "../up", 1))));
    assertThat(files()).containsExactly("%2E.%2Fup/%2E.%2F..%2Fout.json");
  }

  @Test
  void aFileOfAnotherDocumentIsNotOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("invoice"));
    Path taken =
        Files.writeString(
            folder.resolve("invoice/doc-1.json"), "{\"documentId\":\"DOC-1\",\"revision\":1}");
    task.put(List.of(at(0, record("doc-1", "invoice", 5))));
    assertThat(setAside).singleElement().asString().contains("belongs to document DOC-1");
    assertThat(taken).content().contains("DOC-1");
  }

  @Test
  void aFileThatACrashCutShortIsWrittenAnew() throws IOException {
    Files.createDirectories(folder.resolve("invoice"));
    Files.writeString(folder.resolve("invoice/doc-1.json"), "{\"docu");
    task.put(List.of(at(0, record("doc-1", "invoice", 1))));
    assertThat(
            JSON.readTree(folder.resolve("invoice/doc-1.json").toFile()).path("revision").asInt())
        .isEqualTo(1);
  }

  @Test
  void aRecordThatCannotBeWrittenIsTriedAgainAndNotCountedAsPut() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("order"), "a file where a folder should be");
    List<SinkRecord> batch =
        List.of(at(40, record("doc-1", "invoice", 1)), at(41, record("doc-2", "order", 1)));
    assertThatThrownBy(() -> task.put(batch))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("completed-3 offset 41");

    Files.delete(inTheWay);
    task.put(batch);
    assertThat(files()).containsExactly("invoice/doc-1.json", "order/doc-2.json");
  }

  @Test
  void whatWasPutIsCommittedOnceTheFolderIsOnTheDisk() {
    Map<TopicPartition, OffsetAndMetadata> put = Map.of(PARTITION, new OffsetAndMetadata(8));
    task.put(List.of(at(7, record("doc-1", "invoice", 1))));
    assertThat(task.preCommit(put)).isEqualTo(put);
  }

  @Test
  void aFolderThatCannotBeBroughtToTheDiskStopsTheCommit() throws IOException {
    task.put(List.of(at(7, record("doc-1", "invoice", 1))));
    Files.delete(folder.resolve("invoice/doc-1.json"));
    Files.delete(folder.resolve("invoice"));
    assertThatThrownBy(() -> task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(8))))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("no offset is committed");
  }

  @Test
  void badRecordsAreReportedAndTheOthersWritten() throws IOException {
    Map<String, Object> noId = record("x", "invoice", 1);
    noId.remove("documentId");
    task.put(
        List.of(
            at(0, null),
            at(1, "text"),
            at(2, noId),
            at(3, record(" ", "invoice", 1)),
            at(4, record("doc-1", "invoice", 0)),
            at(5, record("doc-\uD800", "invoice", 1)),
            at(6, record("doc-2", "invoice", 1))));
    assertThat(setAside)
        .hasSize(6)
        .allSatisfy(error -> assertThat(error).isInstanceOf(DataException.class));
    assertThat(setAside.get(2)).hasMessageContaining("completed-3 offset 2");
    assertThat(setAside.get(2)).hasMessageContaining("documentId is missing");
    assertThat(files()).containsExactly("invoice/doc-2.json");
  }

  @Test
  void withoutAReporterABadRecordStopsTheTaskAndNamesItself() {
    RecordFileSinkTask strict = started(null);
    assertThatThrownBy(() -> strict.put(List.of(at(8, record("doc-1", "invoice", -1)))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("completed-3 offset 8")
        .hasMessageContaining("revision is -1")
        .hasMessageContaining("errors.tolerance=all");
  }

  private RecordFileSinkTask started(@Nullable ErrantRecordReporter reporter) {
    RecordFileSinkTask fresh = new RecordFileSinkTask();
    fresh.initialize(
        (SinkTaskContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) ->
                    method.getName().equals("errantRecordReporter") ? reporter : null));
    fresh.start(Map.of("folder", folder.toString()));
    return fresh;
  }

  /** What JsonConverter makes of a record when it has no schema. */
  private static Map<String, Object> record(String id, String type, long revision) {
    return new HashMap<>(
        Map.of("documentId", id, "documentType", type, "revision", revision, "tenant", "acme"));
  }

  /** Renamed by a transformation on the way, as a RegexRouter would. */
  private static SinkRecord at(long offset, @Nullable Object value) {
    return new SinkRecord(
        "renamed",
        0,
        null,
        "key",
        null,
        value,
        offset,
        null,
        TimestampType.NO_TIMESTAMP_TYPE,
        List.of(),
        PARTITION.topic(),
        PARTITION.partition(),
        offset);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
