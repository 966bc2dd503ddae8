package io.sluice.connectors.upsert.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.mapping.RevisionMark;
import io.sluice.connectors.upsert.Call;
import io.sluice.connectors.upsert.Outcome;
import io.sluice.connectors.upsert.Reply;
import io.sluice.connectors.upsert.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Plans of several writers, their requests in any order; plans whose answers are lost. */
class LookupThenWriteTest {
  private static final Reply ANSWER = new Reply(200, Map.of(), "", Instant.EPOCH);
  private static final int MOST_REQUESTS = 20_000;

  /** What the target holds: revisions by id. All have the one key. */
  private final Map<Integer, Long> objects = new TreeMap<>();

  private int lastId;

  @Property(tries = 500)
  void howeverRequestsInterleaveOneObjectIsLeftAtTheLatestRevision(
      @ForAll @IntRange(min = 2, max = 5) int writers, @ForAll long seed) {
    objects.clear();
    Random random = new Random(seed);
    List<Writer> running = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      running.add(new Writer(record(1 + i % 2)));
    }
    for (int requests = 0; !running.isEmpty(); requests++) {
      assertThat(requests).as("it comes to an end").isLessThan(MOST_REQUESTS);
      Writer next = running.get(random.nextInt(running.size()));
      if (next.step(false)) {
        running.remove(next);
      }
    }
    assertThat(objects.values()).containsExactly(2L);
  }

  @Property(tries = 200)
  void aWriterWhoseAnswersAreLostNowAndThenCreatesNothingTwice(@ForAll long seed) {
    objects.clear();
    Random random = new Random(seed);
    for (int revision = 1; revision <= 2; revision++) {
      Writer writer = new Writer(record(revision));
      while (!writer.step(random.nextInt(3) == 0)) {
        // One request after the other.
      }
    }
    assertThat(objects.values()).containsExactly(2L);
  }

  @Test
  void whatStandsTwiceWithoutOurDoingIsLeftForAPerson() {
    objects.put(7, 1L);
    objects.put(8, 1L);
    Writer writer = new Writer(record(2));
    assertThat(writer.step(false)).isFalse();
    assertThat(writer.step(false)).isFalse();
    assertThat(writer.outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.patience()).isEqualTo(Outcome.Patience.A_FEW_TIMES);
              assertThat(later.message()).contains("more than once, as 7 and 8");
            });
    assertThat(objects).hasSize(2);
  }

  /** Runs its plan request by request, and from its beginning when it has to wait. */
  private final class Writer {
    private final MappedRecord record;
    private Step<List<Outcome>> plan;
    private Outcome outcome;

    Writer(MappedRecord record) {
      this.record = record;
      this.plan = fresh();
    }

    private Step<List<Outcome>> fresh() {
      return new LookupThenWrite(new InMemory()).write(List.of(record));
    }

    /** Sends one request; whether the writer is done. */
    boolean step(boolean loseTheAnswer) {
      if (plan instanceof Step.Ask<List<Outcome>> ask) {
        plan = ask.then().apply(ANSWER);
        if (loseTheAnswer) {
          plan = fresh();
        }
        return false;
      }
      outcome =
          plan instanceof Step.Done<List<Outcome>> done
              ? done.value().get(0)
              : ((Step.Failed<List<Outcome>>) plan).why();
      if (outcome instanceof Outcome.RetryLater) {
        plan = fresh();
        return false;
      }
      return true;
    }
  }

  /** A target without a unique key; each request takes its effect when it is sent. */
  private final class InMemory implements ObjectApi {
    @Override
    public Step<List<Existing>> find(List<MappedRecord> records) {
      return request(() ->
          objects.entrySet().stream()
              .map(one -> new Existing(id(one.getKey()), "k", one.getValue(), Map.of(), null))
              .toList());
    }

    @Override
    public Step<List<JsonNode>> create(List<MappedRecord> records) {
      return request(() -> {
        objects.put(++lastId, records.get(0).revision());
        return List.of(id(lastId));
      });
    }

    @Override
    public Step<Boolean> update(MappedRecord record, Existing there) {
      return new Step.Ask<>(
          Call.get("/"),
          reply -> {
            // As Tryton: a write that has not seen the last change is refused.
            if (!Long.valueOf(there.revision()).equals(objects.get(there.id().asInt()))) {
              return new Step.Failed<>(Outcome.RetryLater.soon("changed in the meantime"));
            }
            objects.put(there.id().asInt(), record.revision());
            return new Step.Done<>(true);
          });
    }

    @Override
    public Step<Boolean> delete(String object, List<Existing> unchanged) {
      return new Step.Ask<>(
          Call.get("/"),
          reply -> {
            for (Existing one : unchanged) {
              Long now = objects.get(one.id().asInt());
              if (now != null && now != one.revision()) {
                return new Step.Failed<>(Outcome.RetryLater.soon("changed in the meantime"));
              }
            }
            unchanged.forEach(one -> objects.remove(one.id().asInt()));
            return new Step.Done<>(true);
          });
    }

    private static JsonNode id(int id) {
      return IntNode.valueOf(id);
    }

    private static <T> Step<T> request(Supplier<T> effect) {
      return new Step.Ask<>(Call.get("/"), reply -> new Step.Done<>(effect.get()));
    }
  }

  private static MappedRecord record(long revision) {
    return new MappedRecord(
        "doc", revision, "bill", "key", "k", new RevisionMark("rev", "{revision}"), Map.of());
  }
}
