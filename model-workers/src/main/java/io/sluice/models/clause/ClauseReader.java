package io.sluice.models.clause;

import io.sluice.events.ParsedContent;
import io.sluice.types.Clause;
import java.util.Optional;

/** Reads the clauses of one document. Pure; made for one document and one thread. */
public final class ClauseReader {
  private final Prose prose;

  /**
   * What a clause says, and the words that say it.
   *
   * @param value as it stands on the page; names are separated by "; ", a day that follows from a
   *     term is an ISO day
   * @param first index of the first word
   * @param end index behind the last
   * @param form how it is said
   */
  public record Found(String value, int first, int end, Form form) {
    /** Whether a phrase says it that hardly means anything else. */
    public boolean sure() {
      return form.isSure();
    }
  }

  public ClauseReader(ParsedContent document) {
    this.prose = Prose.of(document);
  }

  /**
   * What the document says in this clause; empty where no phrase of it is known, or where the text
   * is made to keep a search busy.
   */
  public Optional<Found> find(Clause clause) {
    try {
      return said(clause).map(this::found);
    } catch (Effort.TooMuch e) {
      return Optional.empty();
    }
  }

  private Optional<Said> said(Clause clause) {
    return switch (clause) {
      case TITLE -> Title.find(prose);
      case PARTIES -> Parties.find(prose);
      case AGREEMENT_DATE -> Days.made(prose);
      case EFFECTIVE_DATE -> Days.holdsFrom(prose);
      case EXPIRATION_DATE -> Ends.find(prose);
      case GOVERNING_LAW -> GoverningLaw.find(prose);
      case TERM -> Terms.binding(prose);
      case RENEWAL_TERM -> Terms.renewed(prose);
    };
  }

  private Found found(Said said) {
    int last = Math.max(said.start(), said.end() - 1);
    return new Found(said.value(), prose.word(said.start()), prose.word(last) + 1, said.form());
  }
}
