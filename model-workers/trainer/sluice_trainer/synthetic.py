"""Invoices that nobody sent: made-up companies and figures in many layouts, for the commercial invoices of which few are free to
train on.  Everything here is our own, so it carries no licence but the project's.  Each is a parsed document with its labels.
"""
import random

FIRST = "Alpen Nord Blau Stern Rhein Muster Kranz Lindner Falk Adler Bergmann Hoffner Delta Nova Vertex Orion Lumen Atlas Granit Solar Brunnen Eichen Winkler Maison Dupré Lefort Rivière Boréal Harrow Finch Oakley Ashford Wexford Calder Brook Stonefield".split()
TRADE = "Technik Handel Logistik Bau Elektro Papier Medien Druck Werke Systems Trading Supplies Foods Tools Services Consulting Transports Équipements Fournitures Textiles Software Energy Metall Möbel Optik".split()
FORMS = {"de": ["GmbH", "AG", "KG", "GmbH & Co. KG", "e.K."], "en": ["Ltd.", "Inc.", "LLC", "PLC"], "fr": ["SARL", "SAS", "SA", "EURL"],
         "nl": ["B.V.", "N.V.", "V.O.F."]}
STREETS = {"de": ["Hauptstraße", "Lindenweg", "Am Markt", "Industriestr."], "en": ["High Street", "Mill Lane", "Station Road"], "fr": ["rue de la Paix", "avenue Foch", "rue Victor Hugo"],
           "nl": ["Dorpsstraat", "Kerkweg", "Havenkade"]}
TOWNS = {"de": ["80331 München", "50667 Köln", "20095 Hamburg", "04109 Leipzig", "70173 Stuttgart"], "en": ["London EC1A 1BB", "Leeds LS1 4AP", "Dublin 2"], "fr": ["75001 Paris", "69002 Lyon", "33000 Bordeaux"],
         "nl": ["1011 AB Amsterdam", "3011 CD Rotterdam", "9711 EF Groningen"]}
SAY = {
    "de": {"title": ["Rechnung", "RECHNUNG", "Handelsrechnung"], "number": ["Rechnungsnummer", "Rechnungs-Nr.", "Rechnung Nr.", "Belegnummer", "Nr."], "date": ["Datum", "Rechnungsdatum", "Belegdatum", "vom"],
           "order": ["Bestellnummer", "Auftrags-Nr."], "customer": ["Kundennummer", "Kunden-Nr."], "delivery": ["Lieferdatum", "Leistungsdatum"], "due": ["Fällig am", "Zahlbar bis"],
           "net": ["Nettobetrag", "Summe netto", "Zwischensumme", "Gesamt netto"], "tax": ["MwSt. 19%", "USt. 19 %", "Umsatzsteuer", "zzgl. 19% MwSt.", "Steuerbetrag"], "total": ["Gesamtbetrag", "Rechnungsbetrag", "Bruttobetrag", "Endbetrag", "Zahlbetrag", "Gesamtsumme"],
           "head": ["Pos", "Beschreibung", "Menge", "Einzelpreis", "Gesamt"], "buyer": ["Rechnungsempfänger", "Käufer", "An"], "thanks": "Vielen Dank für Ihren Auftrag. Bitte überweisen Sie den Betrag auf das unten genannte Konto."},
    "en": {"title": ["Invoice", "INVOICE", "Tax Invoice"], "number": ["Invoice number", "Invoice No.", "Invoice #", "No."], "date": ["Date", "Invoice date", "Issue date", "Issued"],
           "order": ["Order no.", "PO number"], "customer": ["Customer no.", "Account"], "delivery": ["Delivery date", "Shipped"], "due": ["Due date", "Payable by"],
           "net": ["Subtotal", "Net amount", "Total excl. VAT"], "tax": ["VAT 20%", "Tax", "VAT", "Sales tax"], "total": ["Total", "Grand total", "Amount due", "Invoice total", "Total incl. VAT"],
           "head": ["Item", "Description", "Qty", "Unit price", "Amount"], "buyer": ["Bill to", "Customer", "Buyer"], "thanks": "Thank you for your business. Please pay within thirty days to the account below."},
    "fr": {"title": ["Facture", "FACTURE"], "number": ["Facture N°", "Numéro de facture", "N° facture", "N°"], "date": ["Date", "Date de facture", "Date d'émission", "du"],
           "order": ["Commande", "N° commande"], "customer": ["N° client", "Code client"], "delivery": ["Date de livraison"], "due": ["Échéance", "À payer avant le"],
           "net": ["Total HT", "Montant HT", "Sous-total"], "tax": ["TVA 20%", "Montant TVA", "Total TVA"], "total": ["Total TTC", "Montant TTC", "Net à payer"],
           "head": ["Réf", "Désignation", "Qté", "Prix unitaire", "Montant"], "buyer": ["Client", "Facturé à", "Acheteur"], "thanks": "Merci de votre confiance. Règlement par virement bancaire à réception de la facture."},
    "nl": {"number": ["Factuurnummer", "Notanummer", "Kenmerk"], "date": ["Factuurdatum", "Datum", "Opgemaakt op"], "customer": ["Klantnummer"], "due": ["Vervaldatum"],
           "net": ["Bedrag excl. btw", "Subtotaal"], "tax": ["Btw 21%", "Omzetbelasting"], "total": ["Te betalen", "Totaal te voldoen"],
           "thanks": "Wij verzoeken u het bedrag over te maken onder vermelding van het kenmerk."}}
GOODS = "Schrauben Papier A4 Kabel Toner Bürostuhl Lampe Cable Paper Chair Monitor Desk Hours consulting Support Licence Papier Chaise Câble Forfait Conseil Installation Wartung".split()


class Page:
    """An A4 page that words are put on; reading order is the order of putting."""

    def __init__(self, rng):
        self.words, self.size, self.dx, self.dy = [], rng.choice([8, 9, 10, 11]), rng.uniform(-15, 15), rng.uniform(-20, 20)

    def put(self, x, y, text):
        """Writes the text and returns where it ends."""
        for w in text.split():
            width = .52 * self.size * len(w)
            self.words.append({"t": w, "p": 1, "b": [x + self.dx, y + self.dy, x + self.dx + width, y + self.dy + self.size]})
            x += width + .3 * self.size
        return x

    def right(self, x, y, text):
        self.put(x - sum(.52 * self.size * len(w) + .3 * self.size for w in text.split()) + .3 * self.size, y, text)


def company(rng, lang):
    return f"{rng.choice(FIRST)} {rng.choice(TRADE)} {rng.choice(FORMS[lang])}"


def money(rng, lang, value):
    text = f"{value:,.2f}"
    if lang in ("de", "nl") or lang == "fr" and rng.random() < .5:
        text = text.replace(",", "_").replace(".", ",").replace("_", "" if lang == "fr" else ".")
    elif lang == "fr":
        text = text.replace(",", "").replace(".", ",")
    return text


def invoice(number):
    """A parsed document and its labels."""
    rng = random.Random(f"invoice {number}")
    lang = rng.choices(["de", "en", "fr"], [6, 2, 3])[0]
    say, page = SAY[lang], Page(rng)
    seller, buyer = company(rng, lang), company(rng, lang)
    y, m, d = rng.randint(2009, 2025), rng.randint(1, 12), rng.randint(1, 28)
    date = rng.choice([f"{d:02}.{m:02}.{y}", f"{d:02}/{m:02}/{y}", f"{d:02}.{m:02}.{y % 100:02}"] if lang != "en" else [f"{d:02}/{m:02}/{y}", f"{y}-{m:02}-{d:02}", f"{d:02}-{m:02}-{y}"])
    other = f"{rng.randint(1, 28):02}.{m:02}.{y}" if lang != "en" else f"{rng.randint(1, 28):02}/{m:02}/{y}"
    ident = rng.choice([f"{rng.randint(1000, 999999)}", f"RE-{y}-{rng.randint(1, 9999):04}", f"{rng.choice('RFIA')}{rng.randint(10000, 9999999)}", f"{y}/{rng.randint(10, 9999)}", f"{y}{m:02}{d:02}/{rng.randint(1, 999)}"])
    sign, code = rng.choice([("€", "EUR"), ("EUR", "EUR"), ("EUR", "EUR")] if lang != "en" else [("£", "GBP"), ("EUR", "EUR"), ("USD", "USD")])
    rows = [(rng.choice(GOODS) + " " + rng.choice(GOODS), q := rng.randint(1, 20), p := round(rng.uniform(2, 400), 2), round(q * p, 2)) for _ in range(rng.randint(1, 9))]
    net = round(sum(r[3] for r in rows), 2)
    tax = round(net * {"de": .19, "en": .2, "fr": .2}[lang], 2)

    def address(x, at, name, street=None):
        page.put(x, at, name)
        page.put(x, at + 14, f"{rng.choice(STREETS[lang])} {rng.randint(1, 99)}" if lang != "fr" else f"{rng.randint(1, 99)} {rng.choice(STREETS[lang])}")
        page.put(x, at + 28, rng.choice(TOWNS[lang]))

    top = 60
    if rng.random() < .5:
        address(rng.choice([60, 380]), top, seller)
        top += 70
    elif rng.random() < .7:
        page.put(60, top, f"{seller} · {rng.choice(STREETS[lang])} {rng.randint(1, 99)} · {rng.choice(TOWNS[lang])}")
        top += 24
    else:
        page.put(rng.choice([60, 200]), 40, seller)
    if rng.random() < .4:
        page.put(60, top, rng.choice(say["buyer"]) + rng.choice(["", ":"]))
        top += 15
    address(60, top, buyer)
    meta = [(rng.choice(say["number"]), ident), (rng.choice(say["date"]), date)]
    for k, v in (("order", str(rng.randint(1000, 99999))), ("customer", str(rng.randint(100, 99999))), ("delivery", other), ("due", other)):
        if rng.random() < .5:
            meta.append((rng.choice(say[k]), v))
    first, rest = meta[0], meta[1:]
    rng.shuffle(rest)
    kind, at = rng.random(), top + rng.choice([0, 70, 90])
    if kind < .3:                                   # 'Rechnung Nr. 12 vom 01.02.2020'
        page.put(60, top + 90, f"{say['title'][0]} {first[1]}")
        meta, at = rest, top + rng.choice([0, 110])
    else:
        page.put(rng.choice([60, 300]), top + 70, rng.choice(say["title"]))
        meta = [first] + rest if rng.random() < .6 else rest + [first]
    if rng.random() < .7:                           # label and value side by side
        gap, x, colon = rng.choice([0, 110]), rng.choice([60, 330]) if at > top + 60 else 330, rng.choice(["", ":", " :"])
        for i, (k, v) in enumerate(meta):
            end = page.put(x, at + 15 * i, k + colon)
            page.put(max(end, x + gap), at + 15 * i, v)
        at += 15 * len(meta)
    else:                                           # labels in one row, values below
        at = max(at, top + 90)
        for i, (k, _) in enumerate(meta):
            page.put(50 + 90 * i, at, k)
        for i, (_, v) in enumerate(meta):
            page.put(50 + 90 * i, at + 14, v)
        at += 30
    at = max(at, top + 110) + 20
    for x, h in zip((50, 90, 300, 360, 460), say["head"]):
        page.put(x, at, h)
    for i, (what, q, p, total) in enumerate(rows):
        at += 16
        page.put(50, at, str(i + 1)), page.put(90, at, what), page.right(330, at, str(q))
        page.right(430, at, money(rng, lang, p)), page.right(540, at, money(rng, lang, total))
    at += 30
    mark = rng.choice(["", f" {sign}", f" {sign}"])
    sums = [(rng.choice(say["net"]), net), (rng.choice(say["tax"]), tax), (rng.choice(say["total"]), net + tax)]
    if rng.random() < .15:
        sums = [(k, None if v == net else v) for k, v in sums]
    for k, v in sums:
        if v is not None:
            page.put(330, at, k + rng.choice(["", ":"]))
            page.right(540, at, money(rng, lang, v) + mark)
            at += 15
    page.put(60, at + 30, say["thanks"])
    if not mark.strip():
        page.put(60, at + 46, f"{'Alle Beträge in' if lang == 'de' else 'Amounts in' if lang == 'en' else 'Montants en'} {sign}")
    page.put(60, 780, f"{seller} IBAN DE{rng.randint(10, 99)} {rng.randint(1000, 9999)} {rng.randint(1000, 9999)} {rng.randint(1000, 9999)} VAT DE{rng.randint(100000000, 999999999)}")
    labels = {"invoice_number": ident, "issue_date": f"{y}-{m:02}-{d:02}", "seller": seller, "buyer": buyer, "currency": code, "tax_total": f"{tax:.2f}", "grand_total": f"{net + tax:.2f}"}
    doc = {"id": f"synthetic-{number}", "mediaType": "application/pdf", "pages": [{"number": 1, "width": 595.0, "height": 842.0, "source": "TEXT_LAYER"}], "words": page.words}
    return doc, {"id": doc["id"], "cls": "invoice", "sub": "synthetic", "label_quality": "gold", "fields": labels}


def bill(number):
    """A bill of a waterworks in Dutch: each value stands above its label, as on payment forms, the sender at the foot of the page, the
    amount to pay before its parts.  No bundle that ships has learnt from such: they stand for documents of a new kind."""
    rng = random.Random(f"bill {number}")
    say, page = SAY["nl"], Page(rng)
    seller, buyer = company(rng, "nl"), company(rng, "nl")
    y, m, d = rng.randint(2015, 2025), rng.randint(1, 12), rng.randint(1, 28)
    ident = rng.choice([f"{rng.randint(10, 99)}.{rng.randint(1000, 9999)}.{rng.randint(100, 999)}", f"WB{rng.randint(100000, 999999)}", f"{y}-{rng.randint(1000, 9999)}"])
    net = round(rng.uniform(20, 900), 2)
    tax = round(net * .21, 2)
    other = [f"{rng.randint(100000, 999999)}", f"{rng.randint(1, 28):02}-{m:02}-{y}", f"{rng.randint(1, 28):02}-{rng.randint(1, 12):02}-{y - 1}"]
    cells = [(ident, rng.choice(say["number"])), (f"{d:02}-{m:02}-{y}", rng.choice(say["date"])), (other[0], say["customer"][0]), (other[1], say["due"][0])]
    rng.shuffle(cells)
    page.put(60, 60, rng.choice(["Jaarafrekening drinkwater", "Voorschotnota water", "Afrekening waterverbruik"]))
    for i, (value, label) in enumerate(cells):
        page.put(60 + 125 * i, 110, value)
        page.put(60 + 125 * i, 124, label)
    page.put(330, 180, buyer)
    page.put(330, 194, f"{rng.choice(STREETS['nl'])} {rng.randint(1, 99)}")
    page.put(330, 208, rng.choice(TOWNS["nl"]))
    page.put(60, 260, f"Meterstand {rng.randint(100, 900)} m3 tot {rng.randint(901, 1900)} m3, opgenomen {other[2]}")
    sums = [(net + tax, rng.choice(say["total"])), (tax, rng.choice(say["tax"])), (net, rng.choice(say["net"]))]
    for i, (value, label) in enumerate(sums if rng.random() < .7 else [sums[0], sums[2], sums[1]]):
        page.put(60 + 160 * i, 330, f"€ {money(rng, 'nl', value)}")
        page.put(60 + 160 * i, 344, label)
    page.put(60, 400, say["thanks"])
    page.put(60, 770, f"{seller} {rng.choice(STREETS['nl'])} {rng.randint(1, 99)} {rng.choice(TOWNS['nl'])} KvK {rng.randint(10000000, 99999999)}")
    labels = {"invoice_number": ident, "issue_date": f"{y}-{m:02}-{d:02}", "seller": seller, "buyer": buyer, "currency": "EUR", "tax_total": f"{tax:.2f}", "grand_total": f"{net + tax:.2f}"}
    doc = {"id": f"bill-{number}", "mediaType": "application/pdf", "pages": [{"number": 1, "width": 595.0, "height": 842.0, "source": "TEXT_LAYER"}], "words": page.words}
    return doc, {"id": doc["id"], "cls": "invoice", "sub": "bill", "label_quality": "gold", "fields": labels}


def pdf(doc):
    """The document as a PDF file's bytes: one page, a fixed-width font as wide as the words' boxes want it."""
    page = doc["pages"][0]
    text = ["BT"]
    for w in doc["words"]:
        size = w["b"][3] - w["b"][1]
        plain = w["t"].encode("cp1252", "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)").decode("latin-1")
        text.append(f"/F1 {size:.2f} Tf 86.67 Tz 1 0 0 1 {w['b'][0]:.2f} {page['height'] - w['b'][3] + .2 * size:.2f} Tm ({plain}) Tj")
    stream = "\n".join([*text, "ET"]).encode("latin-1")
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % (page["width"], page["height"]),
               b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"]
    out, places = b"%PDF-1.4\n", []
    for k, o in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (k, o)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table, len(places) + 1, len(out))


def main():
    import argparse
    import json
    from pathlib import Path
    p = argparse.ArgumentParser(description="Writes made-up invoices as PDF files, with their labels in manifest.jsonl.")
    p.add_argument("--out", required=True)
    p.add_argument("--first", type=int, default=0, help="number of the first; each number is always the same invoice")
    p.add_argument("--count", type=int, default=40)
    p.add_argument("--kind", choices=["invoice", "bill"], default="invoice")
    a = p.parse_args()
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "manifest.jsonl", "w", encoding="utf-8") as lines:
        for n in range(a.first, a.first + a.count):
            doc, m = {"invoice": invoice, "bill": bill}[a.kind](n)
            (out / f"{doc['id']}.pdf").write_bytes(pdf(doc))
            lines.write(json.dumps(m | {"file": f"{doc['id']}.pdf", "licence": "Apache-2.0"}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
