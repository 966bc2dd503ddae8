package io.sluice.models.table;

import io.sluice.events.Box;
import io.sluice.events.LineCell;
import io.sluice.events.LineItem;
import io.sluice.events.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row as it stands on the page.
 *
 * @param main the line that holds its amount
 * @param cells the words of that line, and of the line that holds its number, by column
 * @param continued further words of its description
 * @param total what the row comes to, before its own adjustment
 * @param adjustment discounts and charges that stand under it in the amount's column
 */
record TableRow(
    Band main,
    Map<Column, List<Word>> cells,
    List<Word> continued,
    BigDecimal total,
    BigDecimal adjustment) {
  private static final Pattern GTIN = Pattern.compile("(?i)(?:GTIN|EAN)\\W{0,3}(\\d{8,14})\\b");
  private static final Pattern NUMBER = Pattern.compile("#?(\\d{1,6}(?:\\.\\d{1,4})*)[.):]?");

  /** What it comes to. */
  BigDecimal amount() {
    return total.add(adjustment);
  }

  TableRow adjusted(BigDecimal by) {
    return new TableRow(main, cells, continued, total, adjustment.add(by));
  }

  List<Word> words(Role role) {
    return cells.entrySet().stream()
        .filter(cell -> cell.getKey().role() == role)
        .flatMap(cell -> cell.getValue().stream())
        .toList();
  }

  /** Its number or position, where one stands in the column for it. */
  Optional<String> number() {
    return words(Role.NUMBER).stream()
        .map(word -> NUMBER.matcher(word.getText()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  Optional<BigDecimal> value(Role role, Amounts amounts) {
    return words(role).stream()
        .flatMap(word -> amounts.number(word.getText()).stream())
        .findFirst();
  }

  /** The cents of a price that was broken over two lines are no price. */
  private Optional<BigDecimal> price(Amounts amounts) {
    return value(Role.UNIT_PRICE, amounts)
        .filter(price -> price.signum() != 0 || price.scale() > 0);
  }

  LineItem item(Amounts amounts) {
    List<Word> all = new ArrayList<>(main.words());
    cells.values().forEach(all::addAll);
    all.addAll(continued);
    List<Word> here =
        all.stream().distinct().filter(word -> word.getPage() == main.page()).toList();
    Matcher gtin = GTIN.matcher(Band.text(all));
    String unit = unit(amounts);
    return LineItem.newBuilder()
        .setNumber(number().orElse(null))
        .setDescription(description())
        .setQuantity(plain(value(Role.QUANTITY, amounts)))
        .setUnit(unit.isEmpty() ? null : unit)
        .setUnitPrice(plain(price(amounts)))
        .setLineTotal(amount().toPlainString())
        .setAdjustment(adjustment.signum() == 0 ? null : adjustment.toPlainString())
        .setTaxRate(plain(value(Role.TAX_RATE, amounts)))
        .setGtin(gtin.find() ? gtin.group(1) : null)
        .setPage(main.page())
        .setBox(Band.around(here))
        .setCells(lineCells())
        .build();
  }

  private @Nullable String description() {
    List<Word> words = new ArrayList<>(words(Role.DESCRIPTION));
    words.addAll(continued);
    return words.isEmpty() ? null : Band.text(words);
  }

  private String unit(Amounts amounts) {
    List<Word> words = new ArrayList<>(words(Role.QUANTITY));
    words.removeIf(word -> amounts.number(word.getText()).isPresent());
    words.addAll(words(Role.UNIT));
    return Band.text(words);
  }

  private List<LineCell> lineCells() {
    Map<String, List<Word>> byName = new LinkedHashMap<>();
    cells.entrySet().stream()
        .sorted(Comparator.comparingDouble(cell -> cell.getKey().x0()))
        .forEach(cell ->
            byName
                .computeIfAbsent(name(cell.getKey()), n -> new ArrayList<>())
                .addAll(cell.getValue()));
    List<LineCell> lineCells = new ArrayList<>();
    byName.forEach((name, words) -> {
      List<Word> here = words.stream().filter(word -> word.getPage() == main.page()).toList();
      Box box = here.isEmpty() ? null : Band.around(here);
      lineCells.add(new LineCell(name, Band.text(words), box));
    });
    return lineCells;
  }

  private static String name(Column column) {
    return column.role() == Role.OTHER
        ? column.heading().replace(' ', '_')
        : column.role().spelling();
  }

  private static @Nullable String plain(Optional<BigDecimal> value) {
    return value.map(BigDecimal::toPlainString).orElse(null);
  }
}
