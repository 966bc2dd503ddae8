package io.sluice.benchmarks;

import io.sluice.benchmarks.SimulatedReviewer.Acknowledged;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ExtractedField;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the desk kept its promises, from what stands on the topics. Pure. */
final class ReviewProof {
  private ReviewProof() {}

  /** What was broken, in words; empty if nothing was. */
  static List<String> violations(
      Map<String, ReviewCases.Case> cases,
      List<ReviewRequested> requested,
      List<ReviewDecided> decided,
      List<DocumentCompleted> completed,
      Collection<Acknowledged> acknowledged) {
    List<String> violations = new ArrayList<>();
    Map<String, List<ReviewDecided>> answers =
        decided.stream().collect(Collectors.groupingBy(ReviewDecided::getTaskId));
    answers.forEach((task, all) -> {
      if (all.size() > 1) {
        violations.add("decided %d times: %s".formatted(all.size(), task));
      }
    });
    Set<String> tasks = new HashSet<>();
    for (ReviewRequested request : requested) {
      if (!tasks.add(request.getTaskId())) {
        violations.add("asked twice: " + request.getTaskId());
      }
      if (!answers.containsKey(request.getTaskId())) {
        violations.add("never decided: " + request.getTaskId());
      }
      request.getDoubts().stream()
          .filter(doubt -> doubt.getCode().equals("DECISION_UNUSABLE"))
          .forEach(doubt -> violations.add("let an unusable decision through: " + doubt));
    }
    answers.keySet().stream()
        .filter(task -> !tasks.contains(task))
        .forEach(task -> violations.add("decided unasked: " + task));
    for (Acknowledged yes : acknowledged) {
      if (answers.getOrDefault(yes.taskId(), List.of()).stream()
          .noneMatch(answer -> answer.getReviewer().equals(yes.reviewer()))) {
        violations.add("acknowledged and lost: " + yes);
      }
    }
    nobodyTwice(decided, violations);
    oneCompletionEach(cases, requested, completed, violations);
    return violations;
  }

  private static void nobodyTwice(List<ReviewDecided> decided, List<String> violations) {
    Set<String> seen = new HashSet<>();
    for (ReviewDecided one : decided) {
      if (!seen.add(one.getDocumentId() + " by " + one.getReviewer())) {
        violations.add("one person decided twice about " + one.getDocumentId());
      }
    }
  }

  private static void oneCompletionEach(
      Map<String, ReviewCases.Case> cases,
      List<ReviewRequested> requested,
      List<DocumentCompleted> completed,
      List<String> violations) {
    Map<String, List<DocumentCompleted>> byDocument =
        completed.stream().collect(Collectors.groupingBy(DocumentCompleted::getDocumentId));
    Set<String> audited =
        requested.stream()
            .filter(request -> request.getPurpose() == ReviewPurpose.AUDIT)
            .map(ReviewRequested::getDocumentId)
            .collect(Collectors.toSet());
    cases
        .keySet()
        .forEach(id -> {
          List<DocumentCompleted> all = byDocument.getOrDefault(id, List.of());
          long first = all.stream().filter(one -> one.getRevision() == 1).count();
          if (first != 1) {
            violations.add("completed %d times: %s".formatted(first, id));
          }
          if (all.size() > (audited.contains(id) ? 2 : 1)) {
            violations.add("%d revisions of %s".formatted(all.size(), id));
          }
        });
  }

  /** The values that hold in the end, by document. */
  static Map<String, Map<String, String>> last(List<DocumentCompleted> completed) {
    Map<String, DocumentCompleted> last = new HashMap<>();
    completed.forEach(one ->
        last.merge(one.getDocumentId(), one, (a, b) -> a.getRevision() >= b.getRevision() ? a : b));
    Map<String, Map<String, String>> values = new HashMap<>();
    last.forEach((id, document) ->
        values.put(
            id,
            document.getFields().stream()
                .collect(
                    Collectors.toMap(
                        ExtractedField::getName, field -> String.valueOf(field.getValue())))));
    return values;
  }
}
