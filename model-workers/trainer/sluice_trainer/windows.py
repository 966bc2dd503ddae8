"""Cuts a parsed document into the windows that the encoder reads.  The README specifies this for other readers.

Standard library only; `encode` maps a word to its token ids (no special tokens).
"""
import re

CLS, SEP, UNK = 101, 102, 100
# Cue words of a long document's windows that are worth reading, beside its beginning and end: distinct words count once.
CUES = {"governed": 4, "laws": 4, "construed": 2, "jurisdiction": 1, "renew": 4, "renewed": 3, "renewal": 3, "renews": 3,
        "successive": 4, "automatically": 2, "expire": 3, "expires": 3, "expiration": 2, "term": 2, "terminate": 1,
        "terminated": 1, "initial": 1, "commence": 2, "commencing": 2, "effective": 1, "perpetual": 1, "years": 1, "months": 1,
        "year": 1, "anniversary": 2, "period": 1, "total": 1, "gross": 2, "signature": 1, "dated": 1}
SETTINGS = {"maxTokens": 512, "overlapWords": 48, "maxWordTokens": 16, "maxWords": 40000,
            "firstWindows": 3, "lastWindows": 1, "maxWindows": 8, "classWindows": 1, "cueWords": CUES}
# What the pieces of an uncased vocabulary no longer show of a word, and how it stands in its line.  README, step 2.
SHAPES = [re.compile(p) for p in (r"[0-9]", r"^[^0-9A-Za-z]*[0-9]+[^0-9A-Za-z]*$", r"[.,][0-9]{2}[^0-9A-Za-z]*$",
                                  r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}", r"(^|[^0-9])(19|20)[0-9]{2}([^0-9]|$)",
                                  r"^[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*$", r"^[^A-Za-z]*[A-Z][a-z]", r"^[^A-Z]*[a-z][^A-Z]*$",
                                  r"[A-Za-z].*[0-9]|[0-9].*[A-Za-z]", r":$", r",$", r"[.]$", r"[$€£¥]", r"^[(]|[)]$")]
MARKS = len(SHAPES) + 12
NARROW, WIDE = 15, 50       # gaps between words of a line, in thousandths of the page's width


def word_tokens(words, encode, settings=SETTINGS):
    """Token ids of every word: never empty (then [UNK]), never more than maxWordTokens."""
    cache = {}
    out = []
    for w in words[:settings["maxWords"]]:
        ids = cache.get(w)
        if ids is None:
            ids = cache[w] = (list(encode(w)) or [UNK])[:settings["maxWordTokens"]]
        out.append(ids)
    return out


def cut(tokens, settings=SETTINGS, start=0):
    """Spans [start, end) of words, each with at most maxTokens - 2 tokens, each beginning overlapWords before the
    last one's end (but at least one word after its beginning)."""
    room, spans, s = settings["maxTokens"] - 2, [], start
    while s < len(tokens):
        e, used = s, 0
        while e < len(tokens) and used + len(tokens[e]) <= room:
            used += len(tokens[e])
            e += 1
        spans.append((s, e))
        if e == len(tokens):
            break
        s = max(s + 1, e - settings["overlapWords"])
    return spans


def cue_score(words, settings=SETTINGS):
    return sum(settings["cueWords"].get(w, 0) for w in {re.sub("[^a-z]", "", w.lower()) for w in words})


def select(spans, words, settings=SETTINGS):
    """Indexes, ascending, of the windows that are read: all, or the first, the last and those of the highest cue
    score (of equal ones the earlier)."""
    n, most = len(spans), settings["maxWindows"]
    if n <= most:
        return list(range(n))
    first, last = settings["firstWindows"], settings["lastWindows"]
    middle = range(first, n - last)
    ranked = sorted(middle, key=lambda i: (-cue_score(words[spans[i][0]:spans[i][1]], settings), i))
    return sorted([*range(first), *ranked[:most - first - last], *range(n - last, n)])


def boxes(doc):
    """(x0, y0, x1, y1) in thousandths of the page, 0..1000, of every word; zeros where a word has no box."""
    size = {p["number"]: (p["width"], p["height"]) for p in doc.get("pages") or []}
    out = []
    for w in doc["words"]:
        width, height = size.get(w.get("p"), (0, 0))
        b = w.get("b")
        if not b or width <= 0 or height <= 0:
            out.append((0, 0, 0, 0))
        else:
            out.append(tuple(min(1000, max(0, int(v * 1000 / side + 0.5) if v > 0 else 0))
                             for v, side in zip(b, (width, height, width, height))))
    return out


def shapes(word):
    """0 or 1 for every pattern of SHAPES."""
    return [int(bool(p.search(word))) for p in SHAPES]


def follows(before, box):
    """Whether a box stands to the right of the one before, on its line."""
    middle = before[1] + before[3]
    return 2 * box[1] <= middle <= 2 * box[3] and box[0] >= before[0] or \
        2 * before[1] <= box[1] + box[3] <= 2 * before[3] and box[0] >= before[0]


def marks(doc, bbox):
    """MARKS numbers, 0 or 1, of every word: its shapes, then how it stands in its line, its page, and the document."""
    words = doc["words"][:len(bbox)]
    page = [w.get("p") or 0 for w in words]
    last = max(page, default=0)
    scanned = {p["number"] for p in doc.get("pages") or [] if p.get("source") == "OCR"}
    plain = [re.sub("[^a-z0-9]", "", w["t"].lower()) for w in words]
    count = {}
    for w in plain:
        count[w] = count.get(w, 0) + 1
    out, before = [], (0, 0, 0)     # of the word before: whether this one follows it, by a narrow and by a wide gap
    for i, w in enumerate(words):
        after = (0, 0, 0)
        if i + 1 < len(words) and any(bbox[i]) and page[i] == page[i + 1] and any(bbox[i + 1]) and follows(bbox[i], bbox[i + 1]):
            gap = bbox[i + 1][0] - bbox[i][2]
            after = (1, int(gap > NARROW), int(gap > WIDE))
        often = count[plain[i]] if len(plain[i]) > 2 else 0
        out.append((*shapes(w["t"]), *before, *after, int(page[i] == 1), int(page[i] == 2), int(page[i] == last and last > 0),
                    int(page[i] in scanned), int(often == 2), int(often > 2)))
        before = after
    return out


def inputs(span, tokens, bbox, marked):
    """(input_ids, bbox, marks, position of every word's first token) of one window."""
    ids, box, mark, firsts = [CLS], [(0, 0, 0, 0)], [(0,) * MARKS], []
    for i in range(*span):
        firsts.append(len(ids))
        ids += tokens[i]
        box += [bbox[i]] * len(tokens[i])
        mark += [marked[i]] * len(tokens[i])
    return ids + [SEP], box + [(0, 0, 0, 0)], mark + [(0,) * MARKS], firsts
