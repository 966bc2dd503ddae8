package io.sluice.models.receipt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tells a company's name from what is printed beside it. Pure. */
final class CompanyName {
  /** Legal forms and what small firms have in their place. */
  private static final Pattern FORM =
      Pattern.compile(
          "\\bS[DB]N\\b|\\b[BS][HN]D\\b|\\bBERHAD\\b|\\bS ?/ ?[BD8]\\b|\\bSB$|\\b(?:LTD|LIMITED|LLC|INC|PLC|PTE|GMBH|LLP)\\b"
              + "|\\b(?:ENTERPRISES?|TRADING|HOLDINGS|VENTURES?)\\b");

  private static final Pattern REGISTRATION =
      Pattern.compile(
          "\\s*[(<\\[]?\\s*\\b(?:CO|COMPANY|BUSINESS)?\\.?\\s*(?:REG(?:ISTRATION|N)?|ROC|BRN|GST|N[O0])\\b[\\s.:#].*\\d.*$"
              + "|\\s*[(<\\[]\\s*[A-Z]{0,2}\\d{4,}.*$"
              + "|\\s*[(<\\[]\\s*(?:CO|COMPANY)\\b.*$"
              + "|\\s+\\d{5,}\\s*-?\\s*[A-Z]\\b.*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BEFORE =
      Pattern.compile(
          "^(?:#?\\d{3,}\\s+|(?:OWN(?:ED)?|OPERATED)\\s+BY\\s*:?\\s*|DIMILIKI\\s*(?:OLEH)?\\s*:\\s*)",
          Pattern.CASE_INSENSITIVE);

  /** What is left of a form's line that continues the name of the line above. */
  private static final Pattern CONTINUES =
      Pattern.compile(
          "^(?:&.*|\\([^)]*\\)\\s*)?(?:[\\p{L}'-]+\\s+)?(?:S[DB]N|BERHAD|[BS]HD|S ?/ ?[BD8]|LTD|LIMITED)\\b.*"
              + "|(?:ENTERPRISES?|TRADING|HOLDINGS)\\b.*");

  private static final Pattern ONLY_FORM =
      Pattern.compile("(?:SDN|BERHAD|BHD|LTD|LIMITED)\\b[\\s.]*(?:BHD\\b.*)?");

  /** The Malaysian form, of which scans lose the end. */
  private static final Pattern BROKEN_FORM =
      Pattern.compile(
          "\\bSDN\\b(?!\\.? ?BHD)\\.? ?(?:[B8E] ?[HNMW]? ?[D0]?\\.?)?$", Pattern.CASE_INSENSITIVE);

  private static final Pattern BROKEN_SHORT_FORM = Pattern.compile("\\bS ?/ ?[D8]$");

  private CompanyName() {}

  /** A name read off a picture, with its form as it must be. */
  static String repaired(String name) {
    String whole = BROKEN_FORM.matcher(name).replaceFirst("SDN BHD");
    return Spelling.repaired(BROKEN_SHORT_FORM.matcher(whole).replaceFirst("S/B"));
  }

  static boolean hasForm(String upperCase) {
    return FORM.matcher(upperCase).find();
  }

  /** Whether a line with a form, in upper case, says hardly more than the form. */
  static boolean continuesALine(String upperCase) {
    return upperCase.startsWith("&") || CONTINUES.matcher(upperCase).matches();
  }

  /** Whether a line, in upper case, says only the form of the name above. */
  static boolean isForm(String upperCase) {
    return ONLY_FORM.matcher(upperCase).matches();
  }

  /** How long the name is that a line begins with: without registration numbers behind it. */
  static int end(String line) {
    Matcher matcher = REGISTRATION.matcher(line);
    return matcher.find() && matcher.start() > 3 ? matcher.start() : line.length();
  }

  /** How much of a line stands before the name, such as a number or "owned by". */
  static int start(String line) {
    Matcher matcher = BEFORE.matcher(line);
    return matcher.find() ? matcher.end() : 0;
  }
}
