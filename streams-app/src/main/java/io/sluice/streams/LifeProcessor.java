package io.sluice.streams;

import io.sluice.events.AuditEntry;
import io.sluice.streams.life.Audit;
import io.sluice.streams.life.Command;
import io.sluice.streams.life.Decision;
import io.sluice.streams.life.Event;
import io.sluice.streams.life.State;
import io.sluice.streams.life.Transitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rim around {@link Transitions}: reads the state, lets it decide, sends what it commands,
 * keeps the state after it, and turns the clock into events. Decides before it sends, so that a bug
 * in a decision leaves nothing behind.
 */
final class LifeProcessor implements Processor<@Nullable String, Incoming, String, Object> {
  /**
   * Deadlines that are served in one go; the rest follow with the next tick, so that a transaction
   * stays short.
   */
  private static final int DEADLINES_AT_ONCE = 1_000;

  private final Transitions transitions;
  private final Audit audit;
  private final Serializer<AuditEntry> entries;
  private final LifeMetrics metrics;
  private final Duration tick;
  private AuditLog log;
  private Outbox outbox;
  private ProcessorContext<String, Object> context;
  private KeyValueStore<String, State.Known> documents;
  private KeyValueStore<Bytes, byte[]> deadlines;

  // Kafka calls init before anything else.
  @SuppressWarnings("NullAway.Init")
  LifeProcessor(
      Transitions transitions,
      Audit audit,
      Serializer<AuditEntry> entries,
      LifeMetrics metrics,
      Duration tick) {
    this.transitions = transitions;
    this.audit = audit;
    this.entries = entries;
    this.metrics = metrics;
    this.tick = tick;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    outbox = new Outbox(processorContext, metrics);
    log = new AuditLog(processorContext, entries);
    documents = processorContext.getStateStore(Nodes.DOCUMENTS);
    deadlines = processorContext.getStateStore(Nodes.DEADLINES);
    processorContext.schedule(tick, PunctuationType.WALL_CLOCK_TIME, this::serveDeadlines);
  }

  @Override
  public void process(Record<@Nullable String, Incoming> record) {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    String key = record.key();
    switch (record.value()) {
      case Incoming.Unreadable unreadable -> {
        outbox.setAside(record, unreadable.why());
        stray(
            Strays.unreadable(outbox.topic(), key, unreadable, record.timestamp(), now),
            record,
            now);
      }
      case Incoming.Happened happened when !happened.documentId().equals(key) || key.isEmpty() -> {
        outbox.setAside(record, Strays.misplaced(key, happened.documentId()));
        stray(Strays.misplaced(key, happened, now), record, now);
      }
      case Incoming.Happened happened -> happen(key, happened.event(), record, now);
    }
  }

  private void stray(
      List<Command> commands, Record<@Nullable String, Incoming> cause, Instant now) {
    List<AuditEntry> kept = audit.ofStray(commands, now);
    commands.forEach(command -> outbox.send(cause, command, now));
    kept.forEach(log::write);
  }

  private void happen(
      String id, Event event, Record<@Nullable String, Incoming> cause, Instant now) {
    State.Known known = documents.get(id);
    State before = known == null ? new State.Absent() : known;
    Decision decision = transitions.decide(before, event, now);
    List<AuditEntry> kept = audit.of(before, event, decision, now);
    for (Command command : decision.commands()) {
      outbox.send(cause, command, now);
    }
    kept.forEach(log::write);
    if (!decision.next().equals(before)) {
      metrics.moved(before, decision.next());
      keep(id, known, decision.next() instanceof State.Known after ? after : null);
    }
  }

  private void keep(String id, State.@Nullable Known before, State.@Nullable Known after) {
    Bytes old = deadline(id, before);
    Bytes due = deadline(id, after);
    if (old != null && !old.equals(due)) {
      deadlines.delete(old);
    }
    if (due != null && !due.equals(old)) {
      deadlines.put(due, new byte[0]);
    }
    if (after == null) {
      documents.delete(id);
    } else {
      documents.put(id, after);
    }
  }

  private static @Nullable Bytes deadline(String id, State.@Nullable Known state) {
    Instant at = state == null ? null : state.deadline();
    return at == null ? null : new Deadline(at, id).key();
  }

  private void serveDeadlines(long nowMillis) {
    Instant now = Instant.ofEpochMilli(nowMillis);
    for (Bytes key : due(now)) {
      String id = Deadline.of(key).documentId();
      deadlines.delete(key);
      happen(id, new Event.DeadlinePassed(), clockwork(id, nowMillis), now);
    }
  }

  private List<Bytes> due(Instant now) {
    List<Bytes> due = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all =
        deadlines.range(Deadline.first(), Deadline.after(now))) {
      while (all.hasNext() && due.size() < DEADLINES_AT_ONCE) {
        due.add(all.next().key);
      }
    }
    return due;
  }

  /** The cause of what the clock causes: a record that nobody sent. */
  private static Record<@Nullable String, Incoming> clockwork(String id, long now) {
    Headers none = new RecordHeaders();
    Incoming nothing = new Incoming.Unreadable(new byte[0], "the clock");
    return new Record<>(id, nothing, now, none);
  }
}
