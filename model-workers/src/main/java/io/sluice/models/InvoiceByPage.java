package io.sluice.models;

import io.sluice.events.ClassProbability;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.models.invoice.InvoiceReader;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.InvoicePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page that calls itself an invoice is believed, whatever the model says: the word with a number,
 * a day, and a total in a currency. The model has seen few commercial invoices, and those of
 * broadcasters are hardly like them. Pure.
 */
final class InvoiceByPage {
  /**
   * All 37 e-invoices of training and calibration say it, of eight layouts; of 821 other documents
   * none does, receipts left out. Half an observation to the middle, layouts counted.
   */
  private static final double CONFIDENCE = 0.94;

  /** Surer than this the model has a say: people shall look. */
  private static final double SURE = 0.95;

  /** What is left where model and page contradict each other: never counted, so it is chosen. */
  private static final double CONTRADICTED = 0.7;

  /**
   * Many a receipt calls itself an invoice, and has its own fields. It comes out of a till and
   * through a scanner; what has a text layer and names its buyer was written as an invoice.
   */
  private static final String RECEIPT = "receipt";

  private InvoiceByPage() {}

  /** The classes, the one of invoices first where the page says so; they still sum to one. */
  static List<ClassProbability> apply(
      List<ClassProbability> classes, DocumentTypes types, ParsedContent document) {
    ClassProbability first = classes.getFirst();
    Optional<String> invoice =
        types.all().stream()
            .filter(InvoiceByPage::hasNumber)
            .map(DocumentType::name)
            .filter(name -> classes.stream().anyMatch(c -> c.getName().equals(name)))
            .findFirst();
    if (invoice.isEmpty()
        || first.getName().equals(invoice.get())
        || !saysSo(document, first.getName().equals(RECEIPT))) {
      return classes;
    }
    return raised(
        classes, invoice.get(), first.getProbability() > SURE ? CONTRADICTED : CONFIDENCE);
  }

  private static boolean saysSo(ParsedContent document, boolean receipt) {
    boolean written =
        !document.getPages().isEmpty()
            && document.getPages().stream()
                .allMatch(page -> page.getSource() == PageSource.TEXT_LAYER);
    if (receipt && !written) {
      return false;
    }
    InvoiceReader reader = new InvoiceReader(document);
    return reader.isInvoice() && (!receipt || reader.find(InvoicePart.BUYER).isPresent());
  }

  private static boolean hasNumber(DocumentType type) {
    return type.fields().stream().anyMatch(field -> field.invoicePart() == InvoicePart.NUMBER);
  }

  private static List<ClassProbability> raised(
      List<ClassProbability> classes, String invoice, double confidence) {
    double others =
        classes.stream()
            .filter(c -> !c.getName().equals(invoice))
            .mapToDouble(ClassProbability::getProbability)
            .sum();
    double share = others > 0 ? (1 - confidence) / others : 0;
    List<ClassProbability> raised = new ArrayList<>();
    raised.add(new ClassProbability(invoice, confidence));
    classes.stream()
        .filter(c -> !c.getName().equals(invoice))
        .forEach(c -> raised.add(new ClassProbability(c.getName(), c.getProbability() * share)));
    return raised;
  }
}
