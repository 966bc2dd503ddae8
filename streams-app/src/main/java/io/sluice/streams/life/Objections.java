package io.sluice.streams.life;

import io.sluice.events.ChildPart;
import io.sluice.events.ReviewDecided;
import io.sluice.events.Verdict;
import io.sluice.rules.Validators;
import io.sluice.types.DocumentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Why a decision cannot be carried out: what cannot be, and not what a rule of the type calls
 * wrong. People overrule rules; they cannot make a day of "yesterday". Pure.
 */
final class Objections {
  /** Of a decision as it travels, so that whatever is made of it fits its topic: half of that. */
  static final int MOST_BYTES = 512 * 1024;

  /** It is kept with each opinion, and named to the next. */
  private static final int LONGEST_NAME = 200;

  static final int MOST_PARTS = 1_000;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final List<String> found = new ArrayList<>();

  private Objections() {}

  /** About who decides, and about what verdict and decision say against each other. */
  static List<String> toForm(Question question, ReviewDecided decision) {
    Objections to = new Objections();
    String reviewer = decision.getReviewer();
    Verdict verdict = decision.getVerdict();
    to.when(
        reviewer.isBlank() || reviewer.length() > LONGEST_NAME,
        "a decision names its reviewer, in at most " + LONGEST_NAME + " characters");
    to.when(
        question.opinions().stream().anyMatch(opinion -> opinion.isOf(reviewer)),
        reviewer + " has decided about this document before: somebody else must");
    boolean speaks =
        !decision.getFields().isEmpty()
            || decision.getLineItems() != null
            || (decision.getDocumentType() != null
                && !decision.getDocumentType().equals(question.documentType()));
    to.when(
        verdict == Verdict.ACCEPT && question.isAudit(),
        "an audit is not told what was read, so it cannot ACCEPT it: CORRECT says what the page says");
    to.when(
        verdict == Verdict.ACCEPT && !question.isAudit() && speaks,
        "ACCEPT takes it as read, but the decision names a type, fields or line items: send CORRECT");
    to.when(
        verdict != Verdict.REPLACE && !decision.getParts().isEmpty(),
        "parts go with REPLACE alone");
    to.when(
        bytes(decision) > MOST_BYTES, "the decision takes more than " + MOST_BYTES / 1024 + " KiB");
    return to.found;
  }

  /** About the finished values, whoever they come from. */
  static List<String> toValues(DocumentType type, Reading reading) {
    Objections to = new Objections();
    reading
        .fields()
        .forEach(field ->
            type.field(field.getName())
                .flatMap(spec -> Validators.unreadable(spec, field.getValue()))
                .ifPresent(doubt -> to.found.add(doubt.getField() + ": " + doubt.getMessage())));
    return to.found;
  }

  /** About the documents that are to take its place. */
  static List<String> toParts(String documentId, List<ChildPart> parts) {
    Objections to = new Objections();
    to.when(parts.isEmpty(), "REPLACE names the parts that take its place");
    to.when(parts.size() > MOST_PARTS, "more than " + MOST_PARTS + " parts");
    to.when(
        parts.stream().map(ChildPart::getDocumentId).distinct().count() < parts.size(),
        "two parts have one documentId");
    for (ChildPart part : parts) {
      to.when(
          part.getDocumentId().isBlank() || part.getDocumentId().equals(documentId),
          "a part has a documentId of its own, not '" + part.getDocumentId() + "'");
      to.when(
          !SHA256.matcher(part.getContent().getSha256()).matches(),
          "the SHA-256 of part " + part.getDocumentId() + " is none");
    }
    return to.found;
  }

  private static int bytes(ReviewDecided decision) {
    try {
      return decision.toByteBuffer().remaining();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private void when(boolean wrong, String what) {
    if (wrong) {
      found.add(what);
    }
  }
}
