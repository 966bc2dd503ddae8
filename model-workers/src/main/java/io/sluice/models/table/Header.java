package io.sluice.models.table;

import io.sluice.events.Box;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headings over a table, of one line or of two or three that stand close together.
 *
 * @param first index of its first band
 * @param end index behind its last band
 * @param columns from left to right; roles may repeat, save LINE_TOTAL
 */
record Header(int first, int end, List<Column> columns) {
  private static final int MOST_WORDS = 3;
  private static final int MOST_BANDS = 3;
  private static final float STACKED = 13;
  private static final float ONE_SPACE = 0.9f;

  /** Something with digits; a day such as 4/18 heads the columns of a schedule. */
  private static final Pattern FIGURE = Pattern.compile("(?!\\d{1,2}/\\d{1,2}$).*\\d.*");

  Header {
    columns = List.copyOf(columns);
  }

  /** The header whose first line is this band, as large as it gets; nothing where none is. */
  static Optional<Header> at(List<Band> bands, int first, Amounts amounts) {
    @Nullable Header found = null;
    List<Column> columns = new ArrayList<>();
    for (int i = first; i < Math.min(first + MOST_BANDS, bands.size()); i++) {
      if (i > first && !stacked(bands.get(i - 1), bands.get(i))) {
        break;
      }
      List<Column> more = columns(bands.get(i), amounts);
      if (more.isEmpty()) {
        break;
      }
      columns = i == first ? more : stack(columns, more);
      List<Column> settled = settle(columns);
      if (isHeader(settled)) {
        found = new Header(first, i + 1, settled);
      }
    }
    return Optional.ofNullable(found);
  }

  private static boolean stacked(Band above, Band below) {
    return above.page() == below.page() && below.box().getY0() - above.box().getY0() <= STACKED;
  }

  private static boolean isHeader(List<Column> columns) {
    Set<Role> roles = roles(columns);
    long unknown = columns.stream().filter(c -> c.role() == Role.OTHER && !known(c)).count();
    int telling = roles.size() - (roles.contains(Role.OTHER) ? 1 : 0);
    return telling >= 3
        && (roles.contains(Role.LINE_TOTAL) || roles.contains(Role.UNIT_PRICE))
        && (roles.contains(Role.DESCRIPTION) || roles.contains(Role.NUMBER))
        && !roles.contains(Role.SUMMARY)
        && unknown * 2 <= columns.size();
  }

  /** Whether a band heads a table of taxes or payments, which ends the items. */
  static boolean endsItems(Band band, Amounts amounts) {
    List<Column> columns = columns(band, amounts);
    Set<Role> roles = roles(columns);
    return roles.contains(Role.SUMMARY)
        && columns.stream().filter(Header::known).count() >= 2
        && !roles.contains(Role.QUANTITY);
  }

  private static boolean known(Column column) {
    return Headings.role(column.heading()).isPresent();
  }

  static Set<Role> roles(List<Column> columns) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    columns.forEach(column -> roles.add(column.role()));
    return roles;
  }

  Set<Role> roles() {
    return roles(columns);
  }

  Optional<Column> column(Role role) {
    return columns.stream().filter(column -> column.role() == role).findFirst();
  }

  /** The headings of one line, or none where the line holds amounts or no known heading. */
  private static List<Column> columns(Band band, Amounts amounts) {
    List<Word> words = band.words();
    if (words.stream().anyMatch(word -> amounts.money(word.getText()).isPresent())) {
      return List.of();
    }
    List<Column> columns = new ArrayList<>();
    long figures = words.stream().filter(word -> FIGURE.matcher(word.getText()).matches()).count();
    int known = 0;
    int at = 0;
    while (at < words.size()) {
      int taken = longest(words, at);
      known += taken > 0 ? 1 : 0;
      List<Word> phrase = words.subList(at, at + Math.max(1, taken));
      columns.add(column(phrase));
      at += phrase.size();
    }
    return known > 0 && figures <= known ? columns : List.of();
  }

  /** How many words from here make a known heading; 0 for none. */
  private static int longest(List<Word> words, int at) {
    int reach = 1;
    while (reach < MOST_WORDS && at + reach < words.size() && close(words, at + reach)) {
      reach++;
    }
    for (int n = reach; n > 0; n--) {
      if (Headings.role(Texts.fold(Band.text(words.subList(at, at + n)))).isPresent()) {
        return n;
      }
    }
    return 0;
  }

  private static boolean close(List<Word> words, int index) {
    Box left = Band.box(words.get(index - 1));
    Box right = Band.box(words.get(index));
    return right.getX0() - left.getX1() <= ONE_SPACE * (left.getY1() - left.getY0());
  }

  private static Column column(List<Word> phrase) {
    Box box = Band.around(phrase);
    String heading = Texts.fold(Band.text(phrase));
    return new Column(role(heading), box.getX0(), box.getX1(), heading);
  }

  /** Of headings that run into each other without a space, the telling one counts. */
  private static Role role(String heading) {
    return Headings.role(heading)
        .orElseGet(() ->
            Arrays.stream(heading.split(" "))
                .flatMap(word -> Headings.role(word).stream())
                .filter(role -> role != Role.OTHER)
                .findFirst()
                .orElse(Role.OTHER));
  }

  /** Headings that stand over each other are one: "Total" over "Spots" is no total. */
  private static List<Column> stack(List<Column> above, List<Column> below) {
    List<Column> all = new ArrayList<>(below);
    for (Column upper : above) {
      List<Column> under = all.stream().filter(c -> c.overlaps(upper.x0(), upper.x1())).toList();
      if (under.size() == 1) {
        all.set(all.indexOf(under.get(0)), joined(upper, under.get(0)));
      } else {
        all.add(upper);
      }
    }
    all.sort(Comparator.comparingDouble(Column::x0));
    return all;
  }

  private static Column joined(Column upper, Column lower) {
    String heading = (upper.heading() + " " + lower.heading()).strip();
    Role role =
        Headings.role(heading).orElse(lower.role() == Role.OTHER ? upper.role() : lower.role());
    return new Column(
        role, Math.min(upper.x0(), lower.x0()), Math.max(upper.x1(), lower.x1()), heading);
  }

  /**
   * One total and one quantity: the rightmost. Where nothing counts, an "Amount" left of the total
   * does.
   */
  private static List<Column> settle(List<Column> columns) {
    List<Column> settled = new ArrayList<>(columns);
    boolean total = false;
    boolean counted = false;
    for (int i = settled.size() - 1; i >= 0; i--) {
      Column column = settled.get(i);
      if (column.role() == Role.QUANTITY) {
        settled.set(i, counted ? column.as(Role.OTHER) : column);
        counted = true;
      } else if (column.role() == Role.LINE_TOTAL) {
        Role second = roles(columns).contains(Role.QUANTITY) ? Role.OTHER : Role.QUANTITY;
        settled.set(i, total ? column.as(second) : column);
        total = true;
      }
    }
    return settled;
  }
}
