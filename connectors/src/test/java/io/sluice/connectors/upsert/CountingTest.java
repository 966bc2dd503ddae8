package io.sluice.connectors.upsert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every record is applied once or in the dead letters: none both, none neither. */
class CountingTest {
  private static final int DOCUMENTS = 200;
  private static final double FAILING = 0.15;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void whateverFailsEveryRecordIsAppliedOnceOrInTheDeadLetters(Strategy strategy) throws Exception {
    long seed = new Random().nextLong();
    try (FickleErp erp = new FickleErp(seed, FAILING);
        TaskRun task = new TaskRun(config(erp, strategy))) {
      List<SinkRecord> all = records(seed);
      for (int i = 0; i < all.size(); i += 50) {
        task.put(all.subList(i, Math.min(i + 50, all.size())));
      }
      check(erp, task, all, "seed " + seed + ": ");
      assertThat(task.retries).as("it did fail, seed %s", seed).isNotEmpty();
    }
  }

  @Test
  void theSameRecordsTwiceChangeNothing() throws IOException {
    try (FickleErp erp = new FickleErp(7, 0)) {
      List<SinkRecord> all = records(7);
      for (int i = 0; i < 2; i++) {
        try (TaskRun task = new TaskRun(config(erp, Strategy.LOOKUP_THEN_WRITE))) {
          task.put(all);
          check(erp, task, all, "run " + i + ": ");
        }
      }
    }
  }

  @Test
  void writersThatMeetLeaveOneObjectADocument() throws Exception {
    try (FickleErp erp = new FickleErp(11, 0.05)) {
      Map<String, String> config = config(erp, Strategy.LOOKUP_THEN_WRITE);
      List<SinkRecord> same =
          IntStream.range(0, 20)
              .mapToObj(i -> TaskRun.record(i, "doc-" + i, "invoice", 1, "10.00"))
              .toList();
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        writers.add(
            CompletableFuture.runAsync(() -> {
              try (TaskRun task = new TaskRun(config)) {
                task.put(same);
                assertThat(task.deadLetters).isEmpty();
              }
            }));
      }
      CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get();
      for (int i = 0; i < 20; i++) {
        assertThat(erp.withKey("doc-" + i)).as("doc-" + i).hasSize(1);
      }
    }
  }

  @Test
  void whatStandsTwiceIsSetAsideAfterAFewTriesAndBothStay() throws Exception {
    try (FickleErp erp = new FickleErp(3, 0)) {
      for (int id = 1; id <= 2; id++) {
        erp.objects.put(
            id,
            new ObjectMapper().createObjectNode().put("id", id).put("id_", "doc").put("rev", 1));
      }
      try (TaskRun task = new TaskRun(config(erp, Strategy.LOOKUP_THEN_WRITE))) {
        task.put(List.of(TaskRun.record(0, "doc", "invoice", 2, "10.00")));
        assertThat(task.deadLetters)
            .singleElement()
            .satisfies(letter ->
                assertThat(letter.getValue())
                    .contains("stands in the target more than once, as 1 and 2"));
      }
      assertThat(erp.withKey("doc")).hasSize(2);
    }
  }

  private static void check(FickleErp erp, TaskRun task, List<SinkRecord> all, String hint) {
    Map<Long, String> dead = new HashMap<>();
    task.deadLetters.forEach(one ->
        assertThat(dead.put(one.getKey(), one.getValue()))
            .as(hint + "reported once, offset " + one.getKey())
            .isNull());
    Map<String, Long> highest = new HashMap<>();
    Set<String> refused = new HashSet<>();
    for (SinkRecord sunk : all) {
      Map<?, ?> value = (Map<?, ?>) sunk.value();
      String id = (String) value.get("documentId");
      if (id.contains("bad")) {
        refused.add(id);
        assertThat(dead.remove(sunk.kafkaOffset())).as(hint + id).contains("the period is closed");
      } else {
        highest.merge(id, (Long) value.get("revision"), Math::max);
      }
    }
    assertThat(dead).as(hint + "nothing else is dead").isEmpty();
    highest.forEach((id, revision) ->
        assertThat(erp.withKey(id))
            .as(hint + id)
            .singleElement()
            .extracting(object -> object.path("rev").asLong())
            .isEqualTo(revision));
    refused.forEach(id -> assertThat(erp.withKey(id)).as(hint + id).isEmpty());
    assertThat(erp.objects.values())
        .as(hint + "nothing else is there")
        .extracting((JsonNode one) -> one.path("id_").asText())
        .hasSize(highest.size());
  }

  /** Some are refused for ever, some have corrections. */
  private static List<SinkRecord> records(long seed) {
    Random random = new Random(seed);
    List<SinkRecord> all = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      String id = (random.nextInt(10) == 0 ? "bad " : "doc ") + i;
      int revisions = 1 + random.nextInt(8) / 6;
      for (long revision = 1; revision <= revisions; revision++) {
        all.add(TaskRun.record(all.size(), id, "invoice", revision, "10.0" + revision));
      }
    }
    return all;
  }

  private Map<String, String> config(FickleErp erp, Strategy strategy) throws IOException {
    Path mapping =
        Files.writeString(
            folder.resolve("invoice.yaml"),
            """
            documentType: invoice
            object: bills
            key: {field: id_, value: "{documentId}"}
            revision: {field: rev}
            fields: {total: grand_total}
            """);
    return Map.of(
        "profile", "rest",
        "target.url", erp.url(),
        "strategy", strategy.name(),
        "mappings", mapping.toString(),
        "batch.size", "10",
        "settle.ms", "0",
        "retry.backoff.ms", "1",
        "retry.backoff.max.ms", "1");
  }
}
