"""Strips of 48 pixels' height with their text: real ones from receipts, rendered ones, and what scanning does to both."""
import json
import math
import random
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .alphabet import INDEX

HEIGHT, LONGEST = 48, 60
TYPEWRITER = ("mono", "courier", "ocr", "terminus", "incons", "hack", "anonym")


def readable(text):
    return 0 < len(text) <= LONGEST and all(c in INDEX for c in text)


class Real:
    """What `infra/benchmarks/run ocr-strips` wrote, of some splits; strips of a shop with many receipts come up more seldom than their number."""

    def __init__(self, folder, splits):
        self.folder, self.images = Path(folder), {}
        rows = [json.loads(line) for line in (self.folder / "lines.jsonl").read_text(encoding="utf-8").splitlines()]
        self.rows = [r for r in rows if r["split"] in splits and readable(r["text"])]
        self.found, self.boxes = ([r for r in self.rows if r["found"] == found] for found in (True, False))
        count = Counter(r["shop"] for r in self.found)
        self.weights = [[1 / math.sqrt(count.get(r["shop"], 50)) for r in rows] for rows in (self.found, self.boxes)]

    def image(self, row):
        if row["file"] not in self.images:
            self.images[row["file"]] = cv2.imread(str(self.folder / row["file"]), cv2.IMREAD_GRAYSCALE)
        return self.images[row["file"]]

    def sample(self, rng):
        at = 0 if rng.random() < 0.65 else 1
        row = rng.choices((self.found, self.boxes)[at], self.weights[at])[0]
        return self.image(row), row["text"]


class Rendered:
    """Lines set in fonts of this machine: transcripts in other letter case, other texts, words of European languages, numbers as business prints them."""

    def __init__(self, fonts, transcripts, texts, words):
        self.fonts, self.cache = [str(f) for f in fonts], {}
        self.typewriter = [f for f in self.fonts if any(k in f.lower() for k in TYPEWRITER)] or self.fonts
        self.transcripts, self.texts, self.words = transcripts or ["TOTAL"], texts or ["Invoice"], words or ["Straße"]

    def font(self, rng, size):
        path = rng.choice(self.typewriter if rng.random() < 0.35 else self.fonts)
        if (path, size) not in self.cache:
            self.cache[path, size] = ImageFont.truetype(path, size)
        return self.cache[path, size]

    def text(self, rng):
        k = rng.random()
        if k < 0.30:
            t = rng.choice([str, str.title, str.capitalize])(rng.choice(self.transcripts))
        elif k < 0.55:
            t = rng.choice(self.texts)
        elif k < 0.80:
            t = rng.choice([str, str.upper, str.title])(" ".join(rng.choice(self.words) for _ in range(rng.randint(1, 4))))
        else:
            t = " ".join(number(rng) for _ in range(rng.randint(1, 3)))
        if rng.random() < 0.08:
            t += rng.choice([".", ",", ":", ";", "!", "?", "*", ")", " -"])
        return "".join(c for c in t if c in INDEX)[:50].strip() or "0.00"

    def sample(self, rng):
        while True:
            text, font = self.text(rng), self.font(rng, rng.choice([14, 18, 22, 26, 30, 34]))
            left, top, right, bottom = font.getbbox(text)
            if right - left >= 4 and bottom - top >= 4:
                return drawn(rng, text, font, right - left, left), text


def drawn(rng, text, font, width, left):
    height = sum(font.getmetrics())
    above, before = rng.uniform(0, 0.25) * height, rng.uniform(0.05, 0.5) * height
    paper = rng.randint(150, 255)
    ink = rng.randint(0, max(10, paper - 70))
    image = Image.new("L", (max(8, int(width + 2 * before)), max(8, int(height * 0.85 + 2 * above))), paper)
    draw = ImageDraw.Draw(image)
    draw.text((before - left, above - height * 0.05), text, font=font, fill=ink)
    if rng.random() < 0.1:
        y = image.height - 1 - rng.randint(0, 3)
        draw.line((0, y, image.width, y), fill=ink)
    a = np.array(image)
    if rng.random() < 0.25:      # a thermal head with dots that do not print
        a[np.random.default_rng(rng.getrandbits(32)).random(a.shape) < rng.uniform(0.03, 0.25)] = paper
    if rng.random() < 0.3:
        a = (cv2.erode if rng.random() < 0.6 else cv2.dilate)(a, np.ones((2, 2), np.uint8))
    if rng.random() < 0.6:       # scanned coarsely
        s = rng.uniform(0.35, 1)
        a = cv2.resize(a, (max(4, int(a.shape[1] * s)), max(6, int(a.shape[0] * s))), interpolation=cv2.INTER_AREA)
    wide = min(1000, max(16, round(HEIGHT * a.shape[1] / a.shape[0])))
    return cv2.resize(a, (wide, HEIGHT), interpolation=cv2.INTER_LINEAR)


def number(rng):
    amount = "%.2f" % 10 ** rng.uniform(-1, 4)
    day = rng.choice("/-.").join(("%02d" % rng.randint(1, 31), "%02d" % rng.randint(1, 12), rng.choice(["20%02d", "%02d"]) % rng.randint(0, 26)))
    grouped = f"{rng.randint(1, 10 ** 7):,}".replace(",", rng.choice([",", ".", " "])) + rng.choice([".00", ",00", ""])
    return rng.choice([
        rng.choice(["RM", "RM ", "$", "€ ", "£", "USD ", "EUR "]) + amount, amount + rng.choice([" €", "€", " EUR", "", " SR", " Z", " S"]), day,
        "%02d:%02d" % (rng.randint(0, 23), rng.randint(0, 59)), str(rng.randint(0, 10 ** rng.randint(1, 12))),
        f"{rng.randint(1, 200)}{rng.choice([',', ', ', ' '])}{rng.randint(1, 99)}-{rng.randint(1, 20)}", grouped,
        "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/") for _ in range(rng.randint(3, 12))),
        rng.choice(["NO.", "No. ", "TEL: ", "GST ID: ", "#", "(", "LOT ", "x", "@", "Qty "]) + str(rng.randint(1, 99999))])


def distorted(rng, a):
    """The strip [48, width] of 0..255 as another scanner might have given it, float32."""
    a = a.astype(np.float32)
    if rng.random() < 0.5:
        sx, sy = rng.uniform(0.88, 1.12), rng.uniform(0.92, 1.08)
        matrix = np.float32([[sx, rng.uniform(-0.05, 0.05), 0],
                             [rng.uniform(-0.01, 0.01) * 200 / max(a.shape[1], 200), sy, rng.uniform(-2.5, 2.5) + HEIGHT / 2 * (1 - sy)]])
        a = cv2.warpAffine(a, matrix, (max(16, int(a.shape[1] * sx)), HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.3:
        a = cv2.GaussianBlur(a, (0, 0), rng.uniform(0.3, 1.2))
    if rng.random() < 0.2:
        a = (cv2.erode if rng.random() < 0.5 else cv2.dilate)(a, np.ones(rng.choice([(1, 2), (2, 1), (2, 2)]), np.uint8))
    if rng.random() < 0.5:
        a = (a - a.mean()) * rng.uniform(0.6, 1.25) + a.mean() + rng.uniform(-30, 30)
    if rng.random() < 0.3:
        a = a + np.random.default_rng(rng.getrandbits(32)).standard_normal(a.shape) * rng.uniform(2, 18)
    a = np.clip(a, 0, 255)
    if rng.random() < 0.15:
        a = cv2.imdecode(cv2.imencode(".jpg", a.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, rng.randint(20, 70)])[1], cv2.IMREAD_GRAYSCALE)
    return (255 - a if rng.random() < 0.03 else a).astype(np.float32)
