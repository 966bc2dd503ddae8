package io.sluice.models.table;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the line items of a document off its pages: a header of known words gives the columns, an
 * amount in the column of totals makes a row. Pure.
 */
public final class TableReader {
  private static final float ALIGNED = 3;
  private static final int MOST_COLUMNS_TRIED = 6;

  private final List<Band> bands;
  private final Amounts amounts;
  private final StatedSums stated;

  private TableReader(ParsedContent document) {
    bands = Band.of(document);
    amounts = Amounts.of(document.getWords());
    stated = StatedSums.of(bands, amounts);
  }

  /** The table of line items; nothing where no page shows one. */
  public static Optional<PageTable> read(ParsedContent document) {
    return new TableReader(document).read();
  }

  private Optional<PageTable> read() {
    List<Zone> zones = Zone.of(bands, amounts);
    Map<Set<Role>, List<Zone>> bySignature = new LinkedHashMap<>();
    for (Zone zone : zones) {
      // Without a column of totals, parts of rows may have headers of their own: one table.
      Set<Role> roles = zone.header().roles();
      Set<Role> signature = roles.contains(Role.LINE_TOTAL) ? roles : Set.of();
      bySignature.computeIfAbsent(signature, r -> new ArrayList<>()).add(zone);
    }
    List<PageTable> tables =
        bySignature.values().stream()
            .sorted(Comparator.comparingInt(TableReader::rank).reversed())
            .flatMap(group -> readings(group).stream())
            .filter(table -> !table.rows().isEmpty())
            .toList();
    return tables.stream()
        .filter(PageTable::proven)
        .findFirst()
        .or(() -> bySignature.size() < 2 ? Optional.empty() : aligned(zones, tables))
        .or(() ->
            zones.stream().anyMatch(Zone::glued) ? Optional.empty() : tables.stream().findFirst());
  }

  /** One table over pages whose headings differ, as they do where words run into each other. */
  private Optional<PageTable> aligned(List<Zone> zones, List<PageTable> parts) {
    int most = parts.stream().mapToInt(part -> part.rows().size()).max().orElse(0);
    return alignedReadings(zones).stream()
        .filter(table -> table.proven() && table.rows().size() > most)
        .findFirst();
  }

  private static int rank(List<Zone> zones) {
    Set<Role> roles = zones.getFirst().header().roles();
    return roles.size() + (roles.contains(Role.LINE_TOTAL) ? 2 : 0);
  }

  /** By the header's own column of amounts, then by any other that amounts are aligned in. */
  private List<PageTable> readings(List<Zone> zones) {
    List<PageTable> readings = new ArrayList<>();
    readings.add(
        table(
            zones.stream()
                .map(zone -> RowReading.under(zone, amountColumn(zone.header()), amounts))
                .toList(),
            zones));
    boolean totals = zones.getFirst().header().roles().contains(Role.LINE_TOTAL);
    if (!readings.getFirst().proven() && !totals) {
      readings.addAll(alignedReadings(zones));
    }
    return readings;
  }

  private List<PageTable> alignedReadings(List<Zone> zones) {
    return alignments(zones).stream()
        .map(x1 ->
            table(
                zones.stream()
                    .map(zone -> RowReading.endingAt(zone, x1, ALIGNED, amounts))
                    .toList(),
                zones))
        .toList();
  }

  private static Column amountColumn(Header header) {
    return header.column(Role.LINE_TOTAL).or(() -> header.column(Role.UNIT_PRICE)).orElseThrow();
  }

  /** Right edges that amounts share, the busiest first. */
  private List<Float> alignments(List<Zone> zones) {
    Map<Integer, List<Float>> byEdge = new TreeMap<>();
    for (Zone zone : zones) {
      for (Band band : zone.bands()) {
        for (Word word : band.words()) {
          if (amounts.money(word.getText()).isPresent()) {
            float x1 = Band.box(word).getX1();
            byEdge.computeIfAbsent(Math.round(x1 / ALIGNED), k -> new ArrayList<>()).add(x1);
          }
        }
      }
    }
    return byEdge.values().stream()
        .sorted(Comparator.comparingInt((List<Float> edges) -> edges.size()).reversed())
        .limit(MOST_COLUMNS_TRIED)
        .map(List::getFirst)
        .toList();
  }

  private PageTable table(List<RowReading.Result> results, List<Zone> zones) {
    List<TableRow> rows =
        Groups.leaves(
            results.stream().map(RowReading.Result::rows).flatMap(Collection::stream).toList());
    BigDecimal sum = rows.stream().map(TableRow::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    Adjustments adjustments = Adjustments.of(stated, rows, bands);
    boolean plain = stated.states(sum, rows);
    boolean adjusted = adjustments.any() && stated.states(adjustments.on(sum), rows);
    boolean stands = sum.signum() != 0 && (plain || adjusted);
    int seen = RowsSeen.of(rows, results, zones, amounts).count(stands);
    return new PageTable(
        rows.stream().map(row -> row.item(amounts)).toList(),
        seen,
        seen == rows.size() && stands,
        adjusted ? adjustments.charges() : BigDecimal.ZERO,
        adjusted ? adjustments.allowances() : BigDecimal.ZERO);
  }
}
