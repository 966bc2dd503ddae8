package io.sluice.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where printed forms show a field.
 *
 * @param places where its value stands; the first place that holds one is believed
 * @param phrases what is printed on the forms of this type, this field's labels among them: it
 *     bounds values and is never one
 */
public record Printed(List<Place> places, List<String> phrases) {
  /** A field that is on no printed form. */
  public static final Printed NONE = new Printed(List.of(), List.of());

  public Printed {
    places = List.copyOf(places);
    phrases = List.copyOf(phrases);
  }

  /** On which side of the label a value stands. */
  public enum Side {
    BELOW,
    /** On the line that the label is printed under; for dates. */
    ABOVE,
    /** On the label's row. */
    RIGHT,
    /** In a block to the right of the label, over several rows, as beside a note. */
    BESIDE
  }

  /** Which part of what stands there is the value. */
  public enum Part {
    WHOLE,
    /** What stands before a street, a number of a house or a box. */
    BEFORE_ADDRESS,
    /** The name of a person, among titles and what a signature left. */
    PERSON,
    /** What a person is, said beside or below the name. */
    TITLE
  }

  /**
   * One place of a form.
   *
   * @param label the printed phrase; misread letters are forgiven, the more the longer it is.
   *     {@code /s/} is the mark of an electronic signature
   * @param beside a phrase that must be printed on the same line, for labels of one word; null for
   *     none
   * @param value on which side of the label the value stands
   * @param after a word printed within the cell, before the value; null for none
   * @param before a word printed within the cell, behind the value; null for none
   * @param part which part of the cell is the value
   * @param shape of ids: a regular expression for the whole value; null for any
   * @param hint whether what stands there only suggests the value
   */
  public record Place(
      String label,
      @Nullable String beside,
      Side value,
      @Nullable String after,
      @Nullable String before,
      Part part,
      @Nullable String shape,
      boolean hint) {}
}
