package io.sluice.desk.api;

import io.sluice.desk.contents.Mask;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.rules.Decisions;
import io.sluice.rules.Validators;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the life cycle would send back: better told at once. Broken rules of the type are not among
 * it, since people overrule them. Pure.
 */
final class DecisionCheck {
  private final ReviewRequested request;
  private final ReviewDecided decision;
  private final List<Problem> problems = new ArrayList<>();

  private DecisionCheck(ReviewRequested request, ReviewDecided decision) {
    this.request = request;
    this.decision = decision;
  }

  /** Every problem; an empty list if it can be carried out. */
  static List<Problem> problems(
      ReviewRequested request, ReviewDecided decision, DocumentTypes types, Mask mask) {
    DecisionCheck check = new DecisionCheck(request, decision);
    switch (decision.getVerdict()) {
      case ACCEPT -> check.accept();
      case CORRECT -> check.correct(types, mask);
      case REJECT ->
          check.when(decision.getComment() == null, "comment", "who rejects a document says why");
      case REPLACE, UNKNOWN -> {
        // Parts are looked at where they are made.
      }
    }
    check.when(
        decision.getVerdict() != Verdict.CORRECT
            && (!decision.getFields().isEmpty() || decision.getLineItems() != null),
        null,
        "fields and line items go with the verdict correct");
    return check.problems;
  }

  private void accept() {
    when(
        request.getPurpose() == ReviewPurpose.AUDIT,
        null,
        "in an audit nobody is told what was read: say what the page says (correct)");
    when(
        request.getPrediction() == null || request.getDocumentType() == null,
        null,
        "nothing was read, so there is nothing to accept: name the type and the fields (correct)");
  }

  private void correct(DocumentTypes types, Mask mask) {
    boolean audit = request.getPurpose() == ReviewPurpose.AUDIT;
    @Nullable String asRead = audit ? null : request.getDocumentType();
    String name = decision.getDocumentType() == null ? asRead : decision.getDocumentType();
    DocumentType type = name == null ? null : types.find(name).orElse(null);
    if (type == null) {
      when(
          true,
          "documentType",
          name == null ? "which type is it?" : "'" + name + "' is no document type here");
      return;
    }
    decision
        .getFields()
        .forEach((field, value) -> {
          when(mask.hides(field), field, "you may not see this field, so you cannot change it");
          type.field(field)
              .flatMap(spec -> Validators.unreadable(spec, value))
              .ifPresent(doubt -> when(true, field, doubt.getMessage()));
        });
    Decisions.objections(type, decision, audit, request.getPageCount())
        .forEach(objection -> when(true, null, objection));
  }

  private void when(boolean wrong, @Nullable String field, String message) {
    if (wrong) {
      problems.add(new Problem(field, message));
    }
  }
}
