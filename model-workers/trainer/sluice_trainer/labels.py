"""The tags, and aligning a document's labels to the words that carry them."""
import math
import re
import unicodedata

# Which tag reads a field.  A field that is not named here is read by the tag of its own name.
# NDA labels have no licence to train on, so NDA fields are read by the tags of contracts.
SHARED = {("nda", "party"): ["parties"], ("nda", "jurisdiction"): ["governing_law"],
          ("nda", "effective_date"): ["effective_date", "agreement_date"], ("nda", "term"): ["term"]}
# Read deterministically (mail headers, inline XBRL): the model learns only their class.
UNREAD = ("email", "financial_report")
EXTRA_TAGS = ["term"]
IGNORE, OUT, BEGIN, INSIDE = -100, 0, 1, 2


def field_tags(schema):
    """{class: {field: {"kind": kind, "tags": [tag, ...]}}} of the fields that the model reads."""
    return {cls: {} if cls in UNREAD else
            {f: {"kind": k, "tags": SHARED.get((cls, f), [f])} for f, k in fields.items()} for cls, fields in schema.items()}


def tag_names(schema):
    """The tags in the order of their first field; of logits, tag k has B at 2k and I at 2k+1, O is the constant 0."""
    names = [t for fields in field_tags(schema).values() for f in fields.values() for t in f["tags"]]
    return list(dict.fromkeys(names + EXTRA_TAGS))


def kinds(schema):
    """{tag: kind}; a tag that several fields share has one kind."""
    return {f: k for fields in schema.values() for f, k in fields.items()} | {"term": "duration"}


# ---------------------------------------------------------------------------------------------------- alignment

# Words that speak for an occurrence when a value stands in several places (and, after '!', against it).
CUES = {"total": "total amount rounding incl inclusive nett net payable !sub !subtotal !cash !change !tendered !qty !tax !gst !item !items",
        "date": "date tarikh time", "gross_amount": "gross total totals amount order contract !net !commission !month !week !tax",
        "tax_total": "tax vat mwst ust umsatzsteuer steuer steuerbetrag tva steuern steuersumme",
        "grand_total": "total gesamt gesamtbetrag brutto zahlbetrag rechnungsbetrag endbetrag bruttosumme bruttobetrag fällig ttc !netto",
        "issue_date": "date datum rechnungsdatum du vom belegdatum", "invoice_number": "rechnung rechnungsnummer nr invoice no number facture n°",
        "flight_from": "flight dates start from period contract", "flight_to": "flight dates end to period thru - contract",
        "contract_num": "contract order # number no deal", "file_date": "date dated filed received day",
        "registration_num": "registration no number #", "governing_law": "laws law governed construed jurisdiction",
        "agreement_date": "dated made entered day", "effective_date": "effective commence commencing dated",
        "expiration_date": "expire expires until end ending terminate term through expiration",
        "renewal_term": "renew renewal renewed renews extend extended successive additional automatically",
        "term": "term period continue remain force initial"}
MOST_WORDS = {"price": 3, "id": 4, "code": 2, "date": 9, "duration": 6}


def squeeze(text):
    """Letters and digits only, casefolded: what of a word survives punctuation and spacing."""
    return "".join(c for c in unicodedata.normalize("NFKC", str(text).replace("&", "and")).casefold() if c.isalnum())


def same_letters(words, value, fuzzy):
    """Spans [start, end) whose letters are those of the value; where none is and fuzzy allows it, the nearest alike."""
    target = squeeze(value)
    if not target:
        return []
    flat = [squeeze(w) for w in words]
    found = []
    for s, first in enumerate(flat):
        if not first or not target.startswith(first[:len(target)]) or len(first) > len(target):
            continue
        run, e = "", s
        while e < len(flat) and len(run) < len(target):
            run += flat[e]
            e += 1
        if run == target:
            found.append((s, e))
    return found or (nearest(flat, target, len(str(value).split())) if fuzzy and len(target) >= 5 else [])


def nearest(flat, target, count):
    from difflib import SequenceMatcher
    best, spans = 0.82, []
    for s in range(len(flat)):
        if not flat[s]:
            continue
        for n in {max(1, count - 1), count, count + 1}:
            run = "".join(flat[s:s + n])
            if not flat[min(s + n, len(flat)) - 1] or abs(len(run) - len(target)) > .25 * len(target):
                continue
            m = SequenceMatcher(None, run, target, autojunk=False)
            if m.real_quick_ratio() > best and m.quick_ratio() > best and m.ratio() > best:
                best, spans = m.ratio(), [(s, min(s + n, len(flat)))]
    return spans


def same_value(words, kind, value, normalise):
    """The shortest spans whose text has the value's normal form, none inside another."""
    want = normalise(kind, value)
    if want is None:
        return []
    digits = {"date": str(want)[2:4]}.get(kind)
    found = []
    for s, w in enumerate(words):
        if kind == "date" and not (digits in w or re.fullmatch(r"[A-Za-z]{3,9}\.?,?|\d{1,2}(st|nd|rd|th)?,?|\(?the|this", w)):
            continue
        if kind == "price" and not any(c.isdigit() for c in w):
            continue
        if kind == "duration" and not re.search(r"\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty|thirty|sixty|ninety|year|month|\ban?\b|perpetu|indefin", w, re.I):
            continue
        for e in range(s + 1, min(len(words), s + MOST_WORDS[kind]) + 1):
            text = " ".join(words[s:e])
            if kind == "date" and digits not in text:
                continue
            if normalise(kind, text.strip(" ,;:.*()\"'”“") if kind != "price" else text.strip(" ,;:*")) == want:
                found.append((s, e))
                break
    return [x for x in found if not any(y != x and x[0] <= y[0] and y[1] <= x[1] for y in found)]


def support(words, boxes, span, cues):
    """How many cue words stand to the left on a span's row; without boxes, or on a row of its own, in the six words before."""
    s, e = span
    near = set()
    if boxes and boxes[s]:
        page, x0, y0, _, y1 = boxes[s]
        middle = (y0 + y1) / 2
        for i in range(max(0, s - 400), min(len(words), s + 400)):
            b = boxes[i]
            if b and b[0] == page and b[2] <= middle <= b[4] and b[1] < x0:
                near.add(i)
    if not near:
        near = set(range(max(0, s - 6), s)) | set(() if boxes and boxes[s] else range(e, min(len(words), e + 3)))
    said = {re.sub(r"[^\w#°-]+", "", words[i].lower()) for i in near}
    for_, against = [c for c in cues if c[0] != "!"], [c[1:] for c in cues if c[0] == "!"]
    return sum(c in said for c in for_) - 2 * sum(c in said for c in against)


def occurrences(words, boxes, tag, kind, value, normalise, fuzzy):
    if kind in ("name", "text"):
        return same_letters(words, value, fuzzy)
    if kind in ("id", "code"):
        spans = same_letters(words, value, False)
        if kind == "code" and not spans and str(value).upper() == "EUR":
            spans = [(i, i + 1) for i, w in enumerate(words) if w == "€"]
        return spans
    return same_value(words, kind, value, normalise)


def names_of(value):
    """The names of a ';'-separated label, without the brackets that CUAD writes around them."""
    out = []
    for part in value if isinstance(value, list) else re.split(r";", str(value)):
        name = re.sub(r"\([^()]*\)?", " ", part).strip(" ,.;")
        if name and not re.search(r"\b(collectively|individually|parties)\b", part[:len(name)], re.I):
            out.append(" ".join(name.split()))
    return out


def align(words, boxes, fields, kinds, normalise, fuzzy=False, first_only=True):
    """{tag: [BIO state or IGNORE of every word]}; a tag that is not in it was not labelled, or its value not found.

    words: texts in reading order; boxes: (page, x0, y0, x1, y1) or None of every word, or None for all.
    An absent label is O everywhere.  Of several occurrences those with the most cue words are the value (for texts and
    names the first); the others are IGNOREd, because they may be right as well.
    """
    out = {}
    for tag, value in fields.items():
        kind = kinds[tag]
        values = names_of(value) if kind == "name*" else value if isinstance(value, list) else [value]
        values = [v for v in values if v is not None and str(v).strip()]
        states = [OUT] * len(words)
        if not values:
            out[tag] = states
            continue
        missing = 0
        for v in values[:1] if kind != "name*" else values:
            spans = occurrences(words, boxes, tag, "name" if kind == "name*" else kind, v, normalise, fuzzy)
            if not spans:
                missing += 1
                continue
            scores = [support(words, boxes, s, CUES.get(tag, "").split()) for s in spans]
            if tag in ("renewal_term", "term") and max(scores) <= 0:
                missing += 1
                continue
            best = max(scores)
            chosen = [s for s, c in zip(spans, scores) if c == best]
            if kind in ("name", "text", "name*") or kind == "date" and tag in ("agreement_date", "effective_date"):
                chosen = chosen[:1]
            for s, e in spans:
                for i in range(s, e):
                    if states[i] == OUT:
                        states[i] = IGNORE
            for s, e in chosen:
                states[s:e] = [BEGIN] + [INSIDE] * (e - s - 1)
        if missing < len(values):
            out[tag] = states if not missing else [IGNORE if x == OUT and kind == "name*" and i < 400 else x for i, x in enumerate(states)]
    return out


def placed(boxes, place):
    """The span of the words whose middle lies in a place {"page", "box"}; None where there are none, or others between them."""
    x0, y0, x1, y1 = place["box"]
    inside = [i for i, b in enumerate(boxes) if b and b[0] == place["page"]
              and x0 - 1 <= (b[1] + b[3]) / 2 <= x1 + 1 and y0 - 1 <= (b[2] + b[4]) / 2 <= y1 + 1]
    return (inside[0], inside[-1] + 1) if inside and inside[-1] - inside[0] + 1 == len(inside) else None


def at_places(states, boxes, places, kinds, length):
    """The states where people have shown where a value stands: there it is, and where else it was found may be right as well."""
    for tag, place in places.items():
        span = placed(boxes, place) if kinds.get(tag) not in (None, "name*") else None
        if span:
            mine = [IGNORE if x in (BEGIN, INSIDE, IGNORE) else OUT for x in states.get(tag, [OUT] * length)]
            mine[span[0]:span[1]] = [BEGIN] + [INSIDE] * (span[1] - span[0] - 1)
            states[tag] = mine
    return states


def term_of(fields, normalise):
    """A contract's first term as '<n> months', from its start and expiration; None unless whole months lie between."""
    start = normalise("date", fields.get("effective_date") or fields.get("agreement_date") or "")
    end = normalise("date", fields.get("expiration_date") or "")
    if not start or not end or "perpetual" in (start, end):
        return None
    (y, m, d), (v, n, e) = ([int(x) for x in t.split("-")] for t in (start, end))
    months, days = (v - y) * 12 + n - m, e - d
    if days in (-1, 0, 1):
        return f"{months} months"
    if days >= 27 and d == 1:
        return f"{months + 1} months"
    return None
