package io.sluice.rules;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * VAT identification numbers of the European Union. The shape is checked for all members, the check
 * digits for those whose scheme is public and simple. Source: European Commission, VIES, structure
 * of VAT numbers.
 */
final class VatIds {
  private static final Map<String, Pattern> SHAPES =
      Map.ofEntries(
          shape("AT", "U\\d{8}"),
          shape("BE", "[01]\\d{9}"),
          shape("BG", "\\d{9,10}"),
          shape("CY", "\\d{8}[A-Z]"),
          shape("CZ", "\\d{8,10}"),
          shape("DE", "\\d{9}"),
          shape("DK", "\\d{8}"),
          shape("EE", "\\d{9}"),
          shape("EL", "\\d{9}"),
          shape("ES", "[A-Z0-9]\\d{7}[A-Z0-9]"),
          shape("FI", "\\d{8}"),
          shape("FR", "[A-Z0-9]{2}\\d{9}"),
          shape("HR", "\\d{11}"),
          shape("HU", "\\d{8}"),
          shape("IE", "\\d[A-Z0-9+*]\\d{5}[A-Z]{1,2}"),
          shape("IT", "\\d{11}"),
          shape("LT", "\\d{9}|\\d{12}"),
          shape("LU", "\\d{8}"),
          shape("LV", "\\d{11}"),
          shape("MT", "\\d{8}"),
          shape("NL", "\\d{9}B\\d{2}"),
          shape("PL", "\\d{10}"),
          shape("PT", "\\d{9}"),
          shape("RO", "\\d{2,10}"),
          shape("SE", "\\d{12}"),
          shape("SI", "\\d{8}"),
          shape("SK", "\\d{10}"));

  private VatIds() {}

  /** Whether an id without spaces, in upper case, has its country's shape and check digits. */
  static boolean holds(String id) {
    if (id.length() < 4) {
      return false;
    }
    String country = id.substring(0, 2);
    String number = id.substring(2);
    @Nullable Pattern shape = SHAPES.get(country);
    if (shape == null || !shape.matcher(number).matches()) {
      return false;
    }
    return switch (country) {
      case "AT" -> austria(number.substring(1));
      case "BE" -> 97 - Long.parseLong(number.substring(0, 8)) % 97 == tail(number, 2);
      case "DE" -> mod11And10(number);
      case "DK" -> weighted(number, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
      case "EE" -> weighted(number, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
      case "EL" -> greece(number);
      case "FI" -> weighted(number, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
      case "FR" -> france(number);
      case "HR" -> mod11And10(number);
      case "HU" -> weighted(number, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0;
      case "IT" -> Checksums.luhn(number);
      case "LU" -> Long.parseLong(number.substring(0, 6)) % 89 == tail(number, 2);
      case "NL" -> netherlands(number);
      case "PT" ->
          (11 - weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == tail(number, 1);
      case "SE" -> Checksums.luhn(number.substring(0, 10));
      case "SI" -> (11 - weighted(number, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == tail(number, 1);
      case "PL" -> weighted(number, 6, 5, 7, 2, 3, 4, 5, 6, 7, -1) % 11 == 0;
      default -> true;
    };
  }

  private static boolean austria(String digits) {
    int sum = 0;
    for (int i = 0; i < 7; i++) {
      int doubled = Checksums.digit(digits, i) * (i % 2 + 1);
      sum += doubled / 10 + doubled % 10;
    }
    return (10 - (sum + 4) % 10) % 10 == tail(digits, 1);
  }

  private static boolean greece(String digits) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum = 2 * (sum + Checksums.digit(digits, i));
    }
    return sum % 11 % 10 == tail(digits, 1);
  }

  /** Keys with letters are of newer schemes, which are not public. */
  private static boolean france(String number) {
    String key = number.substring(0, 2);
    return !key.matches("\\d{2}")
        || Long.parseLong(number.substring(2) + "12") % 97 == Long.parseLong(key);
  }

  /** Since 2020 sole traders have numbers by ISO 7064 MOD 97-10, letters counting from A = 10. */
  private static boolean netherlands(String number) {
    return weighted(number, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0
        || Checksums.mod97("NL" + number) == 1;
  }

  /** ISO 7064 MOD 11, 10. */
  private static boolean mod11And10(String digits) {
    int product = 10;
    for (int i = 0; i < digits.length() - 1; i++) {
      int sum = (Checksums.digit(digits, i) + product) % 10;
      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    return (11 - product) % 10 == tail(digits, 1);
  }

  private static int weighted(String digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += Checksums.digit(digits, i) * weights[i];
    }
    return sum;
  }

  private static long tail(String digits, int length) {
    return Long.parseLong(digits.substring(digits.length() - length));
  }

  private static Map.Entry<String, Pattern> shape(String country, String regex) {
    return Map.entry(country, Pattern.compile(regex));
  }
}
