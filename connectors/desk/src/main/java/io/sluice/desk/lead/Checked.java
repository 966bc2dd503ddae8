package io.sluice.desk.lead;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document that was picked for a blind audit, as far as it is known: what was accepted, and what
 * the auditor says. They may become known in either order.
 */
final class Checked {
  private final LocalDate since;
  private @Nullable Cell cell;
  private @Nullable Opinion accepted;
  private @Nullable Opinion audited;
  private @Nullable String tenant;
  private boolean corrected;
  private int asked;
  private int answered;

  /**
   * @param since the day that it was heard of
   */
  Checked(LocalDate since) {
    this.since = since;
  }

  LocalDate since() {
    return since;
  }

  void accepted(Cell where, Opinion what) {
    cell = where;
    accepted = what;
  }

  /** Somebody is asked; a second person, too, where the first differs and the type wants two. */
  void asked() {
    asked++;
  }

  /** The last word counts: where several are asked, the life cycle goes by it. */
  void audited(String whose, Opinion what) {
    tenant = whose;
    audited = what;
    answered++;
  }

  /** A later revision left: the life cycle has taken the auditor's word. */
  void corrected() {
    corrected = true;
  }

  /** Where the accepted document is counted; null while it is not known. */
  @Nullable Cell cell() {
    return cell;
  }

  private boolean isAudited() {
    return audited != null && answered == asked;
  }

  /** Audited, and what was accepted is not known here: it left before this desk's memory. */
  @Nullable String unmatchedOf() {
    return isAudited() && accepted == null ? tenant : null;
  }

  boolean isDone() {
    return accepted != null && isAudited();
  }

  /** What was wrong with it, by field; empty if nothing was. Only of what {@link #isDone}. */
  List<String> wrong(Forms forms) {
    Opinion before = Objects.requireNonNull(accepted);
    Opinion after = Objects.requireNonNull(audited);
    List<String> wrong = new ArrayList<>();
    if (after.verdict() != before.verdict()) {
      wrong.add(Tally.VERDICT);
    } else if (!after.comparable(before)) {
      wrong.add(Tally.CLASS);
    } else {
      forms.fields(Objects.requireNonNull(before.type())).stream()
          .filter(field -> before.value(field) != after.value(field))
          .forEach(wrong::add);
      boolean otherRows =
          after.saysRows() && before.value(Tally.ROWS) != after.value(Tally.ROWS);
      if (otherRows || (wrong.isEmpty() && corrected)) {
        // Where all fields say the same and yet it left anew, the life cycle saw other rows.
        wrong.add(Tally.ROWS);
      }
    }
    return wrong;
  }
}
