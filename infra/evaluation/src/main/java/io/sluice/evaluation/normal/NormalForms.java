package io.sluice.evaluation.normal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.types.FieldKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Values in the normal form of their kind, as a set: of the names for {@link FieldKind#NAMES}, of
 * one form for every other kind. Two values are exactly equal if their sets are.
 */
public final class NormalForms {
  private static final int LONGEST = 2000;

  private NormalForms() {}

  /**
   * The normal form of a value; empty if it cannot be read, as a list of several values that are
   * not names cannot.
   */
  public static Optional<Set<String>> of(FieldKind kind, JsonNode value, boolean dayFirst) {
    JsonNode one = value;
    if (kind != FieldKind.NAMES && value.isArray()) {
      if (value.size() != 1) {
        return Optional.empty();
      }
      one = value.get(0);
    }
    if (lengthAsWritten(one) > LONGEST) {
      return Optional.empty();
    }
    if (kind == FieldKind.NAMES) {
      return TextForms.names(joined(one));
    }
    if (kind == FieldKind.PRICE && one.isNumber()) {
      return Optional.of(Set.of(PriceForm.plain(new BigDecimal(one.asText()))));
    }
    String text = text(one);
    return (switch (kind) {
          case DATE -> DateForm.of(text, dayFirst);
          case PRICE -> PriceForm.of(text);
          case ID, CODE -> TextForms.id(text);
          case TEXT -> TextForms.text(text);
          case NAME -> TextForms.name(text);
          case DURATION -> DurationForm.of(text);
          case NAMES -> throw new IllegalStateException("names are read above");
        })
        .map(Set::of);
  }

  /** Whether a value says that the field is absent: null, only white space, a list of only such. */
  public static boolean blank(JsonNode value) {
    if (value.isArray()) {
      for (JsonNode item : value) {
        if (!blank(item)) {
          return false;
        }
      }
      return true;
    }
    return value.isNull()
        || value.isMissingNode()
        || text(value).codePoints().allMatch(Fold::isSpace);
  }

  private static String joined(JsonNode value) {
    if (!value.isArray()) {
      return text(value);
    }
    List<String> texts = new ArrayList<>();
    value.forEach(item -> {
      if (!item.isNull()) {
        texts.add(text(item));
      }
    });
    return String.join(";", texts);
  }

  /** As the reference grader, a Python program, writes a JSON value. */
  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "None";
    }
    if (!value.isFloatingPointNumber()) {
      return value.asText();
    }
    BigDecimal number = BigDecimal.valueOf(value.asDouble()).stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (number.signum() == 0 || (exponent >= -4 && exponent < 16)) {
      return number.scale() <= 0 ? number.toPlainString() + ".0" : number.toPlainString();
    }
    String digits = number.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
    return String.format(Locale.ROOT, "%se%+03d", digits, exponent);
  }

  private static int lengthAsWritten(JsonNode value) {
    if (!value.isArray()) {
      return length(text(value));
    }
    int length = 2 + 2 * Math.max(0, value.size() - 1);
    for (JsonNode item : value) {
      length += length(text(item)) + (item.isTextual() ? 2 : 0);
    }
    return length;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
