"""The characters that the network reads: Latin script of western Europe, digits, the signs of business print."""
import unicodedata

import torch

WESTERN = ([chr(c) for c in range(0x21, 0x7f)] + [chr(c) for c in range(0xa1, 0x100) if chr(c) not in "\u00ad¯¨¸¤¦¬"]
           + list("ŒœŠšŽžŸ€‘’“”„–—•…™"))
# Class 0 is CTC's blank; the space comes last.
CLASSES = ["", *WESTERN, " "]
INDEX = {c: i for i, c in enumerate(CLASSES)}

# What a character that the base network does not know starts from, where it is no accented letter.
LIKE = {"€": "C", "£": "f", "¥": "Y", "ß": "B", "“": '"', "”": '"', "„": ",", "‘": "'", "’": "'", "–": "-", "—": "-", "•": "·", "…": ".",
        "™": "M", "œ": "o", "Œ": "O", "æ": "a", "Æ": "A", "ø": "o", "Ø": "O", "ð": "d", "þ": "p", "¡": "i", "¿": "?", "«": "<", "»": ">",
        "¼": "1", "½": "1", "¾": "3", "¹": "1", "²": "2", "³": "3", "ª": "a", "º": "o", "©": "C", "®": "R", "¶": "P", "§": "S", "¢": "c",
        "µ": "u", "Ð": "D", "Þ": "P"}
UNKNOWN = -2.0      # added to the bias of such a class, so that it is not read before it has been learnt


def head(weight, bias, dictionary):
    """The last layer for CLASSES out of the base network's: columns of `weight` [hidden, classes] and of `bias`, by the characters of its dictionary."""
    known = {}
    for i, c in enumerate(["", *(unicodedata.normalize("NFKC", k) for k in dictionary), " "]):
        known.setdefault(c, i)
    columns, biases = [], []
    for c in CLASSES:
        base = next(b for b in (c, unicodedata.normalize("NFD", c)[:1], LIKE.get(c), "-") if b in known)
        columns.append(weight[:, known[base]])
        biases.append(bias[known[base]] + (0.0 if base == c else UNKNOWN))
    return torch.stack(columns, 1).clone(), torch.stack(biases).clone()


def capitals():
    """Receipts are transcribed in capitals whatever is printed: the classes with both cases in one, and the matrix that adds their probabilities up."""
    upper = [c.upper() if len(c.upper()) == 1 else c for c in CLASSES]
    merged = {c: i for i, c in enumerate(dict.fromkeys(upper))}
    matrix = torch.zeros(len(CLASSES), len(merged))
    for i, c in enumerate(upper):
        matrix[i, merged[c]] = 1
    return merged, matrix


def decode(logits):
    """The likeliest class of each step [steps, classes], without repeats and blanks."""
    text, last = "", 0
    for c in logits.argmax(-1).tolist():
        text += CLASSES[c] if c != last else ""
        last = c
    return text
