package io.sluice.models.table;

import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands under one header, as far as line items may stand there: to the first sum of the
 * document, over page breaks where the table goes on. Under a repeated header it is one zone per
 * header.
 *
 * @param header the headings
 * @param bands the lines under them, in order
 */
record Zone(Header header, List<Band> bands) {
  private static final float MARGIN = 5;

  Zone {
    bands = List.copyOf(bands);
  }

  /**
   * Whether its headings run into each other: such a table is read only where its sum proves it.
   */
  boolean glued() {
    return header.columns().stream().anyMatch(Column::glued);
  }

  /** All zones of a document. */
  static List<Zone> of(List<Band> bands, Amounts amounts) {
    List<Zone> zones = new ArrayList<>();
    @Nullable Header open = null;
    List<Band> body = new ArrayList<>();
    int at = 0;
    while (at < bands.size()) {
      Optional<Header> header = Header.at(bands, at, amounts);
      if (header.isPresent()) {
        at = header.get().end();
        if (open != null && within(open, header.get(), body)) {
          continue; // Headings of a part of each row, such as its weeks.
        }
        if (open != null) {
          zones.add(new Zone(open, body));
        }
        open = header.get();
        body.clear();
        continue;
      }
      Band band = bands.get(at);
      if (open != null && ends(open, band, amounts)) {
        zones.add(new Zone(open, body));
        open = null;
        body.clear();
      } else if (open != null) {
        body.add(band);
      }
      at++;
    }
    if (open != null) {
      zones.add(new Zone(open, body));
    }
    return zones;
  }

  private static boolean within(Header open, Header inner, List<Band> body) {
    Set<Role> outer = open.roles();
    return !body.isEmpty()
        && outer.contains(Role.LINE_TOTAL)
        && !inner.roles().contains(Role.LINE_TOTAL);
  }

  private static boolean ends(Header header, Band band, Amounts amounts) {
    float left = header.columns().getFirst().x0() - MARGIN;
    List<Word> words = new ArrayList<>();
    boolean money = false;
    for (Word word : band.words()) {
      if (Band.box(word).getX1() <= left) {
        continue; // Beside the table.
      }
      if (amounts.money(word.getText()).isPresent()) {
        money = true;
        break;
      }
      words.add(word);
    }
    String label = Texts.fold(Band.text(words));
    boolean sum = Labels.ends(label) && !Labels.carried(label);
    return sum && (money || words.size() <= 6) || Header.endsItems(band, amounts);
  }
}
