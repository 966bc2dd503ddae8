package io.sluice.evaluation.dataset;

import io.sluice.evaluation.dataset.Version.LeftOut;
import io.sluice.evaluation.dataset.Version.Why;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.Doubt;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.types.DocumentTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decisions with their questions, as the topics hold them; and those that nothing can be learnt
 * from. Both in the order of time, so that the order of partitions does not matter.
 */
public record Joined(List<Decided> decided, List<LeftOut> leftOut) {
  private static final String AGAIN = "DECISION_UNUSABLE";

  /** Joins what the topics hold. */
  public static Joined of(
      Collection<ReviewRequested> requests,
      Collection<ReviewDecided> decisions,
      Collection<DocumentCompleted> completed,
      DocumentTypes types) {
    Map<String, ReviewRequested> byTask = new HashMap<>();
    requests.forEach(request -> byTask.putIfAbsent(request.getTaskId(), request));
    Set<String> askedAgain = askedAgain(byTask.values());
    Map<String, DocumentCompleted> accepted = new HashMap<>();
    completed.stream()
        .filter(record -> record.getRevision() == 1)
        .forEach(record -> accepted.put(record.getDocumentId(), record));
    List<Decided> joined = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    Set<String> answered = new HashSet<>();
    List<ReviewDecided> inTime = new ArrayList<>(decisions);
    inTime.sort(
        Comparator.comparing(ReviewDecided::getDecidedAt)
            .thenComparing(ReviewDecided::getTaskId)
            .thenComparing(ReviewDecided::getReviewer));
    for (ReviewDecided decision : inTime) {
      ReviewRequested request = byTask.get(decision.getTaskId());
      Decided one =
          request == null
              ? null
              : new Decided(
                  request,
                  decision,
                  request.getPurpose() == ReviewPurpose.AUDIT
                      ? accepted.get(decision.getDocumentId())
                      : null);
      Why why = whyNot(one, decision, askedAgain, answered, types);
      if (why == null && one != null) {
        joined.add(one);
      } else if (why != null) {
        leftOut.add(new LeftOut(decision.getDocumentId(), decision.getTaskId(), why));
      }
      answered.add(decision.getTaskId());
    }
    return new Joined(joined, leftOut);
  }

  private static @Nullable Why whyNot(
      @Nullable Decided one,
      ReviewDecided decision,
      Set<String> askedAgain,
      Set<String> answered,
      DocumentTypes types) {
    if (one == null) {
      return Why.REQUEST_GONE;
    }
    if (answered.contains(decision.getTaskId())) {
      return Why.TOO_LATE;
    }
    if (askedAgain.contains(decision.getTaskId())) {
      return Why.UNUSABLE;
    }
    if (decision.getVerdict() != Verdict.ACCEPT && decision.getVerdict() != Verdict.CORRECT) {
      return Why.REJECTED;
    }
    return types.find(String.valueOf(one.documentType())).isEmpty() ? Why.UNKNOWN_TYPE : null;
  }

  /** The tasks whose answer was followed by the same question, for the answer was no use. */
  private static Set<String> askedAgain(Collection<ReviewRequested> requests) {
    Map<String, List<ReviewRequested>> byDocument = new HashMap<>();
    requests.forEach(request ->
        byDocument.computeIfAbsent(request.getDocumentId(), id -> new ArrayList<>()).add(request));
    Set<String> again = new HashSet<>();
    for (List<ReviewRequested> asked : byDocument.values()) {
      asked.sort(
          Comparator.comparing(ReviewRequested::getRequestedAt)
              .thenComparing(ReviewRequested::getTaskId));
      for (int i = 1; i < asked.size(); i++) {
        ReviewRequested next = asked.get(i);
        if (next.getPurpose() == asked.get(i - 1).getPurpose()
            && next.getDoubts().stream().map(Doubt::getCode).anyMatch(AGAIN::equals)) {
          again.add(asked.get(i - 1).getTaskId());
        }
      }
    }
    return again;
  }
}
