package io.sluice.models.invoice;

import io.sluice.events.Box;
import io.sluice.events.Word;
import io.sluice.models.invoice.Captions.Label;
import io.sluice.models.invoice.Captions.Role;
import io.sluice.models.invoice.Cell.Token;
import io.sluice.models.invoice.Values.Head;
import io.sluice.models.table.Band;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The number of an invoice and its day, by the labels before, above or below them. What stands
 * behind a label of something else is never taken.
 */
final class NumberAndDate {
  private static final int LAST_PAGE = 2;

  /** Labels without a word for the invoice count in the upper part of the first page alone. */
  private static final float HEAD = 0.6f;

  private static final float HEAD_POINTS = 180;

  /** Two pages with more labels mean to cost time. */
  private static final int MOST_LABELS = 1_500;

  /** More words than this are a sentence. */
  private static final int TITLE_WORDS = 7;

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  private final Pages pages;
  private final List<Label> labels = new ArrayList<>();
  private final Map<Cell, List<Label>> byCell = new IdentityHashMap<>();
  private final DayOrder order;

  /**
   * A reading of a label.
   *
   * @param rank how well such places are known to speak: 0 is best
   */
  private record Candidate(int rank, Head head, Label label) {}

  NumberAndDate(Pages pages) {
    this.pages = pages;
    for (Cell cell : pages.cells(LAST_PAGE)) {
      if (labels.size() < MOST_LABELS) {
        byCell.put(cell, Captions.in(cell));
        labels.addAll(in(cell));
      }
    }
    order = new DayOrder(pages.cells(LAST_PAGE));
  }

  /**
   * Whether the word for an invoice stands before a number on the first page, or alone at its head
   * where a number of something is.
   */
  boolean named() {
    List<Candidate> found = new ArrayList<>();
    candidates(Role.NUMBER, 0, Values::number, found);
    candidates(Role.TITLE, 1, Values::number, found);
    return found.stream()
            .map(Candidate::label)
            .filter(label -> label.cell().page() == 1)
            .anyMatch(Label::namesInvoice)
        || titled() && number().isPresent();
  }

  /** {@code Mietrechnung Oktober 2024}, {@code 2. Abschlagsrechnung}: a line of few words. */
  private boolean titled() {
    return labels.stream()
        .filter(label -> label.role() == Role.TITLE && label.namesInvoice())
        .filter(label -> atHead(label.cell()))
        .anyMatch(label ->
            label.cell().tokens().size() <= TITLE_WORDS
                && label.cell().tokens().subList(0, label.first()).stream()
                    .allMatch(token ->
                        token
                            .text()
                            .matches(
                                "[\\d.]+\\.|Ihre?|Votre|Your|Uw|(?i:tipo|type|art|document[oe]?:?|belegart:?)")));
  }

  Optional<Read> number() {
    List<Candidate> found = new ArrayList<>();
    candidates(Role.NUMBER, 0, Values::number, found);
    candidates(Role.TITLE, 1, Values::number, found);
    candidates(Role.WEAK_NUMBER, 3, tokens -> Values.number(tokens).filter(Values::isLong), found);
    // "Abschlagsrechnung Nr. 1" counts the instalments where another number names the paper.
    found.replaceAll(
        c -> Values.isLong(c.head()) ? c : new Candidate(c.rank() + 1, c.head(), c.label()));
    return best(found, Head::value);
  }

  Optional<Read> date() {
    List<Candidate> found = new ArrayList<>();
    candidates(Role.DATE, 0, Values::day, found);
    for (Label label : labels) {
      if (label.role() == Role.FROM && ofThePaper(label)) {
        int rank = aside(label) ? 4 : 0;
        value(label, Values::day).ifPresent(c -> found.add(new Candidate(rank, c.head(), label)));
      }
    }
    for (Label label : labels) {
      if (label.role() == Role.NUMBER && label.asksForDay()) {
        value(label, Values::dayBehind)
            .ifPresent(c -> found.add(new Candidate(1, c.head(), label)));
      }
    }
    candidates(Role.WEAK_DATE, 3, Values::day, found);
    candidates(Role.FROM, 6, Values::day, found);
    if (found.isEmpty()) {
      loneDay().ifPresent(found::add);
    }
    return best(found, head -> Values.read(head.value()).map(Object::toString).orElse(""))
        .map(order::plain);
  }

  /**
   * Whether a "from" stands in a row with amounts or within a sentence, which speak of another
   * paper: {@code abzüglich Abschlagsrechnung vom 01.03.2024 35.700,00}.
   */
  private boolean aside(Label from) {
    Optional<Label> paper =
        in(from.cell()).stream()
            .filter(label -> label.first() < from.first() && own(label.role()))
            .reduce((a, b) -> b);
    return paper.filter(label -> label.first() > 1).isPresent()
        || pages.lines().get(from.cell().line()).stream()
            .flatMap(cell -> cell.tokens().stream())
            .anyMatch(token -> token.text().matches("-?\\d[\\d.']*,\\d\\d|-?\\d[\\d,']*\\.\\d\\d"));
  }

  /** Whether a "from" follows the invoice's number, or the word that it is one. */
  private boolean ofThePaper(Label from) {
    Label before = null;
    for (Label label : in(from.cell())) {
      if (label.first() < from.first() && label.role() != Role.FROM) {
        before = label;
      }
    }
    if (before == null && from.first() > 0) {
      return false;
    }
    if (before == null) {
      Optional<Cell> left =
          pages.lines().get(from.cell().line()).stream()
              .filter(cell -> cell.box().getX0() < from.cell().box().getX0())
              .reduce((a, b) -> b);
      return left.map(cell -> in(cell).stream().anyMatch(l -> own(l.role()))).orElse(false);
    }
    if (!own(before.role())) {
      return before.role() == Role.WEAK_NUMBER && titleBefore(before);
    }
    return true;
  }

  private boolean titleBefore(Label weak) {
    return in(weak.cell()).stream()
        .anyMatch(l -> l.first() < weak.first() && l.role() == Role.TITLE);
  }

  private static boolean own(Role role) {
    return role == Role.NUMBER || role == Role.TITLE;
  }

  private List<Label> in(Cell cell) {
    return byCell.getOrDefault(cell, List.of());
  }

  private void candidates(
      Role role, int rank, Function<List<Token>, Optional<Head>> reader, List<Candidate> found) {
    for (Label label : labels) {
      boolean weak = rank >= 3;
      if (label.role() != role
          || weak && !atHead(label.cell())
          || role == Role.TITLE && label.first() > 0
          || role == Role.FROM && !alone(label)) {
        continue;
      }
      value(label, reader)
          .filter(
              c -> role != Role.TITLE || c.rank() == 0 && !YEAR.matcher(c.head().value()).matches())
          .filter(c -> role != Role.WEAK_NUMBER || c.rank() < 2 || amongLabels(label))
          .ifPresent(c -> found.add(new Candidate(rank + c.rank(), c.head(), label)));
    }
  }

  /** The upper part of the first page; of a short one nearly all of it. */
  private boolean atHead(Cell cell) {
    return cell.page() == 1 && (pages.depth(cell) <= HEAD || pages.below(cell) < HEAD_POINTS);
  }

  private static boolean alone(Label label) {
    return label.first() == 0
        && label.cell().tokens().subList(label.end(), label.cell().tokens().size()).stream()
            .allMatch(token -> token.folded().isEmpty());
  }

  /** Whether its row holds labels of papers besides it, not those of goods. */
  private boolean amongLabels(Label label) {
    return labels.stream()
        .anyMatch(other ->
            other.cell().line() == label.cell().line()
                && (other.role() == Role.DATE || other.role() == Role.WEAK_DATE));
  }

  /** Behind the label, to its right, below it or above it; the rank says which. */
  private Optional<Candidate> value(Label label, Function<List<Token>, Optional<Head>> reader) {
    List<Label> beside = in(label.cell());
    if (label.repeated(beside)) {
      return Optional.empty();
    }
    List<Token> rest = label.rest(beside);
    boolean aside = !rest.isEmpty() && rest.getFirst().text().startsWith("(") && !label.colon();
    if (!rest.isEmpty() && !aside) {
      return reader.apply(rest).map(head -> new Candidate(0, head, label));
    }
    if (label.end() == label.cell().tokens().size() || label.colon() || aside) {
      Optional<Candidate> right =
          pages
              .right(label.cell())
              .filter(cell -> in(cell).stream().noneMatch(other -> other.first() == 0))
              .flatMap(cell ->
                  reader
                      .apply(cell.tokens())
                      // "Invoice" beside "12 Mill Lane" has no number behind it.
                      .filter(head ->
                          label.role() != Role.TITLE
                              || head.tokens().size() == cell.tokens().size()))
              .map(head -> new Candidate(0, head, label));
      if (right.isPresent()) {
        return right;
      }
    }
    Box box = Band.around(Cell.words(label.cell().tokens().subList(label.first(), label.end())));
    Optional<Head> below =
        pages.below(label.cell(), box).flatMap(cell -> column(cell, box, reader));
    return below
        .map(head -> new Candidate(1, head, label))
        .or(() ->
            pages
                .above(label.cell(), box)
                .flatMap(cell -> column(cell, box, reader))
                .map(head -> new Candidate(2, head, label)));
  }

  /** What a cell says from where a column begins; nothing if it begins with a label. */
  private Optional<Head> column(Cell cell, Box box, Function<List<Token>, Optional<Head>> reader) {
    if (in(cell).stream().anyMatch(label -> label.first() == 0)) {
      return Optional.empty();
    }
    List<Token> tokens =
        cell.tokens().stream().dropWhile(token -> token.right() < box.getX0() - 3).toList();
    return tokens.isEmpty() ? Optional.empty() : reader.apply(tokens);
  }

  /**
   * Without any label: the line that is a place and a day, as letters have it; else the only day of
   * the first page's head.
   */
  private Optional<Candidate> loneDay() {
    List<Candidate> days = new ArrayList<>();
    for (Cell cell : pages.cells(1)) {
      if (!atHead(cell) || !in(cell).stream().allMatch(l -> l.role() == Role.FROM)) {
        continue;
      }
      int size = cell.tokens().size();
      for (int i = 0; i < size; i++) {
        Optional<Head> day = Values.day(cell.tokens().subList(i, size));
        if (day.isPresent()) {
          Candidate found = new Candidate(9, day.get(), new Label(Role.WEAK_DATE, cell, 0, 0));
          if (i <= 3 && cell.tokens().getLast() == day.get().tokens().getLast()) {
            return Optional.of(found);
          }
          days.add(found);
          break;
        }
      }
    }
    long different = days.stream().map(c -> Values.read(c.head().value())).distinct().count();
    return different == 1 ? Optional.of(days.getFirst()) : Optional.empty();
  }

  /** The best by rank, then the first; sure where a label of its own names it and none differs. */
  private static Optional<Read> best(List<Candidate> found, Function<Head, String> form) {
    Optional<Candidate> best =
        found.stream()
            .min(
                Comparator.comparingInt(Candidate::rank)
                    .thenComparingInt(c -> c.label().cell().line())
                    .thenComparingInt(c -> c.label().first()));
    return best.map(c -> {
      boolean agreed =
          found.stream()
              .filter(other -> other.rank() <= c.rank())
              .allMatch(other -> form.apply(other.head()).equals(form.apply(c.head())));
      List<Word> words = Cell.words(c.head().tokens());
      return new Read(c.head().value(), words, c.rank() <= 1 && agreed);
    });
  }
}
