package io.sluice.cli;

import io.sluice.events.DocumentRejected;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Something that was set aside: a document that ended rejected, or a record that nobody could use.
 */
sealed interface SetAside {
  /** On a replayed record: where the dead letter or the rejection stands that it comes from. */
  String REPLAY_OF = "sluice.replay.of";

  /** On a marker among the dead letters: where the dead letter stands that was put back. */
  String REPLAYED = "sluice.replayed";

  /** What people call it: a document's id, or {@code partition:offset} of a dead letter. */
  String handle();

  /** The document; empty if nobody can tell. */
  String documentId();

  Instant at();

  String stage();

  String reason();

  String message();

  /** Where its record stands. */
  Position position();

  /**
   * A document that ended rejected: its latest rejection.
   *
   * @param replay the highest run of it that is known to have been rejected; 0 for the first
   */
  record OfDocument(DocumentRejected rejection, int replay, Position position) implements SetAside {
    @Override
    public String handle() {
      return documentId();
    }

    @Override
    public String documentId() {
      return rejection.getDocumentId();
    }

    @Override
    public Instant at() {
      return rejection.getRejectedAt();
    }

    @Override
    public String stage() {
      return rejection.getStage().name();
    }

    @Override
    public String reason() {
      return rejection.getReason().name();
    }

    @Override
    public String message() {
      return rejection.getMessage();
    }

    OfDocument followedBy(OfDocument later) {
      return new OfDocument(later.rejection, Math.max(replay, later.replay), later.position);
    }
  }

  /**
   * A record that nobody could use, as it lies among the dead letters.
   *
   * @param leftOut whether its value was too large to be kept there
   */
  record OfRecord(
      Position position,
      Instant at,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<Header> headers,
      boolean leftOut)
      implements SetAside {
    private static final String WORKERS = "sluice.";
    private static final String STREAMS = "__streams.errors.";

    /** What whoever set it aside has added; all other headers were the record's own. */
    private static final Set<String> ADDED =
        Set.of("reason", "stage", "topic", "partition", "offset", "error", "left.out");

    static OfRecord of(ConsumerRecord<byte[], byte[]> record) {
      Headers headers = record.headers();
      List<Header> all = new ArrayList<>();
      headers.forEach(all::add);
      return new OfRecord(
          Position.of(record),
          Instant.ofEpochMilli(record.timestamp()),
          record.key(),
          record.value(),
          List.copyOf(all),
          headers.lastHeader(WORKERS + "left.out") != null);
    }

    @Override
    public String handle() {
      return position.partition() + ":" + position.offset();
    }

    @Override
    public String documentId() {
      return TopicReader.text(key);
    }

    @Override
    public String stage() {
      return header(WORKERS + "stage").orElse("DECIDE");
    }

    @Override
    public String reason() {
      return header(WORKERS + "reason")
          .orElseGet(
              () -> header(STREAMS + "exception").isPresent() ? "PROCESSING_FAILED" : "SET_ASIDE");
    }

    @Override
    public String message() {
      String exception = header(STREAMS + "exception").map(name -> name + ": ").orElse("");
      return exception
          + header(WORKERS + "error")
              .or(() -> header(STREAMS + "message"))
              .orElse("nobody said why");
    }

    /** Where the record stood before it was set aside; empty if its headers do not say. */
    Optional<Position> origin() {
      try {
        return header(WORKERS + "topic")
            .or(() -> header(STREAMS + "topic"))
            .map(topic ->
                new Position(
                    topic,
                    Integer.parseInt(either("partition")),
                    Long.parseLong(either("offset"))));
      } catch (NumberFormatException e) {
        // Headers are anybody's: what is no number says nothing.
        return Optional.empty();
      }
    }

    /** The topic it came from, if Sluice's own processes read it. */
    Optional<TopicSpec> originTopic() {
      return origin()
          .flatMap(place ->
              Topics.all().stream()
                  .filter(topic -> topic.name().equals(place.topic()))
                  .findFirst());
    }

    /** The headers that were the record's own. */
    List<Header> ownHeaders() {
      return headers.stream().filter(header -> !isAdded(header.key())).toList();
    }

    private static boolean isAdded(String name) {
      return name.startsWith(STREAMS)
          || name.equals(REPLAY_OF)
          || (name.startsWith(WORKERS) && ADDED.contains(name.substring(WORKERS.length())));
    }

    private String either(String name) {
      return header(WORKERS + name).or(() -> header(STREAMS + name)).orElse("");
    }

    /** The last header of that name, as text. */
    Optional<String> header(String name) {
      return headers.stream()
          .filter(header -> header.key().equals(name))
          .reduce((first, second) -> second)
          .map(header ->
              header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }
  }
}
