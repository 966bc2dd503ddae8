package io.sluice.models.invoice;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.invoice.Money.Sum;
import io.sluice.models.invoice.Proof.Tax;
import io.sluice.models.invoice.SumLabels.Said;
import io.sluice.models.invoice.SumLabels.What;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tax and grand total of an invoice: by their labels, and by arithmetic, since the net amount and
 * the tax add up to the total, and a rate that is printed gives the tax. What both say is proven;
 * advances and what is left to pay are not the total.
 */
final class Totals {
  private static final Pattern RATE = Pattern.compile("(?<![\\d.,])(\\d{1,2}(?:[.,]\\d{1,2})?) ?%");

  /** What labels and arithmetic must add up to; below the second there is no answer at all. */
  private static final int PROVEN = 7;

  private static final int RATE_FITS = 2;
  private static final int SUM_OF_ROWS = 6;
  private static final int NET_STATED = 2;

  /** A tax is no more of the net amount than this. */
  private static final BigDecimal MOST_TAX = new BigDecimal("0.35");

  /** More different amounts than this are a catalogue: only the last ones are tried. */
  private static final int MOST_AMOUNTS = 250;

  private static final int MOST_TAX_ROWS = 4;
  private static final int MOST_TAXES = 400;
  private static final int MOST_RATES = 40;
  private static final int HEADING_ROWS = 10;

  private final Pages pages;
  private final Map<BigDecimal, Stated> stated = new LinkedHashMap<>();
  private final List<Tax> taxes = new ArrayList<>();
  private final Set<BigDecimal> rates = new TreeSet<>();

  /** What is known of a value, wherever it stands. */
  private static final class Stated {
    private final Map<What, Integer> weights = new HashMap<>();
    private final Map<What, Sum> last = new HashMap<>();
    private boolean exact;

    void add(Sum sum, Said said) {
      exact |= sum.exact();
      if (said.weight() >= weights.getOrDefault(said.what(), 0)) {
        weights.put(said.what(), said.weight());
        last.put(said.what(), sum);
      }
    }

    int weight(What what) {
      return weights.getOrDefault(what, 0);
    }

    List<Word> words(What what) {
      Sum sum = last.get(what);
      return (sum == null ? last.values().iterator().next() : sum).words();
    }
  }

  private Totals(Pages pages) {
    this.pages = pages;
  }

  /** What was found; either may be missing. */
  record Found(Optional<Read> total, Optional<Read> tax) {}

  static Found of(ParsedContent document, Pages pages) {
    Totals totals = new Totals(pages);
    totals.collect(Money.of(document, pages));
    Matcher rate = RATE.matcher(document.getText());
    while (rate.find() && totals.rates.size() < MOST_RATES) {
      totals.rates.add(new BigDecimal(rate.group(1).replace(',', '.')).stripTrailingZeros());
    }
    return totals.find();
  }

  private void collect(List<Sum> sums) {
    List<Tax> rows = new ArrayList<>();
    int line = -1;
    for (Sum sum : sums) {
      Said said = label(sum);
      BigDecimal value = sum.value().stripTrailingZeros();
      if (sum.exact()) {
        stated.computeIfAbsent(value, v -> new Stated()).add(sum, said);
      }
      // 684 behind "Steuerbetrag" is an amount without decimals if the arithmetic bears it out.
      if (said.what() == What.TAX && (sum.exact() || !sum.left().isEmpty())) {
        Tax tax = new Tax(value, said.weight(), sum.words());
        taxes.add(tax);
        if (sum.exact()) {
          if (sum.cell().line() == line) {
            rows.removeLast();
          }
          rows.add(tax);
          line = sum.cell().line();
        }
      }
    }
    for (int first = 0; first < rows.size(); first++) {
      BigDecimal sum = rows.get(first).value();
      List<Word> words = new ArrayList<>(rows.get(first).words());
      for (int n = first + 1; n < Math.min(rows.size(), first + MOST_TAX_ROWS); n++) {
        sum = sum.add(rows.get(n).value());
        words.addAll(rows.get(n).words());
        taxes.add(new Tax(sum.stripTrailingZeros(), 2, List.copyOf(words)));
      }
    }
  }

  /** By what stands to its left; else by the heading of its column, or what stands below it. */
  private Said label(Sum sum) {
    Said left = SumLabels.read(sum.chain());
    if (left.what() != What.UNKNOWN || !sum.exact()) {
      return left;
    }
    Said heading = heading(sum.cell());
    if (heading.what() != What.UNKNOWN) {
      return heading;
    }
    return pages
        .below(sum.cell(), sum.cell().box())
        .map(cell -> SumLabels.read(cell.folded()))
        .filter(said -> sum.chain().isEmpty() && said.what() != What.UNKNOWN)
        .map(said -> new Said(said.what(), Math.max(1, said.weight() - 1)))
        .orElse(left);
  }

  /** The heading of a column says less than a label, and less still from further away. */
  private Said heading(Cell cell) {
    Cell at = cell;
    for (int i = 0; i < HEADING_ROWS; i++) {
      Optional<Cell> above = pages.above(at, at.box());
      if (above.isEmpty()) {
        break;
      }
      at = above.get();
      if (at.text().chars().filter(Character::isLetter).count() > 3) {
        Said said = SumLabels.read(at.folded());
        return new Said(said.what(), Math.max(1, said.weight() - (i == 0 ? 1 : 2)));
      }
    }
    return new Said(What.UNKNOWN, 0);
  }

  private Found find() {
    List<BigDecimal> values = new ArrayList<>(stated.keySet());
    if (values.size() > MOST_AMOUNTS) {
      values = values.subList(values.size() - MOST_AMOUNTS, values.size());
    }
    List<Tax> last = taxes.subList(Math.max(0, taxes.size() - MOST_TAXES), taxes.size());
    Set<BigDecimal> tried = new HashSet<>(values);
    List<Proof> proofs = new ArrayList<>();
    for (BigDecimal gross : values) {
      for (Tax tax : last) {
        proof(gross, tax, tried).ifPresent(proofs::add);
      }
      for (BigDecimal net : values) {
        unlabelled(gross, net).ifPresent(proofs::add);
      }
    }
    List<Proof> rows = Proof.rows(proofs);
    Optional<Proof> best =
        proofs.stream()
            .max(
                Comparator.<Proof>comparingInt(proof -> worth(proof, rows))
                    .thenComparing(proof -> proof.total().abs()));
    return best.filter(proof -> proof.score() >= Proof.LIKELY)
        .map(proof ->
            new Found(
                Optional.of(read(proof.total(), proof.words(), proof.score() >= PROVEN)),
                Optional.of(
                    read(proof.tax().value(), proof.tax().words(), proof.score() >= PROVEN))))
        .orElseGet(this::byLabel);
  }

  /**
   * Whoever adds up the rows of a table of rates is the total, unless it was paid already. A net
   * amount that the page states is worth more than one that a rate makes up.
   */
  private int worth(Proof proof, List<Proof> rows) {
    Stated total = Objects.requireNonNull(stated.get(proof.total()));
    boolean named = total.weight(What.GROSS) > total.weight(What.PREPAID);
    BigDecimal net = proof.total().subtract(proof.tax().value()).stripTrailingZeros();
    return proof.score()
        + (named && proof.isSumOf(rows) ? SUM_OF_ROWS : 0)
        + (stated.containsKey(net) ? NET_STATED : 0);
  }

  /**
   * Net and tax add up to the total, all three stated; or two of them, and the rate bears it out.
   */
  private Optional<Proof> proof(BigDecimal gross, Tax tax, Set<BigDecimal> values) {
    Stated total = stated.get(gross);
    BigDecimal net = gross.subtract(tax.value()).stripTrailingZeros();
    if (total == null || !plausible(net, tax.value())) {
      return Optional.empty();
    }
    Stated found = stated.get(net);
    boolean netSaid = found != null && values.contains(net);
    int netWeight = found == null ? 0 : Math.min(2, found.weight(What.NET));
    boolean fits = tax.value().signum() != 0 && fits(net, tax.value());
    if (!netSaid && !(fits && total.weight(What.GROSS) > 0)) {
      return Optional.empty();
    }
    boolean nothing = tax.value().signum() == 0;
    if (nothing && (total.weight(What.NET) == 0 || total.weight(What.GROSS) == 0)) {
      return Optional.empty();
    }
    int score = gross(total) + tax.weight() + (netSaid ? netWeight : 0) + (fits ? RATE_FITS : 0);
    return Optional.of(new Proof(gross, total.words(What.GROSS), tax, fits, score));
  }

  /** A rate that is printed tells the tax apart where no label does. */
  private Optional<Proof> unlabelled(BigDecimal gross, BigDecimal net) {
    BigDecimal tax = gross.subtract(net).stripTrailingZeros();
    Stated total = stated.get(gross);
    Stated found = stated.get(tax);
    Stated base = stated.get(net);
    if (total == null || found == null || base == null || tax.signum() == 0) {
      return Optional.empty();
    }
    if (!plausible(net, tax) || !fits(net, tax)) {
      return Optional.empty();
    }
    int score = gross(total) + Math.min(2, base.weight(What.NET)) + 1 + RATE_FITS;
    return Optional.of(
        new Proof(
            gross, total.words(What.GROSS), new Tax(tax, 1, found.words(What.TAX)), true, score));
  }

  private static int gross(Stated total) {
    int against = Math.max(total.weight(What.PREPAID), total.weight(What.NET) - 1);
    int weight = total.weight(What.GROSS);
    return weight > 0 ? weight : -against;
  }

  private static boolean plausible(BigDecimal net, BigDecimal tax) {
    return net.signum() != 0
        && (tax.signum() == 0 || tax.signum() == net.signum())
        && tax.abs().compareTo(net.abs().multiply(MOST_TAX)) <= 0;
  }

  private boolean fits(BigDecimal net, BigDecimal tax) {
    return rates.stream()
        .filter(rate -> rate.signum() > 0)
        .anyMatch(rate ->
            net.multiply(rate)
                    .movePointLeft(2)
                    .setScale(2, RoundingMode.HALF_UP)
                    .subtract(tax)
                    .abs()
                    .compareTo(new BigDecimal("0.01"))
                <= 0);
  }

  /** Without a proof: the total that its label names best, the last of such. */
  private Found byLabel() {
    BigDecimal total = BigDecimal.ZERO;
    Stated best = null;
    for (Map.Entry<BigDecimal, Stated> entry : stated.entrySet()) {
      int said = entry.getValue().weight(What.GROSS);
      if (said > 0 && (best == null || said >= best.weight(What.GROSS))) {
        total = entry.getKey();
        best = entry.getValue();
      }
    }
    BigDecimal limit = total.abs().multiply(MOST_TAX);
    Optional<Tax> tax =
        taxes.stream()
            .filter(t -> t.weight() >= 3 && stated.containsKey(t.value()))
            .filter(t -> t.value().abs().compareTo(limit) < 0)
            .reduce((a, b) -> b);
    Optional<Read> read =
        best == null ? Optional.empty() : Optional.of(read(total, best.words(What.GROSS), false));
    return new Found(read, tax.map(t -> read(t.value(), t.words(), false)));
  }

  private static Read read(BigDecimal value, List<Word> words, boolean sure) {
    return new Read(value.setScale(Math.max(2, value.scale())).toPlainString(), words, sure);
  }
}
