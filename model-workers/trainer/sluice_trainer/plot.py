"""A picture of how far stated confidence can be taken at its word: SVG by hand, since a library for one plot would be larger than
the trainer."""
import math

SIZE, EDGE = 360, 48
INK, GRID, MARK = "#1b1f24", "#d0d7de", "#0969da"


def wilson(right, n, z=1.96):
    """The 95 % interval of a share of n."""
    p, d = right / n, 1 + z * z / n
    middle, half = (p + z * z / (2 * n)) / d, z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / d
    return max(0.0, middle - half), min(1.0, middle + half)


def reliability(bins, title):
    """SVG of bins [{"n", "confidence", "accuracy"}, ...]: the share that is right, with its 95 % Wilson interval, against the mean
    stated confidence.  On the diagonal, what is stated is so."""
    at = lambda v: EDGE + v * (SIZE - 2 * EDGE)
    x, y = at, lambda v: SIZE - at(v)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" font-family="sans-serif" font-size="11" fill="{INK}">',
           f"<title>{title}</title>", f'<rect width="{SIZE}" height="{SIZE}" fill="#ffffff"/>',
           f'<text x="{SIZE / 2}" y="20" text-anchor="middle" font-size="13">{title}</text>']
    for k in range(6):
        v = k / 5
        out += [f'<path d="M{x(v):.1f} {y(0):.1f}V{y(1):.1f}M{x(0):.1f} {y(v):.1f}H{x(1):.1f}" stroke="{GRID}" fill="none"/>',
                f'<text x="{x(v):.1f}" y="{y(0) + 16:.1f}" text-anchor="middle">{v:.1f}</text>',
                f'<text x="{x(0) - 8:.1f}" y="{y(v) + 4:.1f}" text-anchor="end">{v:.1f}</text>']
    out += [f'<path d="M{x(0):.1f} {y(0):.1f}L{x(1):.1f} {y(1):.1f}" stroke="{INK}" stroke-dasharray="4 4" fill="none"/>',
            f'<text x="{SIZE / 2}" y="{SIZE - 10}" text-anchor="middle">stated confidence</text>',
            f'<text transform="translate(12 {SIZE / 2}) rotate(-90)" text-anchor="middle">right, with 95 % interval</text>']
    for b in bins:
        low, high = wilson(b["accuracy"] * b["n"], b["n"])
        out += [f'<path d="M{x(b["confidence"]):.1f} {y(low):.1f}V{y(high):.1f}" stroke="{MARK}" fill="none"/>',
                f'<circle cx="{x(b["confidence"]):.1f}" cy="{y(b["accuracy"]):.1f}" r="4" fill="{MARK}"><title>{b["n"]} fields</title></circle>']
    return "\n".join([*out, "</svg>", ""])


def gain(rows, title):
    """SVG of rows [{"corrections", "exact", "recall"}, ...]: every run a point, their mean a line, against the number of corrected documents
    (on a scale of equal steps, since each is about the double of the one before)."""
    wide, high = 560, 340
    counts = sorted({r["corrections"] for r in rows})
    x = lambda n: EDGE + counts.index(n) * (wide - 2 * EDGE) / max(1, len(counts) - 1)
    y = lambda v: high - EDGE - v * (high - 2 * EDGE)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="11" fill="{INK}">',
           f"<title>{title}</title>", f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
           f'<text x="{wide / 2}" y="20" text-anchor="middle" font-size="13">{title}</text>']
    for k in range(6):
        out += [f'<path d="M{EDGE} {y(k / 5):.1f}H{wide - EDGE}" stroke="{GRID}" fill="none"/>',
                f'<text x="{EDGE - 8}" y="{y(k / 5) + 4:.1f}" text-anchor="end">{k / 5:.1f}</text>']
    out += [f'<text x="{x(n):.1f}" y="{high - EDGE + 16}" text-anchor="middle">{n}</text>' for n in counts]
    out.append(f'<text x="{wide / 2}" y="{high - 10}" text-anchor="middle">corrected documents</text>')
    for key, colour, name, dash in (("recall", "#6e7781", "class recognised", ' stroke-dasharray="4 4"'), ("exact", MARK, "field micro-F1, exact", "")):
        mean = {n: (lambda v: sum(v) / len(v))([r[key] for r in rows if r["corrections"] == n]) for n in counts}
        points = " ".join(f"{x(n):.1f},{y(v):.1f}" for n, v in mean.items())
        out += [f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>',
                f'<text x="{wide - EDGE}" y="{y(mean[counts[-1]]) - 8 if key == "recall" else y(min(mean[n] for n in counts[-2:])) + 18:.1f}" text-anchor="end" fill="{colour}">{name}</text>']
        out += [f'<circle cx="{x(r["corrections"]):.1f}" cy="{y(r[key]):.1f}" r="3" fill="{colour}"/>' for r in rows]
    return "\n".join([*out, "</svg>", ""])
