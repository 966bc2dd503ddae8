package io.sluice.schemas;

import static io.sluice.schemas.Role.ANY;
import static io.sluice.schemas.Role.EXTRACTORS;
import static io.sluice.schemas.Role.FRONTIER_WORKER;
import static io.sluice.schemas.Role.MODEL_WORKERS;
import static io.sluice.schemas.Role.OBSERVERS;
import static io.sluice.schemas.Role.OPERATORS;
import static io.sluice.schemas.Role.REVIEWERS;
import static io.sluice.schemas.Role.SINKS;
import static io.sluice.schemas.Role.STREAMS_APP;
import static io.sluice.schemas.Role.UPSTREAM;

import io.sluice.events.AuditEntry;
import io.sluice.events.DeskEntry;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.EgressEntry;
import io.sluice.events.ForgetRequested;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.InferenceRequested;
import io.sluice.events.PagesRendered;
import io.sluice.events.PagesRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.Predicted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.schemas.TopicSpec.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: every topic of Sluice, in the order in which a document meets them. Topics are
 * created from it, the documentation's table is generated from it, and tests hold it to its rules:
 * one writer a topic, no cycle in what a document's own records cause but where people close it.
 */
public final class Topics {
  private Topics() {}

  /** What the life cycle reads is co-partitioned: all of it has this many partitions. */
  private static final int LIFE_CYCLE_PARTITIONS = 12;

  /**
   * Tasks are read by share groups, which need no partition per worker. Few partitions, well below
   * the number of workers: a dead member then holds up none of them.
   */
  private static final int TASK_PARTITIONS = 4;

  private static final int ONE_MEBIBYTE = 1 << 20;

  /** Documents travel inline up to a limit below this. */
  private static final int INLINE_BYTES = 8 * ONE_MEBIBYTE;

  /** A dead letter holds the largest record and headers that say what is wrong with it. */
  private static final int DEAD_LETTER_BYTES = INLINE_BYTES + ONE_MEBIBYTE;

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  /** People take holidays. */
  private static final Duration QUARTER = Duration.ofDays(90);

  /** The longest that books and their evidence have to be kept, where we looked. */
  private static final Duration TEN_YEARS = Duration.ofDays(3653);

  public static final TopicSpec RECEIVED =
      topic("documents.received", DocumentReceived.class)
          .size(LIFE_CYCLE_PARTITIONS, INLINE_BYTES)
          .from(UPSTREAM)
          .to(STREAMS_APP)
          .kept(WEEK);

  /**
   * Parts of containers. Each starts a life of its own, so no record of the same document leads
   * here.
   */
  public static final TopicSpec CHILDREN =
      topic("documents.children", DocumentReceived.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(STREAMS_APP)
          .to(STREAMS_APP)
          .kept(WEEK);

  public static final TopicSpec PARSE_REQUESTED =
      topic("parse.requested", ParseRequested.class)
          .size(TASK_PARTITIONS, INLINE_BYTES)
          .from(STREAMS_APP, RECEIVED, CHILDREN)
          .to(EXTRACTORS)
          .kept(WEEK);

  public static final TopicSpec PARSED =
      topic("documents.parsed", DocumentParsed.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(EXTRACTORS, PARSE_REQUESTED)
          .to(STREAMS_APP)
          .kept(WEEK);

  public static final TopicSpec INFERENCE_CPU_REQUESTED =
      topic("inference.cpu.requested", InferenceRequested.class)
          .size(TASK_PARTITIONS, ONE_MEBIBYTE)
          .from(STREAMS_APP, PARSED)
          .to(MODEL_WORKERS)
          .kept(WEEK);

  public static final TopicSpec INFERENCE_GPU_REQUESTED =
      topic("inference.gpu.requested", InferenceRequested.class)
          .size(TASK_PARTITIONS, ONE_MEBIBYTE)
          .from(STREAMS_APP, PARSED)
          .to(MODEL_WORKERS)
          .kept(WEEK);

  public static final TopicSpec PREDICTED =
      topic("inference.predicted", Predicted.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(MODEL_WORKERS, INFERENCE_CPU_REQUESTED, INFERENCE_GPU_REQUESTED)
          .to(STREAMS_APP)
          .kept(WEEK);

  /** Low-confidence fields rise to a language model on our own machines. */
  public static final TopicSpec INFERENCE_LLM_REQUESTED =
      topic("inference.llm.requested", FrontierEscalation.class)
          .size(TASK_PARTITIONS, ONE_MEBIBYTE)
          .from(STREAMS_APP, PREDICTED)
          .to(MODEL_WORKERS)
          .kept(WEEK);

  public static final TopicSpec INFERENCE_LLM_ANSWERED =
      topic("inference.llm.answered", Predicted.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(MODEL_WORKERS, INFERENCE_LLM_REQUESTED)
          .to(STREAMS_APP)
          .kept(WEEK);

  public static final TopicSpec FRONTIER =
      topic("escalations.frontier", FrontierEscalation.class)
          .size(TASK_PARTITIONS, ONE_MEBIBYTE)
          .from(STREAMS_APP, PREDICTED, INFERENCE_LLM_ANSWERED)
          .to(FRONTIER_WORKER)
          .kept(WEEK);

  public static final TopicSpec ANSWERED =
      topic("escalations.answered", Predicted.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(FRONTIER_WORKER, FRONTIER)
          .to(STREAMS_APP)
          .kept(WEEK);

  /** What left the house, and what was not let out; the frontier workers' ledger. */
  public static final TopicSpec EGRESS =
      topic("escalations.egress", EgressEntry.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(FRONTIER_WORKER, FRONTIER)
          .to(STREAMS_APP, FRONTIER_WORKER, OPERATORS)
          .kept(TEN_YEARS);

  /** See {@link #waysBack}: a decision may lead to another question. */
  public static final TopicSpec REVIEWS_REQUESTED =
      topic("reviews.requested", ReviewRequested.class)
          .size(TASK_PARTITIONS, ONE_MEBIBYTE)
          .from(STREAMS_APP, PARSED, PREDICTED, INFERENCE_LLM_ANSWERED, ANSWERED)
          .to(REVIEWERS)
          .kept(QUARTER);

  public static final TopicSpec REVIEWS_DECIDED =
      topic("reviews.decided", ReviewDecided.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(REVIEWERS, REVIEWS_REQUESTED)
          .to(STREAMS_APP, REVIEWERS)
          .kept(QUARTER);

  /** What the desk remembers of its own; only the desk reads it. */
  public static final TopicSpec REVIEWS_DESK =
      topic("reviews.desk", DeskEntry.class)
          .size(TASK_PARTITIONS, ONE_MEBIBYTE)
          .from(REVIEWERS, REVIEWS_REQUESTED)
          .to(REVIEWERS)
          .compacted();

  public static final TopicSpec PAGES_REQUESTED =
      topic("pages.requested", PagesRequested.class)
          .size(TASK_PARTITIONS, ONE_MEBIBYTE)
          .from(REVIEWERS, REVIEWS_REQUESTED)
          .to(EXTRACTORS)
          .kept(WEEK);

  public static final TopicSpec PAGES_RENDERED =
      topic("pages.rendered", PagesRendered.class)
          .size(TASK_PARTITIONS, ONE_MEBIBYTE)
          .from(EXTRACTORS, PAGES_REQUESTED)
          .to(REVIEWERS)
          .kept(WEEK);

  public static final TopicSpec COMPLETED =
      topic("documents.completed", DocumentCompleted.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(STREAMS_APP, PREDICTED, INFERENCE_LLM_ANSWERED, ANSWERED, REVIEWS_DECIDED)
          .to(SINKS, REVIEWERS)
          .kept(MONTH);

  /** What operators want forgotten. It names a document and no more. */
  public static final TopicSpec FORGET_REQUESTED =
      topic("documents.forget.requested", ForgetRequested.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(OPERATORS)
          .to(STREAMS_APP)
          .kept(MONTH);

  /** The dead letters of documents. */
  public static final TopicSpec REJECTED =
      topic("documents.rejected", DocumentRejected.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(
              STREAMS_APP,
              RECEIVED,
              CHILDREN,
              PARSED,
              PREDICTED,
              INFERENCE_LLM_ANSWERED,
              ANSWERED,
              REVIEWS_DECIDED)
          .to(SINKS)
          .kept(QUARTER);

  public static final TopicSpec STATUS =
      topic("documents.status", DocumentStatus.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(
              STREAMS_APP,
              RECEIVED,
              CHILDREN,
              PARSED,
              PREDICTED,
              INFERENCE_LLM_ANSWERED,
              ANSWERED,
              REVIEWS_DECIDED,
              FORGET_REQUESTED)
          .to(OBSERVERS, REVIEWERS)
          .compacted();

  /**
   * Who decided what, on which evidence. A hash chain a partition, so it has as many as the life
   * cycle has.
   */
  public static final TopicSpec AUDIT =
      topic("audit", AuditEntry.class)
          .size(LIFE_CYCLE_PARTITIONS, ONE_MEBIBYTE)
          .from(
              STREAMS_APP,
              RECEIVED,
              CHILDREN,
              PARSED,
              PREDICTED,
              INFERENCE_LLM_ANSWERED,
              ANSWERED,
              EGRESS,
              REVIEWS_DECIDED,
              FORGET_REQUESTED)
          .to(OPERATORS)
          .kept(TEN_YEARS);

  /** Bytes that could not be read as a record, with headers that say where they stood. */
  public static final TopicSpec DEAD_LETTERS =
      topic("dead-letters", null).size(1, DEAD_LETTER_BYTES).from(ANY).to(OPERATORS).kept(MONTH);

  private static final List<TopicSpec> ALL =
      List.of(
          RECEIVED,
          CHILDREN,
          PARSE_REQUESTED,
          PARSED,
          INFERENCE_CPU_REQUESTED,
          INFERENCE_GPU_REQUESTED,
          PREDICTED,
          INFERENCE_LLM_REQUESTED,
          INFERENCE_LLM_ANSWERED,
          FRONTIER,
          ANSWERED,
          EGRESS,
          REVIEWS_REQUESTED,
          REVIEWS_DECIDED,
          REVIEWS_DESK,
          PAGES_REQUESTED,
          PAGES_RENDERED,
          COMPLETED,
          FORGET_REQUESTED,
          REJECTED,
          STATUS,
          AUDIT,
          DEAD_LETTERS);

  /** All topics, in the order in which a document meets them. */
  public static List<TopicSpec> all() {
    return ALL;
  }

  /** Records on the one topic that lead to one on the other, which stands before it. */
  public record WayBack(TopicSpec from, TopicSpec to) {}

  /**
   * The ways on which a document's records come round again: a decision leads to one more question
   * where a second person is to decide, where two differ, and where it cannot be carried out. Each
   * round takes a person, and one decision never leads to two questions.
   */
  public static List<WayBack> waysBack() {
    return List.of(new WayBack(REVIEWS_DECIDED, REVIEWS_REQUESTED));
  }

  private static Draft topic(String what, @Nullable Class<? extends SpecificRecord> value) {
    return new Draft("sluice." + what + ".v1", value);
  }

  /** A line of the catalogue while it is being written. */
  private static final class Draft {
    private final String name;
    private final @Nullable Class<? extends SpecificRecord> value;
    private int partitions = 1;
    private int maxMessageBytes = ONE_MEBIBYTE;
    private Role writer = ANY;
    private Set<Role> readers = Set.of();
    private List<TopicSpec> causes = List.of();

    private Draft(String name, @Nullable Class<? extends SpecificRecord> value) {
      this.name = name;
      this.value = value;
    }

    private Draft size(int partitionCount, int maxBytes) {
      partitions = partitionCount;
      maxMessageBytes = maxBytes;
      return this;
    }

    private Draft from(Role role, TopicSpec... causedBy) {
      writer = role;
      causes = List.of(causedBy);
      return this;
    }

    private Draft to(Role... roles) {
      readers = Set.of(roles);
      return this;
    }

    private TopicSpec kept(Duration retention) {
      return build(retention, Cleanup.DELETE);
    }

    private TopicSpec compacted() {
      return build(Duration.ZERO, Cleanup.COMPACT);
    }

    private TopicSpec build(Duration retention, Cleanup cleanup) {
      return new TopicSpec(
          name, value, partitions, retention, cleanup, maxMessageBytes, writer, readers, causes);
    }
  }
}
