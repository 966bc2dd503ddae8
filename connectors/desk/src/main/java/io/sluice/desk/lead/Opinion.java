package io.sluice.desk.lead;

import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.events.ReviewDecided;
import io.sluice.events.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says a document holds, without its values: they are kept as hashes of their normal
 * forms, enough to tell whether two say the same.
 *
 * @param by who says so
 * @param verdict what a person made of it; ACCEPT and CORRECT are the same here, since what counts
 *     is what the document holds afterwards
 * @param type the class; null if none was named
 * @param values by field, and of the rows under {@link Tally#ROWS}; 0 for what is absent
 */
record Opinion(String by, Verdict verdict, @Nullable String type, Map<String, Long> values) {

  /** What a record says, whoever or whatever vouched for it. */
  static Opinion of(
      String type,
      Collection<ExtractedField> fields,
      @Nullable LineItems rows,
      Forms forms) {
    Map<String, Long> values = new HashMap<>();
    fields.forEach(field ->
        values.putIfAbsent(field.getName(), forms.hash(type, field.getName(), field.getValue())));
    values.put(Tally.ROWS, forms.rows(rows));
    return new Opinion("", Verdict.ACCEPT, type, values);
  }

  /**
   * What a person says.
   *
   * @param shown what they were shown, hashed; what they leave unsaid stays as that, unless they
   *     change the type
   */
  static Opinion of(ReviewDecided decision, @Nullable Opinion shown, Forms forms) {
    Verdict verdict =
        decision.getVerdict() == Verdict.CORRECT ? Verdict.ACCEPT : decision.getVerdict();
    if (verdict != Verdict.ACCEPT) {
      return new Opinion(decision.getReviewer(), verdict, null, Map.of());
    }
    String chosen = decision.getDocumentType();
    String before = shown == null ? null : shown.type();
    String type = chosen == null ? before : chosen;
    Map<String, Long> values = new HashMap<>();
    if (shown != null && type != null && type.equals(before)) {
      values.putAll(shown.values());
    }
    if (type != null) {
      decision
          .getFields()
          .forEach((field, value) -> values.put(field, forms.hash(type, field, value)));
      if (decision.getLineItems() != null) {
        values.put(Tally.ROWS, forms.rows(decision.getLineItems()));
      }
    }
    return new Opinion(decision.getReviewer(), verdict, type, values);
  }

  /** Whether both hold the document for the same and, if it is to be a record, of one class. */
  boolean comparable(Opinion other) {
    return verdict == Verdict.ACCEPT
        && other.verdict == Verdict.ACCEPT
        && type != null
        && type.equals(other.type);
  }

  /** Whether anything is said of the rows; that there are none is something. */
  boolean saysRows() {
    return values.containsKey(Tally.ROWS);
  }

  /** A field that nobody names is absent. */
  long value(String field) {
    return values.getOrDefault(field, 0L);
  }

  boolean same(Opinion other, List<String> fields) {
    return verdict == other.verdict
        && (verdict != Verdict.ACCEPT
            || (comparable(other)
                && value(Tally.ROWS) == other.value(Tally.ROWS)
                && fields.stream().allMatch(field -> value(field) == other.value(field))));
  }
}
