package io.sluice.models.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.InvoicePart;
import io.sluice.types.values.Dates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Whole pages in six languages: of layouts that accounting programs print ({@code pages.txt}), and
 * of trades with ways of their own ({@code trades.txt}).
 */
class MadeUpInvoicesTest {
  private static final float LETTER = 4.6f;
  private static final float GAP = 0.93f;
  private static final float HEIGHT = 7;

  /** A sender who shortens the own name at the foot; a house's owners who are called as it is. */
  private static final List<String> KNOWN_MISSES = List.of("datev SELLER", "cwasser BUYER");

  static {
    AvroTrust.grant();
  }

  private static final class Page {
    private final String name;
    private final Map<InvoicePart, String> says = new EnumMap<>(InvoicePart.class);
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int page = 1;

    Page(String name) {
      this.name = name;
    }

    void line(String line) {
      int space = line.indexOf(' ');
      float y = Float.parseFloat(line.substring(0, space));
      for (String cell : line.substring(space + 1).split(" \\|\\| ")) {
        int behind = cell.strip().indexOf(' ');
        float x = Float.parseFloat(cell.strip().substring(0, behind));
        for (String word : cell.strip().substring(behind + 1).split(" +")) {
          text.append(text.isEmpty() ? "" : " ");
          Box box = new Box(x, y, x + LETTER * word.length(), y + HEIGHT);
          words.add(new Word(word, page, box, text.length(), null));
          text.append(word);
          x += (word.length() + 1) * LETTER * GAP;
        }
      }
    }

    private InvoiceReader reader() {
      return new InvoiceReader(
          new ParsedContent(text.toString(), List.of(), words, List.of(), Map.of()));
    }

    boolean isInvoice() {
      return reader().isInvoice();
    }

    List<String> misses() {
      InvoiceReader reader = reader();
      List<String> misses = new ArrayList<>();
      says.forEach((part, want) -> {
        String got = reader.find(part).map(Read::value).orElse("-");
        if (!form(part, got).equals(form(part, want))) {
          misses.add(name + " " + part + ": " + got + " for " + want);
        }
      });
      return misses;
    }

    private static String form(InvoicePart part, String value) {
      return part == InvoicePart.DATE
          ? Dates.read(value, true).map(Object::toString).orElse(value)
          : value;
    }
  }

  private static List<Page> pages() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (String name : List.of("pages.txt", "trades.txt")) {
      try (InputStream in =
          Objects.requireNonNull(MadeUpInvoicesTest.class.getResourceAsStream(name))) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> read(line, pages));
      }
    }
    return pages;
  }

  private static void read(String line, List<Page> pages) {
    if (line.startsWith("page ")) {
      pages.add(new Page(line.substring(5)));
    } else if (line.startsWith("= ")) {
      String[] said = line.split(" ", 3);
      pages.getLast().says.put(InvoicePart.valueOf(said[1].toUpperCase(Locale.ROOT)), said[2]);
    } else if (line.equals("next")) {
      pages.getLast().page++;
    } else if (!line.isBlank() && !line.startsWith("#")) {
      pages.getLast().line(line);
    }
  }

  @Test
  void theirPartsAreReadButForNamesThatAreWrittenInTwoWays() throws IOException {
    List<String> misses = pages().stream().flatMap(page -> page.misses().stream()).toList();

    assertThat(misses)
        .filteredOn(miss -> KNOWN_MISSES.stream().noneMatch(miss::startsWith))
        .isEmpty();
  }

  @Test
  void allCallThemselvesInvoices() throws IOException {
    assertThat(pages())
        .filteredOn(page -> !page.isInvoice())
        .extracting(page -> page.name)
        .isEmpty();
  }
}
