package io.sluice.desk.queue;

import io.sluice.desk.access.User;
import io.sluice.events.ReviewDecided;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody wants. */
public sealed interface Command {
  /** Who. */
  User user();

  /** To take this document, or to keep it longer. */
  record Claim(User user, String documentId) implements Command {}

  /**
   * To take the best that is there.
   *
   * @param after a document to pass over
   */
  record Next(User user, Filter filter, Sort sort, @Nullable String after) implements Command {}

  /** To keep it longer. */
  record Renew(User user, String documentId) implements Command {}

  /** To give it back. */
  record Release(User user, String documentId, @Nullable String note) implements Command {}

  /** To give it to a colleague. */
  record HandOver(User user, String documentId, User to, @Nullable String note)
      implements Command {}

  /** To have the desk remember what was typed; keeps it longer, too. */
  record SaveDraft(User user, String documentId, @Nullable String draft) implements Command {}

  /** To decide: about one document, or about several that are merged, all or none. */
  record Decide(User user, List<ReviewDecided> decisions) implements Command {
    public Decide {
      decisions = List.copyOf(decisions);
    }
  }
}
