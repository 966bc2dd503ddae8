package io.sluice.streams.life;

import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stays known of a document through its life. Its bytes are not part of it: inline content
 * travels on in the parse task alone.
 *
 * @param original where its bytes are, once that is known
 * @param children documents that came out of it
 * @param duplicates how often it was handed in again
 * @param conflicts what else was handed in under its id and rejected: tenant and content, the
 *     latest of them
 * @param replay which run of it this is: 0 for the first, else the number that started it
 */
public record Document(
    String id,
    String tenant,
    String source,
    @Nullable String fileName,
    DataClass dataClass,
    String sha256,
    @Nullable ContentReference original,
    @Nullable String parentId,
    int depth,
    Map<String, String> attributes,
    Instant receivedAt,
    List<String> children,
    int duplicates,
    List<String> conflicts,
    int replay) {
  private static final int REMEMBERED_CONFLICTS = 64;

  public Document {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
    conflicts = List.copyOf(conflicts);
  }

  static Document of(DocumentReceived received) {
    return new Document(
        received.getDocumentId(),
        received.getTenant(),
        received.getSource(),
        received.getFileName(),
        received.getDataClass(),
        received.getSha256(),
        received.getContent() instanceof ContentReference reference ? reference : null,
        received.getParentId(),
        received.getDepth(),
        received.getAttributes(),
        received.getReceivedAt(),
        List.of(),
        0,
        List.of(),
        received.getReplay());
  }

  /** Whether this is the same document handed in again: the same content, of the same tenant. */
  boolean isSameAs(DocumentReceived other) {
    return sha256.equals(other.getSha256()) && tenant.equals(other.getTenant());
  }

  /** Whether this asks for another run of the document, and not only tells of it again. */
  boolean isAskedAgainBy(DocumentReceived other) {
    return isSameAs(other) && other.getReplay() > replay;
  }

  /** The same document in a later run. What the first record said of it stays in force. */
  Document startedAgainBy(DocumentReceived other) {
    ContentReference where =
        other.getContent() instanceof ContentReference reference ? reference : original;
    return with(where, children, duplicates, conflicts, other.getReplay());
  }

  Document stored(ContentReference where, List<String> parts) {
    return with(where, parts, duplicates, conflicts, replay);
  }

  Document handedInAgain() {
    return with(original, children, duplicates + 1, conflicts, replay);
  }

  Document conflicting(String conflict) {
    List<String> known = new ArrayList<>(conflicts);
    known.add(conflict);
    int forget = Math.max(0, known.size() - REMEMBERED_CONFLICTS);
    return with(original, children, duplicates, known.subList(forget, known.size()), replay);
  }

  private Document with(
      @Nullable ContentReference where,
      List<String> parts,
      int again,
      List<String> others,
      int run) {
    return new Document(
        id,
        tenant,
        source,
        fileName,
        dataClass,
        sha256,
        where,
        parentId,
        depth,
        attributes,
        receivedAt,
        parts,
        again,
        others,
        run);
  }
}
