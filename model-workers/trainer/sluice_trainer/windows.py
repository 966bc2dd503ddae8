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
SETTINGS = {"maxTokens": 256, "overlapWords": 32, "maxWordTokens": 16, "maxWords": 40000,
            "firstWindows": 4, "lastWindows": 1, "maxWindows": 10, "classWindows": 2, "cueWords": CUES}


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


def inputs(span, tokens, bbox):
    """(input_ids, bbox, position of every word's first token) of one window."""
    ids, box, firsts = [CLS], [(0, 0, 0, 0)], []
    for i in range(*span):
        firsts.append(len(ids))
        ids += tokens[i]
        box += [bbox[i]] * len(tokens[i])
    return ids + [SEP], box + [(0, 0, 0, 0)], firsts
