package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.evaluation.grading.LabelledDocument.Quality;
import io.sluice.evaluation.normal.NormalForms;
import io.sluice.types.FieldKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document with its result and what came of its fields.
 *
 * @param result null if the results lack it
 * @param units its fields, if its labels are gold
 * @param listed its fields, if its labels are silver or derived and were asked for
 * @param unreadable labels that their normaliser cannot read: no system could be right about them
 */
public record GradedDocument(
    LabelledDocument document,
    @Nullable ResultLine result,
    List<Unit> units,
    List<Unit> listed,
    List<Unreadable> unreadable) {

  /** Stands for a value that is not of its kind; no normal form equals it. */
  private static final Set<String> NOT_OF_ITS_KIND = Set.of("\0");

  /** Documents of these classes hold whatever their labels name, and nothing else. */
  private static final Set<String> ABSENT_IF_MISSING = Set.of("nda");

  /** A label that cannot be read. */
  public record Unreadable(String row, String field, String id, JsonNode label) {}

  public GradedDocument {
    units = List.copyOf(units);
    listed = List.copyOf(listed);
    unreadable = List.copyOf(unreadable);
  }

  /** Holds documents against their results, in the manifest's order. */
  public static List<GradedDocument> grade(
      Iterable<LabelledDocument> documents,
      Map<String, ResultLine> results,
      LabelSchema schema,
      boolean includeSilver) {
    List<GradedDocument> graded = new ArrayList<>();
    for (LabelledDocument document : documents) {
      graded.add(grade(document, results.get(document.id()), schema, includeSilver));
    }
    return graded;
  }

  private static GradedDocument grade(
      LabelledDocument document,
      @Nullable ResultLine result,
      LabelSchema schema,
      boolean includeSilver) {
    boolean gold = document.quality() == Quality.GOLD;
    List<Unit> units = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    if (gold || includeSilver) {
      schema
          .fields(document.type())
          .forEach((field, kind) -> addUnit(document, result, field, kind, units, unreadable));
    }
    return new GradedDocument(
        document, result, gold ? units : List.of(), gold ? List.of() : units, unreadable);
  }

  private static void addUnit(
      LabelledDocument document,
      @Nullable ResultLine result,
      String field,
      FieldKind kind,
      List<Unit> units,
      List<Unreadable> unreadable) {
    JsonNode raw = document.labels().path(field);
    boolean unlabelled = raw.isMissingNode() && !ABSENT_IF_MISSING.contains(document.type());
    boolean absent = NormalForms.blank(raw);
    if (document.unjudged().contains(field)
        || unlabelled
        || (absent && document.quality() == Quality.SILVER)) {
      return;
    }
    Set<String> label = Set.of();
    if (!absent) {
      label = NormalForms.of(kind, raw, document.dayFirst()).orElse(Set.of());
      if (label.isEmpty()) {
        unreadable.add(new Unreadable(document.row(), field, document.id(), raw));
        return;
      }
    }
    ResultLine.Field given = result == null ? ResultLine.Field.UNSAID : result.field(field);
    Set<String> read =
        NormalForms.blank(given.value())
            ? Set.of()
            : NormalForms.of(kind, given.value(), document.dayFirst()).orElse(NOT_OF_ITS_KIND);
    units.add(
        new Unit(
            document.row(),
            field,
            !label.isEmpty() || !read.isEmpty(),
            given,
            Counts.of(kind, label, read, Mode.EXACT),
            Counts.of(kind, label, read, Mode.FUZZY)));
  }

  /**
   * Which fields of the class that was read are right, where a label can tell: a wrong class makes
   * all its fields wrong.
   */
  public Map<String, Boolean> judged(LabelSchema schema) {
    Map<String, Boolean> judged = new LinkedHashMap<>();
    String predicted = predicted();
    if (classRight()) {
      units.forEach(unit -> judged.put(unit.field(), unit.right(Mode.EXACT)));
    } else if (predicted != null) {
      schema.fields(predicted).keySet().forEach(field -> judged.put(field, false));
    }
    return judged;
  }

  /** The same with other confidences of its fields. */
  public GradedDocument withConfidences(Map<String, Double> confidences, LabelSchema schema) {
    return result == null
        ? this
        : grade(document, result.withConfidences(confidences), schema, !listed.isEmpty());
  }

  /** The class that was named, if any. */
  public @Nullable String predicted() {
    return result == null ? null : result.type();
  }

  /** Whether the class is right. */
  public boolean classRight() {
    return document.type().equals(predicted());
  }

  /** Whether the class and every graded field are right; a missing result never is. */
  public boolean right(Mode mode) {
    return classRight() && units.stream().allMatch(unit -> unit.right(mode));
  }

  /** The document's confidence; null if the result is missing. */
  public @Nullable Double confidence() {
    return result == null ? null : (Double) result.confidence();
  }

  /** Whether the system let it through by itself. */
  public boolean accepted() {
    return result != null && result.route() == ResultLine.Route.ACCEPTED;
  }
}
