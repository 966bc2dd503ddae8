package io.sluice.evaluation.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version's manifest. It names entries by their SHA-256 and holds no value and no name of a
 * document's content, so it can stay when a document must go.
 *
 * @param version from 1
 * @param parent SHA-256 of the manifest before it; null for the first
 * @param until the latest decision in it, ISO 8601
 * @param policy SHA-256 of the policy file that it was built under
 * @param gold SHA-256 of the file of gold questions; null without one
 * @param entries all entries in force: what the parent has, less {@code removed}, and new ones
 * @param removed entries of the parent that are no longer in it, and why
 * @param leftOut decisions that were not taken, and why
 * @param documents what becomes of each document
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Version(
    int version,
    @Nullable String parent,
    String until,
    String policy,
    @Nullable String gold,
    List<Held> entries,
    List<Removed> removed,
    List<LeftOut> leftOut,
    Map<String, Member> documents,
    Quality quality) {

  /** An entry of this version. */
  public record Held(String documentId, String taskId, String sha256) {}

  /** An entry that went. */
  public record Removed(String documentId, String taskId, String sha256, Why why) {}

  /** A decision that was not taken. */
  public record LeftOut(String documentId, String taskId, Why why) {}

  /** Why something is not in a version. A closed set. */
  public enum Why {
    /** No consent of the policy speaks of the document's tenant and source. */
    NO_CONSENT,
    /** A consent did once, and no longer does, or the document is in {@code withdrawn}. */
    CONSENT_WITHDRAWN,
    /** Another consent speaks of it now; its entry was made anew. */
    CONSENT_CHANGED,
    /** The document was forgotten. */
    FORGOTTEN,
    /** The person rejected it, or replaced it by other documents: there is nothing to learn. */
    REJECTED,
    /** The life cycle could not carry it out, and asked again. */
    UNUSABLE,
    /** Somebody had answered the same question before. */
    TOO_LATE,
    /** What was asked is past its retention. */
    REQUEST_GONE,
    /** The document's words are past theirs. */
    CONTENT_GONE,
    /** There is no such document type here. */
    UNKNOWN_TYPE
  }

  /** Which side a document is on; it never changes. */
  public enum Split {
    TRAIN,
    CALIBRATION,
    VALIDATION
  }

  /** Whether a document is used on its side. */
  public enum Standing {
    USED,
    /** It asks the reviewers, whose answers are known: it neither trains nor judges a model. */
    GOLD,
    /** Two people differ, and nobody has decided between them. */
    UNSETTLED,
    /** The consent does not speak of this use. */
    NOT_PERMITTED
  }

  /**
   * A document.
   *
   * @param group documents of one group are on one side: of one issuer, or alike
   * @param label SHA-256 of the entry whose labels hold
   */
  public record Member(
      Split split,
      Standing standing,
      String group,
      String documentType,
      String licence,
      String label) {}

  /**
   * What quality control has found; names of fields, never values.
   *
   * @param reviewers how each reviewer did
   * @param disagreements documents of whose fields two people say different things
   * @param duplicates pairs of documents that are nearly the same
   * @param leakage pairs that should be on one side and are not
   * @param notInWords labels that the document's words do not hold
   * @param odd labels that are unlike the others of their field
   */
  public record Quality(
      List<Reviewer> reviewers,
      List<Finding> disagreements,
      List<Pair> duplicates,
      List<Pair> leakage,
      List<Finding> notInWords,
      List<Finding> odd) {}

  /**
   * A reviewer's marks.
   *
   * @param compared fields of which somebody else has spoken too
   * @param agreed those of which both said the same
   * @param goldFields fields of gold questions
   * @param goldRight those that were right
   */
  public record Reviewer(
      String reviewer, int decisions, int compared, int agreed, int goldFields, int goldRight) {}

  /** Fields of a document, with a word about them. */
  public record Finding(String documentId, List<String> fields, String what) {}

  /** Two documents and how alike they are, in [0, 1]; 1 for one issuer. */
  public record Pair(String one, String other, double alike) {}
}
