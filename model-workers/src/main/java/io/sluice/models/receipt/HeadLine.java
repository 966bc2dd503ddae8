package io.sluice.models.receipt;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.table.Band;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A line of the head of a page and what it is about.
 *
 * @param words of the line, at least one
 * @param text the words in upper case, joined by single spaces, misread ones set right
 */
record HeadLine(List<Word> words, String text, Kind kind) {

  enum Kind {
    /** A telephone number, mail or web address. */
    CONTACT,
    /** Numbers that name a company or its taxes, or nothing but a number. */
    NUMBER,
    /** What kind of paper it is, a greeting, or the beginning of what was sold. */
    BUSINESS,
    /** Part of an address that may well begin it: a house, a street, a postcode. */
    STREET,
    /** It names a place, which an address goes on with, and many shops have in their name. */
    PLACE,
    /** Anything else, such as a name. */
    OTHER
  }

  /** A shop's head is at the top; many lines further down are no head any more. */
  private static final int MOST_LINES = 24;

  private static final Pattern CONTACT =
      Pattern.compile(
          "\\b(?:TE[LI]|TELEPHONE|PHONE|FAX|H/P|HP|HOTLINE|MOBILE|E-?MAIL|WEBSITE|WHATSAPP)\\b"
              + "|WWW\\.|HTTP|CARELINE|@[A-Z]+\\.|\\.COM\\b");

  private static final Pattern REGISTRATION =
      Pattern.compile(
          "\\b(?:GST|SST|VAT|ROC|BRN|TIN|UEN|EIN)\\b"
              + "|\\b(?:CO|COMPANY|BUSINESS|BR|TAX)\\W{0,3}(?:REG|N[O0])\\b"
              + "|\\bREG(?:ISTRATION|N)?\\W{0,2}N[O0]\\b|\\bSITE\\b");

  private static final Pattern BUSINESS =
      Pattern.compile(
          "\\b(?:INVOICE|RECEIPT|CASH (?:SALES?|BILL)|GUEST CHECK|BILL (?:NO|TO|#)|DATE|TIME|CASHIER|CASHER"
              + "|SALESPERSON|TABLE|ORDER|MEMBER|CUSTOMER|QTY|QUANTITY|DESCRIPTION|ITEMS?|PRICE|AMOUNT|TOTAL"
              + "|THANK|WELCOME|PLEASE|TQ|GOODS SOLD|RETURNABLE|REFUND|CARRY OUT|DINE IN|TAKE ?AWAY|SERVER|STAFF"
              + "|TERMINAL|COUNTER|CHIT|DOCUMENT|DOC NO|REF NO|PAX|SPEND)\\b"
              + "|\\b\\d{1,2}[-/.]\\d{1,2}[-/.](?:20)?\\d\\d\\b|\\b20\\d\\d-\\d\\d-\\d\\d\\b|\\b\\d{1,2}:\\d\\d\\b");

  /** A line that ends in an amount is of what was sold. */
  private static final Pattern PRICED = Pattern.compile("\\d[.,]\\d\\d(?: ?[A-Z]{1,2})?$");

  private static final Pattern HOUSE =
      Pattern.compile(
          "^\\(?(?:N[O0]|LOT|UNIT|SUITE|BLOCK|BLK|LEVEL|PT|PTD|SHOP)\\b[\\W]*(?:[A-Z]{0,4}[-.]?){0,3}\\d{1,3}(?!\\d{3})"
              + "|^[A-Z]{0,2}-?\\d{1,4}(?:[-/][A-Z0-9]+)*[A-Z]? ?,|^\\d{1,4}[A-Z]? (?=[A-Z]{3})"
              + "|\\b(?:JALAN|J[LI1]N|LORONG|LRG|LEBUH|LEBUHRAYA|PERSIARAN|STREET|ROAD|AVENUE)\\b"
              + "|^\\d{5},? ?[A-Z]{3}|, ?\\d{5}\\b");

  /** Words of addresses in Malay and English, with their usual short forms. */
  private static final Pattern PLACE =
      Pattern.compile(
          "\\b(?:LENGKOK|SOLOK|TAMAN|TMN|BANDAR|BDR|KAMPUNG|KG|MUKIM|SEKSYEN|SEK|DESA|PUSAT|WISMA|MENARA|BANGUNAN"
              + "|KOMPLEKS|KAWASAN|DATARAN|MEDAN|LEVEL|FLOOR|FLR|GROUND|BASEMENT|BLOCK|BLK|LOT|SECTION|PLAZA|MALL"
              + "|MEGAMALL|BATU|MILES?|DRIVE|LANE|BUILDING|TOWER|SHOPPING CENTRE|SHOPPING CENTER|P\\.?O\\.? ?BOX"
              + "|SELANGOR|JOHOR|PERAK|PAHANG|KEDAH|KELANTAN|TERENGGANU|PERLIS|MELAKA|SABAH|SARAWAK|PENANG"
              + "|PULAU PINANG|NEGERI SEMBILAN|KUALA LUMPUR|PUTRAJAYA|LABUAN|WILAYAH|DARUL|MALAYSIA|SINGAPORE)\\b"
              + "|\\b\\d{5},? [A-Z]{3}");

  static final Pattern POSTCODE = Pattern.compile("(?<![-\\d])\\d{5}(?![-\\d])");

  /** The lines at the top of a document. */
  static List<HeadLine> of(ParsedContent document) {
    return TextLines.of(document).stream().limit(MOST_LINES).map(HeadLine::of).toList();
  }

  private static HeadLine of(List<Word> words) {
    String read = Band.text(words);
    if (read.length() > TextLines.LONGEST) {
      return new HeadLine(List.copyOf(words), "", Kind.BUSINESS);
    }
    String text = Spelling.repaired(read).toUpperCase(Locale.ROOT);
    return new HeadLine(List.copyOf(words), text, kind(text));
  }

  private static Kind kind(String whole) {
    if (CONTACT.matcher(whole).find()) {
      return Kind.CONTACT;
    }
    if (CompanyName.hasForm(whole)) {
      return Kind.OTHER;
    }
    if (PRICED.matcher(whole).find()) {
      return Kind.BUSINESS;
    }
    if (HOUSE.matcher(whole).find()) {
      return Kind.STREET;
    }
    String text = whole.substring(0, CompanyName.end(whole));
    long letters = text.chars().filter(Character::isLetter).count();
    long digits = text.chars().filter(Character::isDigit).count();
    if (REGISTRATION.matcher(whole).lookingAt() || digits >= 4 && digits > 2 * letters) {
      return Kind.NUMBER;
    }
    if (PLACE.matcher(text).find()) {
      return digits > 0 || text.contains(",") ? Kind.STREET : Kind.PLACE;
    }
    return REGISTRATION.matcher(text).find()
        ? Kind.NUMBER
        : BUSINESS.matcher(text).find() || letters < 3 ? Kind.BUSINESS : Kind.OTHER;
  }

  /** Whether it may be, or hold, a name. */
  boolean mayName() {
    return kind == Kind.OTHER || kind == Kind.PLACE;
  }

  boolean endsOpen() {
    return text.endsWith(",") || text.endsWith("&");
  }
}
