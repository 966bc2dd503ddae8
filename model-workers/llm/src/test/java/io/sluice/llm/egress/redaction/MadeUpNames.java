package io.sluice.llm.egress.redaction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Lines of letters, mails and forms about people who don't exist, with the census' names in our own
 * phrases.
 */
final class MadeUpNames {
  private static final List<String> PHRASES =
      List.of(
          "Dear Mr. {P|L},",
          "Dear Ms {P|F L}",
          "Hi {P|F},",
          "hello {P|f},",
          "Dear {P|F},",
          "Sehr geehrte Frau {P|L},",
          "Sehr geehrter Herr {P|F L}",
          "Attn: {P|F L}",
          "Attention: {P|F M. L}",
          "Contact: {P|F L}",
          "Signed by {P|F L}",
          "By: {P|F L}",
          "Name: {P|F M. L}",
          "Name: {P|L, F}",
          "From: {P|F L}",
          "To: {P|F L}",
          "Cc: {P|F L}, {P|F L}",
          "Buyer: {P|F L}",
          "Salesperson: {P|F L}",
          "Account Executive {P|F L}",
          "Cashier: {P|F}",
          "{P|F M. L}, President",
          "{P|F L}, Vice President and Secretary",
          "{P|F L} Director",
          "Name {P|F L} Title Manager",
          "Mr. {P|F L} has signed this agreement on behalf of the company.",
          "Please call {P|F} before you send the order.",
          "{P|F} wrote:",
          "On Monday, {P|F L} wrote:",
          "Regards, {P|F}",
          "Thanks, {P|F L}",
          "Best wishes\n{P|F L}",
          "> {P|F L} said that the list is open",
          "I met {P|F L} and {P|F L} in the office.",
          "as agreed with {P|F} and {P|F}",
          "the report of {P|L} and others",
          "{P|L} and {P|L} were there",
          "a letter from {P|F L} to the board",
          "the witness, {P|F L}, saw it",
          "{P|FF LL}",
          "BY: {P|FF LL}",
          "ATTN: {P|FF M. LL}",
          "{P|FF LL}, PRESIDENT",
          "NAME: {P|LL, FF}",
          "Herrn\n{P|F L}",
          "Frau {P|F L}",
          "Madame {P|F L}",
          "M. {P|F L}",
          "Ansprechpartner: {P|F L}",
          "Sachbearbeiter {P|L}",
          "Geschäftsführer: {P|F L}",
          "Kontoinhaber: {P|F L}",
          "Contact : {P|F L}",
          "{O|L & L}",
          "{O|L and L, Inc.}",
          "{O|L, L & L LLP}",
          "{O|W W Inc.}",
          "{O|W L Ltd}",
          "{O|W W LLC}",
          "{O|L W GmbH}",
          "{O|W W GmbH & Co. KG}",
          "{O|L W SARL}",
          "{O|WW WW SDN BHD}",
          "{O|W W Corporation}",
          "{O|The W W Company}",
          "{O|W of W}",
          "{O|Bank of W}",
          "Invoice of {O|W W Inc.} for the month",
          "between {O|W W, Inc.}, a corporation, and {O|L W LLC}",
          "{O|WW WW INC} (the company)",
          "Advertiser: {O|W L for W}",
          "Advertiser {O|Friends of F L}",
          "Client: {O|W for W}",
          "Agency: {O|W W Media}",
          "Product: {O|W W}",
          "by and between {O|L W Corp.} and {O|W W Limited}",
          "sold to {O|W W Stores}",
          "{A|N L Street}",
          "{A|N L Road, L}",
          "{A|N W Street\nL, XX Z}",
          "{A|N W Avenue, Suite N\nL, XX Z}",
          "Address: {A|N L Drive, L, XX Z}",
          "{A|P.O. Box N, L, XX Z}",
          "{A|N W Lane}\nTel: 555",
          "{A|N N W Blvd., Floor N, L, XX}",
          "{A|L-Straße N\nZ L}",
          "{A|Lweg N, Z L}",
          "{A|N rue de L, Z L}",
          "{A|N, JALAN W N/N, Z L}",
          "{A|LOT N, GROUND FLOOR, WW PLAZA, Z LL}",
          "{A|NO. N, JALAN LL, TAMAN WW, Z LL}",
          "located at {A|N L Street, L, XX Z} (the premises)",
          "of {A|N L Road, London}",
          "{A|Am Markt N, Z L}",
          "{A|Hauptstr. N\nZ L}",
          "Total amount due within N days of the date of this invoice",
          "Invoice Number: N Date: N",
          "This Agreement shall be governed by the laws of the State.",
          "Unit Price Quantity Amount Total",
          "Grand Total N.00",
          "Terms and Conditions of Sale",
          "Page N of N",
          "Due Date: May N, 2019",
          "Net N Days",
          "In witness whereof, the parties have signed.",
          "Section N. Term of the Agreement",
          "The Company shall pay the Distributor in full.",
          "RECEIPT TAX INVOICE",
          "CASH CHANGE ROUNDING",
          "Gross Amount Agency Commission Net Amount",
          "Order Confirmation Contract Date",
          "Long Form of Notice",
          "Subject: Re: price list for march",
          "Rechnung Nr. N vom N.N.2019",
          "Gesamtbetrag Menge Einzelpreis",
          "Exhibit A Schedule of Fees",
          "See page N for the rich text version",
          "Will you be in the office in May?",
          "Payment by Bank Transfer or Cheque",
          "Report Period Ending June N",
          "White paper, blue ink, green bag",
          "Price per unit",
          "Major League Game Early News",
          "Prime Time News Sports",
          "Monday to Friday 9am",
          "Late Fee",
          "Sales Tax",
          "Service Charge",
          "Thank You Please Come Again",
          "Date Time Description Rate");

  private static final List<String> STATES =
      List.of("NY", "CA", "TX", "FL", "IL", "NV", "OH", "MA", "DC", "VA");

  private final Random random;
  private final List<String> first = new ArrayList<>();
  private final List<String> last = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  MadeUpNames(Random random) {
    this.random = random;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Vocabulary.class.getResourceAsStream("words.txt.gz")),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .forEach(line -> {
            String[] parts = line.split(" ");
            // A word that is a name, too, counts more: the words around it are what tells.
            int times = parts[1].startsWith("w") && parts[1].length() > 1 ? 6 : 1;
            for (int i = 0; i < times; i++) {
              if (parts[1].contains("f")) {
                first.add(parts[0]);
              }
              if (parts[1].contains("l")) {
                last.add(parts[0]);
              }
            }
            if (parts[1].contains("w")) {
              words.add(parts[0]);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stream<String> lines(int count) {
    return Stream.generate(() -> line(PHRASES.get(random.nextInt(PHRASES.size())))).limit(count);
  }

  private String line(String phrase) {
    StringBuilder line = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < phrase.length(); i++) {
      char c = phrase.charAt(i);
      if (c == '{') {
        line.append(phrase, i, i + 3);
        inside = true;
        i += 2;
        continue;
      }
      inside &= c != '}';
      boolean twice = i + 1 < phrase.length() && phrase.charAt(i + 1) == c;
      boolean alone =
          (i == 0 || !Character.isLetter(phrase.charAt(i - 1)))
              && (i + 1 + (twice ? 1 : 0) >= phrase.length()
                  || !Character.isLetter(phrase.charAt(i + 1 + (twice ? 1 : 0)))
                  || phrase.startsWith("Lweg", i));
      if (!alone || !inside && c != 'N') {
        line.append(c);
        continue;
      }
      switch (c) {
        case 'F' -> line.append(cased(pick(first), twice));
        case 'f' -> line.append(pick(first));
        case 'L' -> line.append(cased(pick(last), twice));
        case 'W' -> line.append(cased(pick(words), twice));
        case 'M' -> line.append((char) ('A' + random.nextInt(26)));
        case 'N' -> line.append(1 + random.nextInt(random.nextBoolean() ? 99 : 9999));
        case 'X' -> line.append(pick(STATES));
        case 'Z' -> line.append(10_000 + random.nextInt(89_999));
        default -> {
          line.append(c);
          twice = false;
        }
      }
      i += twice ? 1 : 0;
    }
    return line.toString();
  }

  private static String cased(String word, boolean upper) {
    return upper
        ? word.toUpperCase(Locale.ROOT)
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
