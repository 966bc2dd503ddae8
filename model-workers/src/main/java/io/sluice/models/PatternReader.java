package io.sluice.models;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.airtime.AirtimeReader;
import io.sluice.models.clause.ClauseReader;
import io.sluice.models.clause.Form;
import io.sluice.models.form.FormReader;
import io.sluice.models.invoice.InvoiceReader;
import io.sluice.models.receipt.Letterhead;
import io.sluice.models.receipt.Payment;
import io.sluice.models.table.Band;
import io.sluice.models.table.CutNames;
import io.sluice.models.table.LabelledNames;
import io.sluice.types.Clause;
import io.sluice.types.Cue;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.InvoicePart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields without a model, by what their type says of them: a clause of contracts, a part of
 * invoices, the label that stands before a name, where a form shows it, that there is only one day,
 * that it is in the head of the page. Pure; made for one document and one thread.
 */
public final class PatternReader {
  private final ParsedContent document;
  private @Nullable ClauseReader clauses;
  private @Nullable InvoiceReader invoices;
  private @Nullable FormReader forms;
  private @Nullable Letterhead head;
  private @Nullable AirtimeReader airtime;
  private final Map<String, Optional<Found>> found = new HashMap<>();

  /**
   * A value that was found.
   *
   * @param value as it stands on the page; several are separated by "; "
   * @param words that say it, at least one
   * @param sure whether what was found hardly means anything else
   * @param form how a clause says it; null of other patterns
   */
  public record Found(String value, List<Word> words, boolean sure, @Nullable Form form) {
    public Found {
      words = List.copyOf(words);
    }

    public Found(String value, List<Word> words, boolean sure) {
      this(value, words, sure, null);
    }
  }

  public PatternReader(ParsedContent document) {
    this.document = document;
  }

  /** Whether a pattern is known for the field. */
  public static boolean reads(FieldSpec field) {
    return field.clause() != null
        || field.invoicePart() != null
        || field.onlyDay()
        || field.cue() != null
        || namedByLabel(field)
        || !field.printed().places().isEmpty();
  }

  /** The field's value; nothing where no pattern finds it. Looked for once. */
  public Optional<Found> find(FieldSpec field) {
    return found.computeIfAbsent(field.name(), name -> look(field));
  }

  /** Whether a form has a place for this id and shows none there: what is elsewhere is another. */
  boolean isLeftBlank(FieldSpec field) {
    return field.kind() == FieldKind.ID
        && !field.printed().places().isEmpty()
        && find(field).isEmpty()
        && forms != null
        && forms.prints(field);
  }

  private Optional<Found> look(FieldSpec field) {
    Clause clause = field.clause();
    if (clause != null) {
      if (clauses == null) {
        clauses = new ClauseReader(document);
      }
      return clauses
          .find(clause)
          .map(said ->
              new Found(
                  said.value(),
                  document.getWords().subList(said.first(), said.end()),
                  said.sure(),
                  said.form()));
    }
    InvoicePart part = field.invoicePart();
    if (part != null) {
      if (invoices == null) {
        invoices = new InvoiceReader(document);
      }
      return invoices.find(part).map(read -> new Found(read.value(), read.words(), read.sure()));
    }
    if (field.cue() == Cue.LETTERHEAD) {
      if (head == null) {
        head = Letterhead.of(document);
      }
      return (field.kind() == FieldKind.NAME ? head.name() : head.address())
          .map(found -> new Found(found.value(), found.words(), found.sure()));
    }
    if (field.cue() == Cue.PAYMENT) {
      return Payment.find(document)
          .map(paid -> new Found(paid.amount().toPlainString(), paid.words(), paid.sure()));
    }
    if (field.cue() != null) {
      return airtime()
          .find(field.cue())
          .map(found -> new Found(found.value(), found.words(), found.sure()));
    }
    if (!field.printed().places().isEmpty()) {
      if (forms == null) {
        forms = new FormReader(document);
      }
      return forms.find(field).map(form -> new Found(form.value(), form.words(), form.sure()));
    }
    if (namedByLabel(field)) {
      return LabelledNames.find(document.getWords(), field.labels())
          .map(name ->
              CutNames.whole(document, name.value())
                  .map(whole -> new Found(Band.text(whole), whole, name.sure()))
                  .orElse(new Found(name.value(), name.words(), name.sure())));
    }
    return field.onlyDay() ? OnlyDay.find(document.getWords(), field.dayFirst()) : Optional.empty();
  }

  /** What the document says of advertising time. */
  AirtimeReader airtime() {
    if (airtime == null) {
      airtime = new AirtimeReader(document);
    }
    return airtime;
  }

  private static boolean namedByLabel(FieldSpec field) {
    return field.kind() == FieldKind.NAME && !field.labels().isEmpty();
  }
}
