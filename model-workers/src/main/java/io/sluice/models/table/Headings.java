package io.sluice.models.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the headings of line item tables say, in English, German and French. Texts are folded. */
final class Headings {
  private static final Map<String, Role> ROLES = new HashMap<>();

  static {
    say(Role.NUMBER, "pos, position, no, nr, #, line, ln, lfd nr, lfd, item no, ligne, num, zeile");
    say(
        Role.DESCRIPTION,
        "description, item description, beschreibung, artikelbeschreibung, bezeichnung, artikel,"
            + " artikelbezeichnung, produkt, product, item, items, leistung, designation, libelle,"
            + " program, program name, programme, inventory code, service, services, details,"
            + " prestation, article, text, desc");
    say(
        Role.QUANTITY,
        "menge, anzahl, qty, quantity, quantite, qte, spots, units, stuck, hours, std, total spots,"
            + " spots spots, type spots, no of spots");
    say(
        Role.UNIT,
        "einheit, unit, unite, me, meng, menge einheit, mengeneinheit, uom, meng einheit");
    say(
        Role.UNIT_PRICE,
        "einzelpreis, einzel, preis, price, unit price, prix unitaire, prix, pu, p u, pu ht, rate,"
            + " nettopreis, e preis, stuckpreis, unit cost, net price, preis einheit, preis einh,"
            + " price unit, prix unit, ep, einzelpreis netto, cash discount price, unit rate,"
            + " prix unit ht, cost");
    say(
        Role.LINE_TOTAL,
        "gesamtpreis, gesamt, gesamtbetrag, summe, betrag, nettobetrag, entgelt, total, amount,"
            + " line total, montant, total ht, montant ht, net amount, $, dollars, total $, wert,"
            + " extended, gp, betrag netto, gesamt netto, line amount, total price, total dollars,"
            + " total amount, montant net, prix total, netto");
    say(
        Role.TAX_RATE,
        "ust, mwst, steuersatz, steuer, vat, tax, tva, taux tva, vat %, ust %, mwst %, tax rate,"
            + " vat rate, ust satz, tva %");
    say(Role.GTIN, "gtin, ean");
    say(
        Role.CODE,
        "art nr, artikelnr, artikel nr, artikelnummer, ad id, isci, copy isci, code, sku, ref,"
            + " reference, referenzen, ref #, art no, item code, ad id isci");
    say(Role.DATE, "date, dates, datum, start date, end date, air date, start, end, air date time");
    say(
        Role.TIME,
        "time, air time, run times, start end time, uhrzeit, day time, scheduled, times,"
            + " scheduled time");
    say(Role.DAYS, "day, days, weekdays, days to run, schedule days to run, mtwtfss");
    say(Role.LENGTH, "length, len, sec, laenge, lange, duree, type length");
    say(
        Role.SUMMARY,
        "steuerbetrag, ust betrag, mwst betrag, basisbetrag, warenwert, vat amount, tax amount,"
            + " gross amount, agency comm, montant tva, base ht, steuerbasisbetrag, net amout,"
            + " prozent, percent, skonto, falligkeit, teilzahlung, base");
    say(
        Role.OTHER,
        "ch, channel, type, reconciliation, remarks, comments, station, week, spots week, spw, break,"
            + " pri, rtg, dp, cpp, grp, mo, tu, we, th, fr, sa, su, line type, break type,"
            + " entered, pcode, rtn, bestellung, rabatt, discount, remise, date entered, property");
  }

  private Headings() {}

  /** The role of a heading; nothing where the words are none. */
  static Optional<Role> role(String folded) {
    return Optional.ofNullable(ROLES.get(folded));
  }

  private static void say(Role role, String phrases) {
    List<String> list = Arrays.asList(phrases.split("\\s*,\\s*"));
    list.forEach(phrase -> ROLES.put(phrase, role));
  }
}
