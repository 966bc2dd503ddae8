package io.sluice.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.events.AuditEntry;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.EgressEntry;
import io.sluice.events.ForgetRequested;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.InferenceRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.Predicted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import io.sluice.streams.life.Audit;
import io.sluice.streams.life.Event;
import io.sluice.streams.life.Policy;
import io.sluice.streams.life.State;
import io.sluice.streams.life.Transitions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The topology: all events of a document meet in one processor, under the document's id.
 *
 * <pre>
 *  documents.received  ──┐                                 ┌──► parse.requested
 *  documents.children  ──┤                                 ├──► inference.cpu.requested
 *  documents.parsed    ──┤        ┌─────────────────┐      ├──► inference.gpu.requested
 *  inference.predicted ──┼──────► │      life       │ ─────┼──► escalations.frontier
 *  inference.llm.answered┤        └───┬─────────┬───┘      ├──► inference.llm.requested
 *  escalations.answered ─┤            │         │          ├──► reviews.requested
 *  escalations.egress  ──┤            │         │          ├──► audit
 *  reviews.decided     ──┘            │         │          ├──► documents.children
 *                               (documents) (deadlines)    ├──► documents.completed
 *                                                          ├──► documents.rejected
 *                                                          ├──► documents.status
 *                                                          └──► dead-letters
 * </pre>
 *
 * Nothing is repartitioned: the input topics must have the same number of partitions.
 */
public final class SluiceTopology {
  /** The topics that meet in the life cycle; all of one partition count. */
  static final List<TopicSpec> INPUTS =
      List.of(
          Topics.RECEIVED,
          Topics.CHILDREN,
          Topics.PARSED,
          Topics.PREDICTED,
          Topics.INFERENCE_LLM_ANSWERED,
          Topics.ANSWERED,
          Topics.EGRESS,
          Topics.REVIEWS_DECIDED,
          Topics.FORGET_REQUESTED);

  /** What a task reads or writes by its own number. */
  static final List<TopicSpec> CO_PARTITIONED =
      Stream.concat(INPUTS.stream(), Stream.of(Topics.AUDIT)).toList();

  private final EventSerdes serdes;
  private final Topology topology = new Topology();

  private SluiceTopology(EventSerdes serdes) {
    this.serdes = serdes;
  }

  /**
   * Builds it.
   *
   * @param tick how often the deadlines are looked at
   */
  public static Topology build(
      EventSerdes serdes, Policy policy, MeterRegistry meters, Duration tick) {
    SluiceTopology parts = new SluiceTopology(serdes);
    parts.sources();
    parts.topology.addProcessor(
        Nodes.LIFE,
        new Life(
            new Transitions(policy),
            new Audit(policy),
            serdes.of(AuditEntry.class).serializer(),
            new LifeMetrics(meters),
            tick),
        INPUTS.stream().map(SluiceTopology::node).toArray(String[]::new));
    parts.sinks();
    return parts.topology;
  }

  private void sources() {
    source(
        Topics.RECEIVED,
        DocumentReceived.class,
        DocumentReceived::getDocumentId,
        Event.Received::new);
    source(
        Topics.CHILDREN,
        DocumentReceived.class,
        DocumentReceived::getDocumentId,
        Event.Received::new);
    source(Topics.PARSED, DocumentParsed.class, DocumentParsed::getDocumentId, Event::of);
    source(Topics.PREDICTED, Predicted.class, Predicted::getDocumentId, Event::ofInference);
    source(
        Topics.INFERENCE_LLM_ANSWERED,
        Predicted.class,
        Predicted::getDocumentId,
        Event::ofEscalation);
    source(Topics.EGRESS, EgressEntry.class, EgressEntry::getDocumentId, Event.Left::new);
    source(Topics.ANSWERED, Predicted.class, Predicted::getDocumentId, Event::ofEscalation);
    source(
        Topics.REVIEWS_DECIDED,
        ReviewDecided.class,
        ReviewDecided::getDocumentId,
        Event.Decided::new);
    source(
        Topics.FORGET_REQUESTED,
        ForgetRequested.class,
        ForgetRequested::getDocumentId,
        Event.Forget::new);
  }

  private void sinks() {
    sink(Nodes.PARSE_REQUESTED, Topics.PARSE_REQUESTED, ParseRequested.class);
    sink(Nodes.INFERENCE_CPU_REQUESTED, Topics.INFERENCE_CPU_REQUESTED, InferenceRequested.class);
    sink(Nodes.INFERENCE_GPU_REQUESTED, Topics.INFERENCE_GPU_REQUESTED, InferenceRequested.class);
    sink(Nodes.INFERENCE_LLM_REQUESTED, Topics.INFERENCE_LLM_REQUESTED, FrontierEscalation.class);
    sink(Nodes.FRONTIER, Topics.FRONTIER, FrontierEscalation.class);
    sink(Nodes.REVIEWS_REQUESTED, Topics.REVIEWS_REQUESTED, ReviewRequested.class);
    sink(Nodes.CHILDREN, Topics.CHILDREN, DocumentReceived.class);
    sink(Nodes.COMPLETED, Topics.COMPLETED, DocumentCompleted.class);
    sink(Nodes.REJECTED, Topics.REJECTED, DocumentRejected.class);
    sink(Nodes.STATUS, Topics.STATUS, DocumentStatus.class);
    topology.addSink(
        Nodes.AUDIT,
        Topics.AUDIT.name(),
        new StringSerializer(),
        AuditLog.BYTES,
        AuditLog.ITS_OWN_PARTITION,
        Nodes.LIFE);
    topology.addSink(
        Nodes.DEAD_LETTERS,
        Topics.DEAD_LETTERS.name(),
        new StringSerializer(),
        new ByteArraySerializer(),
        Nodes.LIFE);
  }

  private <T extends SpecificRecord> void source(
      TopicSpec topic, Class<T> type, Function<T, String> documentId, Function<T, Event> event) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        node(topic),
        new StringDeserializer(),
        new IncomingDeserializer<>(serdes.of(type).deserializer(), documentId, event),
        topic.name());
  }

  private <T extends SpecificRecord> void sink(String name, TopicSpec topic, Class<T> type) {
    topology.addSink(
        name, topic.name(), new StringSerializer(), serdes.of(type).serializer(), Nodes.LIFE);
  }

  /** "from-documents-received" for sluice.documents.received.v1. */
  static String node(TopicSpec topic) {
    String[] words = topic.name().split("\\.");
    return "from-" + String.join("-", List.of(words).subList(1, words.length - 1));
  }

  /** The processor with its stores. */
  private record Life(
      Transitions transitions,
      Audit audit,
      Serializer<AuditEntry> entries,
      LifeMetrics metrics,
      Duration tick)
      implements ProcessorSupplier<@Nullable String, Incoming, String, Object> {
    @Override
    public Processor<@Nullable String, Incoming, String, Object> get() {
      return new LifeProcessor(transitions, audit, entries, metrics, tick);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      StoreBuilder<KeyValueStore<String, State.Known>> documents =
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(Nodes.DOCUMENTS), Serdes.String(), new StateSerde());
      StoreBuilder<KeyValueStore<Bytes, byte[]>> deadlines =
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(Nodes.DEADLINES), Serdes.Bytes(), Serdes.ByteArray());
      // One head a task: the cache makes one write to its changelog a transaction.
      StoreBuilder<KeyValueStore<String, String>> heads =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(Nodes.AUDIT_HEADS), Serdes.String(), Serdes.String())
              .withCachingEnabled();
      // In one order always: the description is compared.
      return new LinkedHashSet<>(List.of(documents, deadlines, heads));
    }
  }
}
