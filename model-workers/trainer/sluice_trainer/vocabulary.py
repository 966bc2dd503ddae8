"""The words that redaction lets pass because they name nobody, and the names that it knows.

    python -m sluice_trainer.vocabulary --words american-english british-english --names dist.male.first dist.female.first dist.all.last --out words.txt.gz

`--words` are SCOWL's lists as Debian packs them (wamerican, wbritish); entries with a capital letter are names of somebody or some
place and are left out.  `--names` are the US Census Bureau's of 1990 (public domain; in the package `names` on PyPI).  The words of
commerce below are our own.  A line of the outcome is a word and its marks: w a word, f a first name, l a last name.
"""
import argparse
import gzip
import re

# Rarer last names are words by accident more often than names of somebody.
COMMON = 5000
KNOWN = 30000
OURS = """
gmbh ag kg ohg ug ek inc llc llp ltd plc corp co sa sas sarl eurl nv bv spa srl sdn bhd pte pty pvt lp na
ref reg tel fax nr no nos pos qty amt acct acc attn dept ext vat gst iban bic swift ein ssn tin cik isin eur usd gbp chf myr rm jpy cad aud
subtotal invoice invoiced email website internet www http https html pdf xml online username login offline weblink hyperlink filename
mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december am pm est edt cst cdt mst mdt pst pdt gmt utc
rechnung rechnungsnummer rechnungsdatum rechnungsbetrag rechnungsempfänger rechnungsadresse lieferschein lieferadresse lieferdatum leistungsdatum leistungszeitraum
bestellung bestellnummer auftrag auftragsnummer auftragsbestätigung angebot kunde kunden kundennummer lieferant lieferantennummer käufer verkäufer
datum vom bis zum zur der die das den dem des ein eine einer einem einen und oder von mit für auf aus bei nach über unter an am im in ist sind wird werden wurde
wir sie ihr ihre ihren ihrem ihrer unser unsere unseren nicht alle als auch nur noch wenn dass bitte danke vielen dank sehr geehrte geehrter damen herren freundlichen grüßen
betrag nettobetrag bruttobetrag steuerbetrag gesamtbetrag gesamtsumme endbetrag zahlbetrag zwischensumme summe gesamt netto brutto steuer steuern steuersatz umsatzsteuer mehrwertsteuer mwst ust
zzgl inkl exkl zuzüglich inklusive rabatt skonto nachlass zuschlag porto versand versandkosten fracht menge einheit einzelpreis gesamtpreis preis preise stück stk artikel artikelnummer bezeichnung beschreibung position positionen
zahlung zahlungsbedingungen zahlungsziel zahlbar fällig fälligkeit überweisung überweisen bank bankverbindung konto kontonummer kontoinhaber bankleitzahl blz steuernummer ustid finanzamt
geschäftsführer handelsregister amtsgericht sitz registergericht telefon telefax mobil straße postfach ort land seite von monat monate tag tage jahr jahre woche wochen stunde stunden
lieferung leistung leistungen ware waren verwendungszweck lastschrift mandat gläubiger verbraucher vertrag laufzeit kündigung frist
facture factures numéro numero date du de la le les des et ou avec pour par sur dans chez est sont une un aux au en client commande livraison échéance paiement virement bancaire règlement
montant total ht ttc tva prix unitaire quantité qté désignation description remise acompte solde net payer taux code siret siren rcs capital adresse téléphone fournisseur acheteur vendeur merci votre notre vos nos
"""


def read(path, encoding="utf-8"):
    with open(path, encoding=encoding) as lines:
        return [line.rstrip("\n") for line in lines]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--words", nargs="+", required=True)
    p.add_argument("--names", nargs=3, required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    words = {w for path in a.words for w in read(path) if re.fullmatch(r"[^\W\d_]+", w) and w.islower()} | set(OURS.split())
    first = {line.split()[0].lower() for path in a.names[:2] for line in read(path)}
    last = [line.split()[0].lower() for line in read(a.names[2])][:KNOWN]
    # Words of a sentence that the census found as somebody's name, too.
    common = set("an in so my see will many man long son king page grant bill price".split()) - {"grant", "bill", "price", "king", "page", "will", "long"}
    marks = {w: "w" for w in words}
    for name in first - common:
        marks[name] = marks.get(name, "") + "f"
    for rank, name in enumerate(last):
        if name not in common and (name not in words or rank < COMMON):
            marks[name] = marks.get(name, "") + "l"
    with gzip.GzipFile(a.out, "wb", mtime=0) as out:
        out.write("".join(f"{w} {m}\n" for w, m in sorted(marks.items())).encode())
    print(len(marks), "words and names,", sum("w" in m and len(m) > 1 for m in marks.values()), "of them both")


if __name__ == "__main__":
    main()
