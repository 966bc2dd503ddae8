package io.sluice.models.form;

import java.util.regex.Pattern;

/** Whether a name or a text looks as people write such, and not as a scan is misread. */
final class Legible {
  private static final Pattern ODD =
      Pattern.compile(
          "[^\\p{L}\\p{N} .,;:&'’‘\"“”()/#+-]" // what names are not written with
              + "|\\p{L}\\d\\p{L}" // a digit within a word
              + "|[.,;:]{2}(?<!\\.,)"); // marks that follow each other, but for "Inc.,"

  private Legible() {}

  static boolean isText(String text) {
    return !ODD.matcher(text).find();
  }

  /** Names begin with a capital, or with the number in a list. */
  static boolean isName(String text) {
    return isText(text) && !Character.isLowerCase(text.codePointAt(0));
  }
}
