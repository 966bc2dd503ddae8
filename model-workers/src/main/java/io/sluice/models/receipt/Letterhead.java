package io.sluice.models.receipt;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.receipt.HeadLine.Kind;
import io.sluice.models.table.Band;
import io.sluice.types.FieldKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The head of a short page: the name of who wrote it, and the block of lines that is the address.
 * Immutable.
 */
public final class Letterhead {
  /** Receipts have a page; what stands on top of more words than these is another kind of head. */
  private static final int MOST_WORDS = 1500;

  private static final int MOST_ADDRESS_LINES = 8;
  private static final Pattern ADDRESS_LABEL =
      Pattern.compile(
          "^(?:HQ|H\\.Q\\.|HEAD OFFICE)?\\s*ADD(?:RESS)?\\s*:\\s*|^HQ\\s*:\\s*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BEHIND_ADDRESS =
      Pattern.compile(
          "(?<=\\S{3})[\\s,(]+(?:TEL|FAX|PHONE|GST|SST)\\w*\\b.*$", Pattern.CASE_INSENSITIVE);

  private static final String EDGE = "[\\s,;:.*_|~=<>\"'`–—-]+$";

  private final List<HeadLine> lines;
  private final int address;
  private final int addressEnd;

  /**
   * A value that was found.
   *
   * @param value as it stands on the page
   * @param words that say it, at least one
   * @param sure whether its form leaves little doubt
   */
  public record Found(String value, List<Word> words, boolean sure) {
    public Found {
      words = List.copyOf(words);
    }
  }

  private Letterhead(List<HeadLine> lines, int address, int addressEnd) {
    this.lines = lines;
    this.address = address;
    this.addressEnd = addressEnd;
  }

  /** The head of a document; of a long one, a head with nothing in it. */
  public static Letterhead of(ParsedContent document) {
    if (document.getWords().size() > MOST_WORDS) {
      return new Letterhead(List.of(), 0, 0);
    }
    List<HeadLine> lines = HeadLine.of(document);
    int start = 0;
    while (start < lines.size()
        && !(lines.get(start).kind() == Kind.STREET && named(lines, start))) {
      start++;
    }
    int end = start;
    boolean postcode = false;
    while (end < lines.size() && end - start < MOST_ADDRESS_LINES && goesOn(lines, end, postcode)) {
      postcode |= HeadLine.POSTCODE.matcher(lines.get(end).text()).find();
      end++;
    }
    while (start > 1 && start < end && belongs(lines.get(start - 1)) && named(lines, start - 1)) {
      start--;
    }
    return new Letterhead(lines, start, end);
  }

  /** An address without a name above it is one in the text further down. */
  private static boolean named(List<HeadLine> lines, int before) {
    return lines.subList(0, before).stream().anyMatch(HeadLine::mayName);
  }

  /** Behind the postcode only what is clearly a place belongs to the address. */
  private static boolean goesOn(List<HeadLine> lines, int at, boolean postcode) {
    HeadLine line = lines.get(at);
    boolean open = !postcode || lines.get(at - 1).endsOpen();
    return line.kind() == Kind.STREET
        || line.kind() == Kind.PLACE
        || line.kind() == Kind.OTHER && open && !CompanyName.hasForm(line.text());
  }

  /** Whether the line above an address that was found is its beginning. */
  private static boolean belongs(HeadLine above) {
    return above.mayName() && above.text().endsWith(",") && !CompanyName.hasForm(above.text());
  }

  /**
   * A name or an address that another reader found: without what is printed beside it, and where it
   * is from a picture, with misread words of those that all have in common set right.
   */
  public static String repaired(FieldKind kind, String value, ParsedContent document) {
    if (value.length() > 2 * TextLines.LONGEST) {
      return value;
    }
    boolean scanned = !document.getWords().isEmpty() && scanned(document.getWords());
    if (kind != FieldKind.NAME) {
      String place = BEHIND_ADDRESS.matcher(value).replaceFirst("");
      return scanned ? Spelling.repaired(place) : place;
    }
    String name = bare(value.substring(0, CompanyName.end(value)));
    return scanned ? CompanyName.repaired(name) : name;
  }

  private static String bare(String name) {
    return name.strip().replaceAll("[\\s,;:*_|~=<>\"`–—-]+$", "");
  }

  /** The address, its lines joined. */
  public Optional<Found> address() {
    if (address == addressEnd) {
      return Optional.empty();
    }
    List<HeadLine> block = lines.subList(address, addressEnd);
    List<Word> words = block.stream().flatMap(line -> line.words().stream()).toList();
    boolean sure =
        block.size() > 1
            && block.stream().anyMatch(line -> HeadLine.POSTCODE.matcher(line.text()).find());
    String value = ADDRESS_LABEL.matcher(Band.text(words)).replaceFirst("").replaceAll(EDGE, "");
    return Optional.of(new Found(scanned(words) ? Spelling.repaired(value) : value, words, sure));
  }

  /** The name: the first line with a legal form, else the first that may be a name. */
  public Optional<Found> name() {
    List<HeadLine> above =
        lines.subList(0, address == lines.size() ? Math.min(6, address) : address);
    for (int i = 0; i < above.size(); i++) {
      if (CompanyName.hasForm(above.get(i).text())) {
        boolean joins = CompanyName.continuesALine(above.get(i).text());
        boolean joined = joins && i > 0 && above.get(i - 1).mayName();
        boolean longer = i + 1 < above.size() && CompanyName.isForm(above.get(i + 1).text());
        return cut(above.subList(joined ? i - 1 : i, longer ? i + 2 : i + 1), true);
      }
    }
    for (int i = 0; i < above.size(); i++) {
      if (above.get(i).mayName()) {
        boolean open = i + 1 < above.size() && above.get(i).text().endsWith("&");
        return cut(above.subList(i, open ? i + 2 : i + 1), false);
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> cut(List<HeadLine> name, boolean sure) {
    List<Word> words = name.stream().flatMap(line -> line.words().stream()).toList();
    String text = Band.text(words);
    int end = CompanyName.end(text);
    int start = Math.min(end, CompanyName.start(text));
    List<Word> kept = new ArrayList<>();
    int at = 0;
    for (Word word : words) {
      if (at >= start && at < end) {
        kept.add(word);
      }
      at += word.getText().length() + 1;
    }
    String value = bare(text.substring(start, end));
    return kept.isEmpty() || value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(scanned(words) ? CompanyName.repaired(value) : value, kept, sure));
  }

  /** What was read off a picture may be misread; what was written is as it was meant. */
  private static boolean scanned(List<Word> words) {
    return words.stream().allMatch(word -> word.getConfidence() != null);
  }
}
