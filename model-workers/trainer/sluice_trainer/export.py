"""Writes a bundle: ONNX, int8, labels, calibration, gate, golden inputs, checksums.

    python -m sluice_trainer.export --data DATA --parsed parsed.jsonl --out BUNDLE     # of weights trained before
"""
import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch
import yaml

from . import calibrate, data, decode, labels, windows
from .model import BASES, VERSION as BASE_VERSION

NAME, VERSION = "micro-1", "1.3.0"
NO_THRESHOLDS = """# No thresholds yet, so everything goes to people: `./sluice calibrate --install` puts them here.
version: 1
targetError: 0.01
classes: {}
"""
GOLDEN = {"receipt": "KEDAI CONTOH SDN BHD 12 JALAN BUNGA 50000 KUALA LUMPUR TAX INVOICE DATE : 03/04/2018 TEA 2 X 1.50 3.00 TOTAL 3.00 CASH 5.00 CHANGE 2.00",
          "contract": "SERVICE AGREEMENT This Agreement is made as of March 1, 2019 by and between Alpha Example Inc. and Beta Sample LLC and shall be governed by the laws of the State of Ohio.",
          "unplaced": "Hello Ann, the meeting moved to Friday at ten. Bye, Bob"}
SOURCES = [
    ("receipt", lambda m: m["cls"] == "receipt", "CC-BY-4.0", "ICDAR 2019 SROIE receipts", "class and fields"),
    ("tv-ad", lambda m: m["sub"].startswith("tv_ad"), "public file; labels MIT", "US FCC public files with DeepForm labels", "class and fields"),
    ("e-invoice", lambda m: bool(m.get("embedded_xml")), "Apache-2.0 or MIT", "ZUGFeRD, Factur-X and Order-X specimens; labels from the embedded XML", "class and fields"),
    ("registration-gold", lambda m: m["cls"] == "registration_form" and m["label_quality"] == "gold", "public filing; labels Apache-2.0", "US DOJ FARA filings with LayIE-LLM labels", "class and fields"),
    ("registration-other", lambda m: m["cls"] == "registration_form", "public filing", "US DOJ FARA filings; silver labels not used", "class only"),
    ("contract", lambda m: m["cls"] == "contract", "CC-BY-4.0", "CUAD v1 commercial contracts from SEC EDGAR", "class and fields"),
    ("nda", lambda m: m["cls"] == "nda", "public filing", "non-disclosure agreements from SEC EDGAR; their labels have no licence and were not used", "class, and fields by our own rules"),
    ("financial_report", lambda m: m["cls"] == "financial_report", "public filing; collection MIT", "10-K and 10-Q filings from SEC EDGAR", "class only"),
    ("email", lambda m: m["cls"] == "email", "PDDL-1.0", "SpamAssassin public corpus", "class only"),
    ("other", lambda m: m["cls"] == "other", "MIT collections of public documents", "test documents of pdfplumber and tabula-java", "class only")]


def sources(docs, split, synthetic, run=None):
    """What a bundle was trained on: also what the bundle had learnt from that it was made from."""
    before, dataset = (run or {}).get("from"), (run or {}).get("dataset")
    left, out = [docs[i] for i, side in split.items() if side == "train" and i in docs and not docs[i].get("dataset")], []
    for name, takes, licence, what, use in SOURCES:
        mine = [m for m in left if takes(m)]
        left = [m for m in left if not takes(m)]
        out.append({"name": name, "documents": len(mine), "licence": licence, "what": what, "use": use})
    if synthetic:
        out.append({"name": "synthetic-invoice", "documents": synthetic, "licence": "Apache-2.0", "what": "made-up invoices, `synthetic.py`", "use": "fields and class"})
    if before:
        out = [s | {"use": f"{s['use']}; by {before['name']} {before['version']}, which this was made from"} for s in before["sources"]] + [s for s in out if s["documents"]]
    for s in (dataset or {"sources": []})["sources"]:
        use = {"train": "class and fields", "calibration": "calibration", "validation": "judging"}[s["split"]]
        out.append({"name": f"corrections-{s['class']}-{s['split']}", "documents": s["documents"], "licence": s["licence"],
                    "what": f"documents that people decided, class {s['class']}, dataset version {dataset['version']}", "use": use})
    return out


def to_onnx(model, path):
    """fp32 ONNX with the inputs and outputs that the README names; batch and tokens are dynamic."""
    model.eval()
    ids = torch.randint(1000, 2000, (2, 16))
    torch.onnx.export(model, (ids, torch.ones_like(ids), torch.randint(0, 1000, (2, 16, 4)),
                              torch.randint(0, 2, (2, 16, windows.MARKS))), str(path),
                      input_names=["input_ids", "attention_mask", "bbox", "marks"], output_names=["class_logits", "tag_logits"],
                      dynamic_axes={**{n: {0: "batch", 1: "tokens"} for n in ("input_ids", "attention_mask", "bbox", "marks", "tag_logits")},
                                    "class_logits": {0: "batch"}}, opset_version=17, do_constant_folding=True, dynamo=False)


def to_int8(source, target):
    """Dynamic int8.  Seven-bit weights: with eight, processors without VNNI saturate, and results differ by machine.
    The heads and the layout projection stay fp32; they are small and the last to round."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    graph = onnx.load(str(source)).graph
    keep = [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and not n.name.startswith("/layer.")]
    quantize_dynamic(str(source), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                     op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=keep)


def golden(bundle):
    cases = []
    for name, text in GOLDEN.items():
        words = text.split()
        placed = [None if name == "unplaced" else [20 + 90 * (i % 6), 20 + 25 * (i // 6), 100 + 90 * (i % 6), 35 + 25 * (i // 6)]
                  for i in range(len(words))]
        doc = {"pages": [{"number": 1, "width": 600, "height": 800}], "words": [{"t": w, "p": 1, "b": b} for w, b in zip(words, placed)]}
        tokens = windows.word_tokens(words, bundle.encode, bundle.windows)
        bbox = windows.boxes(doc)
        ids, box, mark, firsts = windows.inputs((0, len(words)), tokens, bbox, windows.marks(doc, bbox))
        c, t = bundle.run(ids, box, mark)
        c, t = c.tolist(), t.tolist()
        flat = sorted(((round(v, 4), k, j) for k, row in enumerate(t) for j, v in enumerate(row)), reverse=True)
        picked = flat[:6] + flat[len(flat) // 2:len(flat) // 2 + 2]
        cases.append({"name": name, "words": words, "boxes": placed, "page": {"width": 600, "height": 800},
                      "input_ids": ids, "bbox": [list(b) for b in box], "marks": ["".join(map(str, m)) for m in mark],
                      "class_logits": [round(v, 4) for v in c],
                      "tag_logits": [{"token": k, "tag": j, "value": v} for v, k, j in picked]})
    return {"tolerance": 0.25, "note": "tag is the index in tag_logits' last axis; tolerance is absolute, for one window a run",
            "cases": cases}


def judged_readings(docs, parsed, split, side):
    """One reading a document: the parser's (which names no variant), of scanned forms that of the whole page."""
    order = {"ocr": -2, "main": 1, "csv": 2}
    return [min(parsed[i], key=lambda r: order.get(r.get("variant"), 0)) for i, s in split.items() if s == side and i in parsed]


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def bundle(model, tokenizer_json, data_folder, parsed, split, out, work, run):
    from .evaluate import figures, results_of
    out.mkdir(parents=True, exist_ok=True)
    schema, grade, docs = data.schema(data_folder), data.grader(data_folder), data.manifest(data_folder)
    write(out / "labels.json", {"classes": list(schema), "tags": labels.tag_names(schema), "fields": labels.field_tags(schema)})
    write(out / "windows.json", windows.SETTINGS)
    (out / "tokenizer.json").write_text(tokenizer_json, encoding="utf-8")
    to_onnx(model, work / "fp32.onnx")
    to_int8(work / "fp32.onnx", out / "model.onnx")
    opened = decode.Bundle(out, threads=2)
    if run.get("carried"):
        opened.calibration = calibrate.carried(json.loads((Path(run.pop("carried")) / "calibration.json").read_text(encoding="utf-8")), opened.labels)
        print("calibration carried over from the serving bundle", flush=True)
    else:
        opened = calibrated(model, opened, docs, parsed, split, grade.read_manifest(str(Path(data_folder) / "manifest.jsonl"), schema), schema, grade, out, work)
    write(out / "calibration.json", opened.calibration)
    (out / "gate.yaml").write_text(NO_THRESHOLDS, encoding="utf-8")
    (out / "confidence.json").unlink(missing_ok=True)      # of the model before: `./sluice calibrate --install` fits it anew
    write(out / "golden.json", golden(opened))
    validation = judged_readings(docs, parsed, split, "validation")
    results = results_of(opened, validation)
    metrics = figures(results, data_folder, work / "validation-results.jsonl")
    # the price of int8: the same windows through fp32
    other = decode.Bundle(out, model=str((work / "fp32.onnx").resolve()), threads=2)
    metrics["int8"] = int8_price(opened, other, validation[::6], results[::6])
    (work / "metrics.json").write_text(json.dumps(metrics, indent=1), encoding="utf-8")
    finish(out, docs, split, metrics, run)


def calibrated(model, opened, docs, parsed, split, labels_of, schema, grade, out, work):
    """The bundle with offsets in its head and a calibration, both from the calibration split."""
    held = judged_readings(docs, parsed, split, "calibration")
    remembered = calibrate.Remembered(opened)
    remembered.offsets = calibrate.offsets(remembered, held, labels_of, schema, grade)
    seen = [decode.observe(d, remembered) for d in held]
    with torch.no_grad():
        model.tag.bias += torch.from_numpy(remembered.offsets)
    to_onnx(model, work / "fp32.onnx")
    to_int8(work / "fp32.onnx", out / "model.onnx")
    opened = decode.Bundle(out, threads=2)
    opened.calibration = calibrate.fit(opened, seen, labels_of, schema, grade)
    print("calibrated on", len(seen), "documents", flush=True)
    return opened


def int8_price(int8, fp32, docs, results):
    fp32.calibration = int8.calibration
    same_class = same = fields = 0
    for d, a in zip(docs, results):
        b = decode.decode(d, fp32)
        same_class += a["class"] == b["class"]
        if a["class"] == b["class"]:
            fields += len(a["fields"])
            same += sum(a["fields"][f]["value"] == b["fields"][f]["value"] for f in a["fields"])
    return {"documents": len(docs), "sameClassAsFp32": same_class, "fields": fields, "sameValueAsFp32": same}


def finish(out, docs, split, metrics, run):
    """MODEL_CARD.md, its plot, and bundle.yaml, which lists every other file with its SHA-256."""
    from .card import card
    from .plot import reliability
    used = sources(docs, split, run.get("synthetic", 0), run)
    version = f"{run['from']['version'].split('+')[0]}+dataset.{run['dataset']['version']}" if run.get("dataset") and run.get("from") else VERSION
    run = run | ({"from": {k: v for k, v in run["from"].items() if k != "sources"}} if run.get("from") else {})
    (out / "MODEL_CARD.md").write_text(card(NAME, version, used, metrics, run, BASES[run["base"]], Counter(split.values())), encoding="utf-8")
    (out / "calibration.svg").write_text(reliability(metrics["fieldConfidence"]["bins"], "Confidence of fields, validation"), encoding="utf-8")
    files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(out.iterdir()) if p.name != "bundle.yaml"}
    manifest = {"name": NAME, "version": version, "family": "encoder", "base": f"{BASES[run['base']][4]} (dev.langchain4j:{BASES[run['base']][0]}:{BASE_VERSION})",
                "licence": BASES[run["base"]][3], "quantization": "int8 dynamic", "training": run,
                "maxTokens": windows.SETTINGS["maxTokens"],
                "windows": {k: v for k, v in windows.SETTINGS.items() if k != "cueWords"},
                "trainingSources": used, "metrics": metrics, "files": files}
    (out / "bundle.yaml").write_text(yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True), encoding="utf-8")
    print("bundle", out, sum(p.stat().st_size for p in out.iterdir()) // 1000, "kB", flush=True)


def main():
    from .model import MicroModel, base_tokenizer, fetch_base
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True)
    p.add_argument("--parsed", required=True, nargs="+")
    p.add_argument("--out", required=True)
    p.add_argument("--work", default="build/trainer", help="holds model.pt and run.json of a training")
    a = p.parse_args()
    work, schema = Path(a.work), data.schema(a.data)
    run = json.loads((work / "run.json").read_text(encoding="utf-8"))
    model = MicroModel(run["base"], len(schema), len(labels.tag_names(schema)))
    model.load_state_dict(torch.load(work / "model.pt", weights_only=True))
    tokenizer = base_tokenizer(fetch_base(work, run["base"]), run["base"])
    bundle(model, tokenizer, a.data, data.parsed(*a.parsed), data.read_split(), Path(a.out), work, run)


if __name__ == "__main__":
    main()
