package io.sluice.desk.queue;

import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, as far as the queue needs it.
 *
 * @param documentType null if no model could read it, and for an audit
 * @param skill what a reviewer must be able to do; null for nothing in particular
 * @param guarded whether only those who see personal data may take it: what it holds is unknown, so
 *     nothing could be hidden from them
 * @param notBy who has decided about it before, in {@link #person}'s form
 * @param receivedAt when the document arrived
 * @param value how much is at stake; null where nobody knows
 * @param doubts how many
 * @param record the whole of it; decoded at each call
 */
public record Task(
    String documentId,
    String taskId,
    String tenant,
    String source,
    @Nullable String parentId,
    @Nullable String fileName,
    @Nullable String documentType,
    @Nullable String skill,
    boolean guarded,
    ReviewPurpose purpose,
    Set<String> notBy,
    Instant requestedAt,
    Instant receivedAt,
    @Nullable BigDecimal value,
    int doubts,
    int pageCount,
    Supplier<ReviewRequested> record) {
  public Task {
    notBy = Set.copyOf(notBy);
  }

  /** A person's id without letter case and blanks: nobody becomes another by spelling. */
  public static String person(String id) {
    return id.strip().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether this person has decided about the document before. */
  boolean excludes(String user) {
    return notBy.contains(person(user));
  }
}
