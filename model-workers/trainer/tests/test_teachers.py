"""Where there are few labels, rules and made-up documents teach: both must say what is true of the document."""
from sluice_trainer import data, labels, synthetic, weak, windows

KINDS = {"invoice_number": "id", "seller": "name", "buyer": "name", "grand_total": "price", "tax_total": "price"}


def test_a_made_up_invoice_says_its_labels_on_the_page_and_is_the_same_every_time():
    for n in range(40):
        doc, m = synthetic.invoice(n)
        assert synthetic.invoice(n) == (doc, m)
        squeezed = labels.squeeze("".join(w["t"] for w in doc["words"]))
        for field in ("invoice_number", "seller", "buyer"):
            assert labels.squeeze(m["fields"][field]) in squeezed, (n, field)


def test_a_rule_finds_the_law_the_date_and_the_parties():
    text = """This Agreement is made and entered into as of May 16, 2002 by and between Alpha Example Inc., a Delaware corporation, and
    Beta Sample LLC. This Agreement shall be governed by and construed in accordance with the laws of the State of New York. Upon notice."""
    assert weak.labels(text.split()) == {"governing_law": "New York", "agreement_date": "May 16, 2002",
                                         "parties": ["Alpha Example Inc", "Beta Sample LLC"]}


def test_a_rule_that_finds_nothing_says_nothing():
    assert weak.labels("The parties agree to keep secrets .".split()) == {}


def test_marks_tell_shapes_lines_and_repetition():
    doc = {"pages": [{"number": 1, "width": 1000, "height": 1000, "source": "OCR"}],
           "words": [{"t": t, "p": 1, "b": b} for t, b in (("Total:", [0, 0, 60, 10]), ("1,234.50", [80, 0, 150, 10]), ("Total:", [0, 30, 60, 40]))]}
    marks = windows.marks(doc, windows.boxes(doc))
    assert [m[2] for m in marks] == [0, 1, 0]                     # an amount
    assert [m[9] for m in marks] == [1, 0, 1]                     # a colon at the end
    assert [m[14:20] for m in marks] == [(0, 0, 0, 1, 1, 0), (1, 1, 0, 0, 0, 0), (0,) * 6]
    assert [m[24:] for m in marks] == [(1, 0), (0, 0), (1, 0)]
