package io.sluice.rules;

import io.sluice.types.ValidatorSpec.Algorithm;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** Check digits. Spaces, points and hyphens in the identifier are passed over. Pure. */
public final class Checksums {
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
  private static final Pattern GTIN = Pattern.compile("\\d{8}|\\d{12,14}");

  private Checksums() {}

  /** Whether a value has the shape of such an identifier, and its check digits are right. */
  public static boolean holds(Algorithm algorithm, String value) {
    String id = value.replaceAll("[\\s.\\-/\\p{Z}]", "").toUpperCase(Locale.ROOT);
    return switch (algorithm) {
      case IBAN -> IBAN.matcher(id).matches() && mod97(id.substring(4) + id.substring(0, 4)) == 1;
      case GTIN -> GTIN.matcher(id).matches() && gtin(id);
      case LUHN -> id.matches("\\d{2,32}") && luhn(id);
      case VAT_ID -> VatIds.holds(id);
    };
  }

  /** ISO 7064 MOD 97-10 of letters and digits, letters counting from A = 10. */
  static int mod97(String id) {
    StringBuilder digits = new StringBuilder();
    id.chars().forEach(c -> digits.append(Character.digit(c, 36)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
  }

  private static boolean gtin(String id) {
    int sum = 0;
    for (int i = 0; i < id.length(); i++) {
      int fromRight = id.length() - 1 - i;
      sum += digit(id, i) * (fromRight % 2 == 1 ? 3 : 1);
    }
    return sum % 10 == 0;
  }

  static boolean luhn(String id) {
    int sum = 0;
    for (int i = 0; i < id.length(); i++) {
      int doubled = digit(id, i) * ((id.length() - 1 - i) % 2 == 1 ? 2 : 1);
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  static int digit(String id, int index) {
    return Character.digit(id.charAt(index), 10);
  }
}
