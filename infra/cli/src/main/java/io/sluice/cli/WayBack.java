package io.sluice.cli;

import io.sluice.events.ContentReference;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** How something that was set aside goes back into the river. Pure. */
sealed interface WayBack {
  SetAside what();

  /** What is done, or why nothing can be; for people. */
  String words();

  /** The document is handed in again, under the next number of its runs. */
  record HandIn(SetAside.OfDocument what, DocumentReceived document) implements WayBack {
    @Override
    public String words() {
      return "handed in again as replay " + document.getReplay();
    }
  }

  /** The record is put back where it stood, byte for byte. */
  record PutBack(SetAside.OfRecord what, byte @Nullable [] value) implements WayBack {
    @Override
    public String words() {
      return "put back on " + topic();
    }

    private String topic() {
      return what.origin().orElseThrow().topic();
    }

    /** The record with the headers it had, and one that says where it comes from. */
    ProducerRecord<byte[], byte[]> record() {
      List<Header> headers = new ArrayList<>(what.ownHeaders());
      headers.add(header(SetAside.REPLAY_OF, what.position()));
      return new ProducerRecord<>(topic(), null, what.key(), value, headers);
    }

    /** What remembers, among the dead letters, that it was put back. */
    ProducerRecord<byte[], byte[]> marker() {
      List<Header> headers = List.of(header(SetAside.REPLAYED, what.position()));
      return new ProducerRecord<>(what.position().topic(), null, what.key(), null, headers);
    }
  }

  /** There is none. */
  record None(SetAside what, String words) implements WayBack {}

  static Header header(String name, Position position) {
    return new RecordHeader(name, position.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The way back of a document.
   *
   * @param received the record it was handed in with; null if the topic no longer has it
   */
  static WayBack of(SetAside.OfDocument what, @Nullable DocumentReceived received) {
    DocumentRejected rejection = what.rejection();
    ContentReference original = rejection.getOriginal();
    if (received == null && original == null) {
      return new None(
          what,
          "its content is kept nowhere: %s has forgotten it and no store had it; its sender hands it in again with replay: %d"
              .formatted(Topics.RECEIVED, what.replay() + 1));
    }
    DocumentReceived.Builder again =
        received == null
            ? fromStore(rejection, Objects.requireNonNull(original))
            : DocumentReceived.newBuilder(received);
    return new HandIn(
        what, again.setDocumentId(what.documentId()).setReplay(what.replay() + 1).build());
  }

  private static DocumentReceived.Builder fromStore(
      DocumentRejected rejection, ContentReference original) {
    return DocumentReceived.newBuilder()
        .setTenant(rejection.getTenant())
        .setSource(rejection.getSource())
        .setFileName(rejection.getFileName())
        .setDataClass(rejection.getDataClass())
        .setContent(original)
        .setSha256(original.getSha256())
        .setParentId(rejection.getParentId())
        .setDepth(rejection.getDepth())
        .setAttributes(rejection.getAttributes())
        .setReceivedAt(rejection.getReceivedAt());
  }

  /** The id under which a document was handed in; that of a stray holds it and a hash. */
  static String handedInAs(DocumentRejected rejection) {
    String id = rejection.getDocumentId();
    return isStray(rejection) ? id.substring(0, id.lastIndexOf('~')) : id;
  }

  /** Whether this is what the rejection speaks of. */
  static boolean isOf(DocumentRejected rejection, DocumentReceived received) {
    String id = rejection.getDocumentId();
    return received.getDocumentId().equals(handedInAs(rejection))
        && received.getTenant().equals(rejection.getTenant())
        && (rejection.getSha256() == null || rejection.getSha256().equals(received.getSha256()))
        && (!isStray(rejection)
            || received.getSha256().startsWith(id.substring(id.lastIndexOf('~') + 1)));
  }

  private static boolean isStray(DocumentRejected rejection) {
    return rejection.getStage() == Stage.RECEIVE
        && rejection.getReason() == Reason.ID_CONFLICT
        && rejection.getDocumentId().contains("~");
  }
}
