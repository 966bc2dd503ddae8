package io.sluice.types;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that must be true of a document's fields and line items. A rule about a field or about
 * rows that are absent holds; whether they may be absent is said by {@link FieldSpec#required},
 * {@link AnyOf} and {@link DocumentType#lineItems}.
 */
public sealed interface ValidatorSpec {

  /** The fields it speaks of, in order. */
  List<String> fields();

  /** A date is not after another. */
  record DateOrder(String first, String second) implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of(first, second);
    }
  }

  /** Amounts add up, as exact decimals, within the tolerance. */
  record Sum(List<String> parts, String total, BigDecimal tolerance) implements ValidatorSpec {
    public Sum {
      parts = List.copyOf(parts);
    }

    @Override
    public List<String> fields() {
      return Stream.concat(parts.stream(), Stream.of(total)).toList();
    }
  }

  /** An amount is not larger, without its sign, than another. */
  record AtMost(String lesser, String greater) implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of(lesser, greater);
    }
  }

  /** The whole value matches a regular expression. */
  record Matches(String field, Pattern pattern) implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of(field);
    }
  }

  /** The check digits of an identifier are right. */
  record Checksum(String field, Algorithm algorithm) implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of(field);
    }
  }

  /** The value is one of a closed list, letter case aside. */
  record OneOf(String field, Set<String> codes, String listName) implements ValidatorSpec {
    public OneOf {
      codes = Set.copyOf(codes);
    }

    @Override
    public List<String> fields() {
      return List.of(field);
    }
  }

  /** At least one of the fields has a value. */
  record AnyOf(List<String> fields) implements ValidatorSpec {
    public AnyOf {
      fields = List.copyOf(fields);
    }
  }

  /** A field of several values has so many of them. */
  record Count(String field, int least, int most) implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of(field);
    }
  }

  /** Two fields say the same, as values of their kind. */
  record Equal(String first, String second) implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of(first, second);
    }
  }

  /**
   * The line items, with the charges and allowances of the whole document, add up to a total,
   * within the tolerance a row. Where {@code tax} is named, the rows may be net of it.
   */
  record RowsSum(String total, @Nullable String tax, BigDecimal tolerance)
      implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return tax == null ? List.of(total) : List.of(total, tax);
    }
  }

  /** As many line items were read as the page shows. */
  record RowsComplete() implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of();
    }
  }

  /** In each line item, quantity times price makes the amount, as far as all three were read. */
  record RowArithmetic() implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of();
    }
  }

  /** The check digits of the goods' GTINs are right. */
  record RowGtins() implements ValidatorSpec {
    @Override
    public List<String> fields() {
      return List.of();
    }
  }

  /**
   * What a second reader found for the fields is what the first one found; and line items that were
   * read from the machine-readable part stand on a page whose table was read with proof.
   */
  record ReadersAgree(List<String> fields) implements ValidatorSpec {
    public ReadersAgree {
      fields = List.copyOf(fields);
    }
  }

  /** A check-digit scheme. */
  enum Algorithm {
    /** ISO 13616, modulus 97. */
    IBAN,
    /** GTIN-8, -12 (UPC), -13 (EAN) and -14. */
    GTIN,
    /** ISO/IEC 7812-1: payment cards and many customer numbers. */
    LUHN,
    /**
     * VAT identification numbers of the EU, the check digits of AT, BE, DE, DK, EE, EL, FI, FR, HR,
     * HU, IT, LU, NL, PL, PT, SE and SI included.
     */
    VAT_ID
  }
}
