package io.sluice.streams.life;

import io.sluice.events.Box;
import io.sluice.events.ChildPart;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.Place;
import io.sluice.events.ReviewDecided;
import io.sluice.events.Verdict;
import io.sluice.rules.Validators;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldSpec;
import io.sluice.types.LineItemsPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision cannot be carried out: what cannot be, and not what a rule of the type calls
 * wrong. People overrule rules; they cannot make a day of "yesterday". Pure.
 */
final class Objections {
  /** Of all texts of a decision, so that the record made of it fits its topic. */
  static final int MOST_CHARACTERS = 200_000;

  static final int MOST_PARTS = 1_000;
  private static final int MOST_NAMED = 5;
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d{1,20}(\\.\\d{0,10})?|\\.\\d{1,10})");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final List<String> found = new ArrayList<>();

  private Objections() {}

  static boolean isDecimal(String number) {
    return DECIMAL.matcher(number).matches();
  }

  /** About who decides, and about what verdict and decision say against each other. */
  static List<String> toForm(Question question, ReviewDecided decision) {
    Objections to = new Objections();
    String reviewer = decision.getReviewer();
    Verdict verdict = decision.getVerdict();
    to.when(reviewer.isBlank(), "a decision names its reviewer");
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
        characters(decision) > MOST_CHARACTERS,
        "the decision holds more than " + MOST_CHARACTERS + " characters");
    return to.found;
  }

  /** About fields, places and rows, for a type and a document of so many pages. */
  static List<String> toContent(
      DocumentType type, ReviewDecided decision, boolean audit, int pages) {
    Objections to = new Objections();
    Set<String> named = new HashSet<>(decision.getFields().keySet());
    named.addAll(decision.getPlaces().keySet());
    List<String> strange =
        named.stream().filter(name -> type.field(name).isEmpty()).sorted().toList();
    to.when(!strange.isEmpty(), "a " + type.name() + " has no field " + names(strange));
    List<String> silent =
        type.fields().stream()
            .map(FieldSpec::name)
            .filter(name -> !decision.getFields().containsKey(name))
            .toList();
    to.when(
        audit && !silent.isEmpty(),
        "an audit names every field, with null for what is absent; it lacks " + names(silent));
    decision
        .getPlaces()
        .forEach((name, place) ->
            to.when(!stands(place.getPage(), place.getBox(), pages), offPages(name, pages)));
    LineItems items = decision.getLineItems();
    if (items != null) {
      to.when(
          type.lineItems() == LineItemsPolicy.NONE && !items.getRows().isEmpty(),
          "a " + type.name() + " has no line items");
      to.rows(items, pages);
    }
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

  private void rows(LineItems items, int pages) {
    Map<String, @Nullable String> sums = new LinkedHashMap<>();
    sums.put("charges", items.getCharges());
    sums.put("allowances", items.getAllowances());
    figures("the line items", sums);
    int number = 0;
    for (LineItem row : items.getRows()) {
      String name = "row " + ++number;
      Map<String, @Nullable String> figures = new LinkedHashMap<>();
      figures.put("quantity", row.getQuantity());
      figures.put("unitPrice", row.getUnitPrice());
      figures.put("priceBase", row.getPriceBase());
      figures.put("lineTotal", row.getLineTotal());
      figures.put("adjustment", row.getAdjustment());
      figures.put("taxRate", row.getTaxRate());
      figures(name, figures);
      Integer page = row.getPage();
      boolean somewhere = page != null || row.getBox() != null;
      when(
          somewhere && !stands(Objects.requireNonNullElse(page, 0), row.getBox(), pages),
          offPages(name, pages));
    }
  }

  private static String offPages(String name, int pages) {
    return "the place of %s is on none of the %d pages".formatted(name, pages);
  }

  private void figures(String of, Map<String, @Nullable String> figures) {
    figures.forEach((name, figure) ->
        when(
            figure != null && !isDecimal(figure),
            "%s: %s '%s' is no decimal number such as 1234.50".formatted(of, name, figure)));
  }

  /** A box of null stands for the whole page. */
  private static boolean stands(int page, @Nullable Box box, int pages) {
    boolean onPage = page >= 1 && page <= pages;
    return onPage
        && (box == null
            || (Stream.of(box.getX0(), box.getY0(), box.getX1(), box.getY1())
                    .allMatch(Float::isFinite)
                && box.getX0() <= box.getX1()
                && box.getY0() <= box.getY1()));
  }

  private static long characters(ReviewDecided decision) {
    Stream<@Nullable String> fields =
        decision.getFields().entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue()));
    LineItems items = decision.getLineItems();
    Stream<@Nullable String> rows =
        items == null
            ? Stream.empty()
            : Stream.concat(
                Stream.of(items.getCharges(), items.getAllowances()),
                items.getRows().stream().flatMap(Objections::texts));
    return Stream.concat(fields, rows)
        .filter(Objects::nonNull)
        .mapToLong(String::length)
        .sum();
  }

  private static Stream<@Nullable String> texts(LineItem row) {
    return Stream.concat(
        Stream.of(
            row.getNumber(),
            row.getDescription(),
            row.getQuantity(),
            row.getUnit(),
            row.getUnitPrice(),
            row.getPriceBase(),
            row.getLineTotal(),
            row.getAdjustment(),
            row.getTaxRate(),
            row.getGtin()),
        row.getCells().stream().flatMap(cell -> Stream.of(cell.getName(), cell.getText())));
  }

  private static String names(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    return names.size() <= MOST_NAMED ? first : first + " and " + (names.size() - MOST_NAMED) + " more";
  }

  private void when(boolean wrong, String what) {
    if (wrong) {
      found.add(what);
    }
  }
}
