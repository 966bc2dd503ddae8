"""Labels by rule for documents whose own labels may not train: non-disclosure agreements say most of what is asked for in a
few fixed phrases.  What a rule finds is right nearly always; what it does not find is unknown, never absent.
"""
import re

STATE = r"(?:State|Commonwealth|Province)\s+of\s+"
PLACE = r"(?!United\s+States|State)[A-Z][A-Za-z]+(?:\s+[A-Z][A-Za-z]+)*(?![\w.]*\w)"
NAME = r"[A-Z][\w&.'’-]*(?:,?\s+(?:[A-Z0-9][\w&.'’-]*|of|and|the|&|de))*"
SUFFIX = r"(?:,?\s+(?:Inc|Corp|Corporation|Incorporated|LLC|L\.L\.C|Ltd|Limited|LP|L\.P|LLP|Company|Co|N\.V|S\.A|AG|GmbH|PLC|plc|Trust|Bank|University)\b\.?)"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE = rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?{MONTH},?\s+(?:19|20)\d\d)"
RULES = {
    "governing_law": [rf"(?:governed|construed|interpreted)[^.;]{{0,120}}?\blaws?\s+of\s+(?:the\s+)?(?:{STATE})?(?P<v>{PLACE})",
                      rf"\blaws?\s+of\s+the\s+{STATE}(?P<v>{PLACE})"],
    "agreement_date": [rf"(?:dated|made|entered\s+into|effective)(?:\s+(?:as\s+of|on|is|and|effective|this|the|into))*\s+(?P<v>{DATE})"],
    "parties": [rf"(?:between|among)\s+(?P<v>{NAME}{SUFFIX})[^.]{{0,400}}?\band\s+(?P<w>{NAME}{SUFFIX})"],
}


def labels(words):
    """{tag: value or, of parties, list of values} of the words' text, the first match of each rule."""
    text, out = " ".join(words[:6000]), {}
    for tag, patterns in RULES.items():
        m = next((m for p in patterns if (m := re.search(p, text))), None)
        if m:
            found = [m["v"]] + ([m["w"]] if tag == "parties" else [])
            out[tag] = [x.strip(" ,.") for x in found] if tag == "parties" else found[0].strip(" ,")
    return out
