package io.sluice.models.form;

import io.sluice.models.form.FormReader.Found;
import io.sluice.types.FieldSpec;
import io.sluice.types.Printed.Part;
import io.sluice.types.Printed.Place;
import io.sluice.types.values.Dates;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes the value out of a cell, by the kind of its field. */
final class Values {
  private static final String MONTH =
      "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}{0,6}";
  private static final String YEAR = "(?:19|20)\\s?\\d\\s?\\d";
  private static final Pattern DAY =
      Pattern.compile(
          "(?<![\\d/])(?:\\d{1,2}\\s?([-/.])\\s?\\d{1,2}\\s?\\1\\s?(?:19|20)?\\d\\d(?!\\d)"
              + ("|\\d{1,2}(?:st|nd|rd|th)?\\s?(?:day of\\s)?" + MONTH + "[\\W_]{0,4}" + YEAR)
              + ("|" + MONTH + "[\\W_]{0,3}\\d{1,2}(?:st|nd|rd|th)?[\\W_]{0,4}" + YEAR)
              + ")",
          Pattern.CASE_INSENSITIVE);

  /** A house's number and a street, a box, a suite. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:^|,\\s*|\\s)(?:\\d{1,5}[A-Za-z]?,?\\s+(?:[NSEW]\\.?W?\\.?\\s)?[\\p{Lu}\\d]"
              + "|P\\.?\\s?O\\.?\\s+Box|Suite\\s|c/o\\s).*");

  private static final int LONGEST = 250;

  /** A line of so many words may hold an id and what the form or the scan put beside it. */
  private static final int FEW = 4;

  private Values() {}

  static Optional<Found> read(FieldSpec field, Place place, Cell cell) {
    return switch (field.kind()) {
      case DATE -> day(field, place, cell);
      case ID -> id(place, cell);
      default -> text(place, cell);
    };
  }

  private static Optional<Found> text(Place place, Cell cell) {
    if (place.part() == Part.PERSON || place.part() == Part.TITLE) {
      return Person.in(Lines.all(cell), cell.height()).flatMap(who -> said(place, who));
    }
    if (place.label().equals(Phrase.SIGNED)) {
      return signed(place, cell);
    }
    List<List<Placed>> lines = Lines.together(cell);
    String text = String.join(" ", lines.stream().map(Lines::text).toList());
    if (place.part() == Part.BEFORE_ADDRESS) {
      text = ADDRESS.matcher(text).replaceFirst("");
    }
    return name(text, lines.stream().flatMap(List::stream).toList(), place);
  }

  private static Optional<Found> said(Place place, Person who) {
    if (place.part() == Part.PERSON) {
      return name(who.nameText(), who.name(), place);
    }
    return who.isTitled() ? name(who.titleText(), who.title(), place) : Optional.empty();
  }

  private static Optional<Found> signed(Place place, Cell cell) {
    return cell.rows().stream()
        .findFirst()
        .flatMap(row -> {
          String text = Signature.unmarked(Lines.text(row)).strip();
          if (row.size() == 1) { // nobody's name is a single word
            text = text.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
          }
          return name(text, row, place);
        });
  }

  /** The first word of the shape, of a line that is no prose. */
  private static Optional<Found> id(Place place, Cell cell) {
    Pattern shape = Pattern.compile(place.shape() == null ? ".+" : place.shape());
    List<Placed> words =
        cell.rows().stream().filter(row -> row.size() <= FEW).flatMap(List::stream).toList();
    return words.stream()
        .flatMap(word -> shaped(shape, bare(word), word, place).stream())
        .findFirst()
        .or(() ->
            words.stream()
                .flatMap(word -> shaped(shape, Digits.of(bare(word)), word, place).stream())
                .map(found -> new Found(found.value(), found.words(), false))
                .findFirst());
  }

  private static String bare(Placed word) {
    return word.text().replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "");
  }

  private static Optional<Found> shaped(Pattern shape, String id, Placed word, Place place) {
    return shape.matcher(id).matches() ? found(id, List.of(word), place) : Optional.empty();
  }

  private static Optional<Found> day(FieldSpec field, Place place, Cell cell) {
    StringBuilder text = new StringBuilder();
    List<Placed> words = cell.rows().stream().flatMap(List::stream).toList();
    int[] ends = new int[words.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = text.append(words.get(i).text()).append(' ').length();
    }
    Matcher day = DAY.matcher(text);
    while (day.find()) {
      if (Dates.read(day.group(), field.dayFirst()).isPresent()) {
        int from = day.start();
        int to = day.end() - 1;
        List<Placed> said =
            Stream.iterate(0, i -> i < ends.length, i -> i + 1)
                .filter(i -> ends[i] > from && (i == 0 ? 0 : ends[i - 1]) <= to)
                .map(words::get)
                .toList();
        return found(day.group(), said, place);
      }
    }
    return Optional.empty();
  }

  /** What people wrote; surely so only if it looks like that. */
  private static Optional<Found> name(String text, List<Placed> words, Place place) {
    return found(text, words, place)
        .map(found ->
            new Found(
                found.value(), found.words(), found.sure() && isLegible(found.value(), place)));
  }

  private static boolean isLegible(String text, Place place) {
    return place.part() == Part.TITLE ? Legible.isText(text) : Legible.isName(text);
  }

  private static Optional<Found> found(String text, List<Placed> words, Place place) {
    String value =
        text.replaceAll("\\bofthe\\b", "of the")
            .replaceAll("\\s+", " ")
            .replaceAll("^[\\s,;:]+|[\\s,;:]+$", "");
    return value.isEmpty() || value.length() > LONGEST || words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(value, words.stream().map(Placed::word).toList(), !place.hint()));
  }
}
