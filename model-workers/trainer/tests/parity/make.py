"""Writes the parity documents and what the reference decoder makes of them.

    PYTHONPATH=. python tests/parity/make.py ../bundles/micro-1

receipt.json: one page of placed words, one window.  contract.json: words without boxes, more windows than are read.
Another reader must find the same class, values and spans, and confidences within 0.05.
"""
import json
import sys
from pathlib import Path

from sluice_trainer import decode, windows

HERE = Path(__file__).parent
RECEIPT = [["KEDAI", "CONTOH", "MAJU", "SDN", "BHD"], ["(CO.", "NO:", "000000-X)"], ["12,", "JALAN", "BUNGA", "3/4,"], ["TAMAN", "INDAH,"],
           ["50000", "KUALA", "LUMPUR"], ["TAX", "INVOICE"], ["INVOICE", "NO", ":", "CS00123"], ["DATE", ":", "03/04/2018", "12:45:10", "PM"],
           ["TEH", "TARIK", "2", "X", "1.50", "3.00"], ["ROTI", "CANAI", "1", "X", "2.50", "2.50"], ["SUBTOTAL", "5.50"], ["GST", "6%", "0.33"],
           ["ROUNDING", "0.02"], ["TOTAL", "RM", "5.85"], ["CASH", "10.00"], ["CHANGE", "4.15"], ["THANK", "YOU", "PLEASE", "COME", "AGAIN"]]
OPENING = """DISTRIBUTION AGREEMENT This Distribution Agreement (the "Agreement") is made and entered into as of March 1, 2019 (the
"Effective Date") by and between Alpha Example Instruments, Inc., a Delaware corporation ("Supplier"), and Beta Sample Trading LLC, an Ohio
limited liability company ("Distributor"). Supplier and Distributor agree as follows."""
FILLER = """{n}. The Distributor shall keep complete records of item {n} and shall make them available to the Supplier at reasonable times upon
written notice. Neither party shall be liable for a delay that it could not have foreseen. Prices under schedule {n} do not include freight."""
LAW = """Governing Law. This Agreement shall be governed by and construed in accordance with the laws of the State of Ohio, without regard
to its conflict of laws rules. Term. The initial term of this Agreement is two (2) years from the Effective Date; it shall automatically renew
for successive one (1) year periods unless either party gives notice."""
CLOSING = "IN WITNESS WHEREOF the parties have signed this Agreement. Alpha Example Instruments, Inc. By: A. Person Beta Sample Trading LLC By: B. Person"


def receipt():
    words, y = [], 30.0
    for line in RECEIPT:
        x = 20.0
        for w in line:
            width = 6.5 * len(w)
            words.append({"t": w, "p": 1, "b": [x, y, x + width, y + 11.0]})
            x += width + 6.5
        y += 18.0
    return {"id": "parity-receipt", "mediaType": "image/png", "pages": [{"number": 1, "width": 300.0, "height": 400.0, "source": "OCR"}], "words": words}


def contract():
    parts = [OPENING] + [FILLER.format(n=n) for n in range(1, 40)] + [LAW] + [FILLER.format(n=n) for n in range(40, 70)] + [CLOSING]
    return {"id": "parity-contract", "mediaType": "text/html", "pages": [], "words": [{"t": w, "p": 0, "b": None} for w in " ".join(parts).split()]}


def main():
    bundle = decode.Bundle(sys.argv[1])
    for name, doc in (("receipt", receipt()), ("contract", contract())):
        texts = [w["t"] for w in doc["words"]]
        cuts = windows.cut(windows.word_tokens(texts, bundle.encode, bundle.windows), bundle.windows)
        expected = {"windows": cuts, "read": windows.select(cuts, texts, bundle.windows)} | decode.decode(doc, bundle)
        del expected["route"]
        (HERE / f"{name}.json").write_text(json.dumps({"document": doc, "expected": expected}, ensure_ascii=False) + "\n", encoding="utf-8")
        print(name, json.dumps({k: v for k, v in expected.items() if k not in ("windows", "spans")}, ensure_ascii=False))


if __name__ == "__main__":
    main()
