"""The model card, from the figures."""


def span(x, key="f1"):
    return "–" if not x or x[key] is None else f"{x[key]:.3f}" + (f" [{x['ci95'][0]:.3f}, {x['ci95'][1]:.3f}]" if x.get("ci95") else "")


def card(name, version, sources, metrics, run, base, split):
    lines = [f"# Model card: {name} {version}", "",
             f"One encoder pass reads a document's class and its fields. Base: {base[4]} ({base[2]} layers, {base[3]}) with added layout",
             "and word-shape inputs, fine-tuned, quantized to int8. Licence of this bundle: Apache-2.0; attribution of its sources below.", "",
             "## Use", "",
             "Sorting business documents into nine classes and reading the fields of receipts, advertising invoices and orders, e-invoices",
             "without their XML, FARA forms, contracts and NDAs; English, some German and French. Mail headers and inline XBRL are read",
             "deterministically elsewhere; of mails and financial reports the model learns only the class. It is the first step of a ladder:",
             "what its calibrated confidence does not carry goes to a larger model or a person.", "",
             "## Training", "",
             f"Seed {run['seed']}, {run['steps']} steps of {run['batch']} windows, learning rate {run['rate']}, {run['minutes']} minutes on two CPU cores."
             + (f" {run['note']}" if run.get("note") else "")
             + (f" Made from {run['from']['name']} {run['from']['version']} ({run['from']['weights']} weights), whose calibration it keeps where it was not made anew." if run.get("from") else ""),
             *([f"Corrections: dataset version {run['dataset']['version']}, SHA-256 of its manifest `{run['dataset']['sha256']}`, decisions until {run['dataset']['until']}."] if run.get("dataset") else []),
             f"Split by issuer, never at random: {split['train']} documents train, {split['calibration']} calibration, {split['validation']} validation (`splits.json`).", "",
             "| source | documents | licence | used for |", "|---|---|---|---|"]
    lines += [f"| {s['what']} | {s['documents']} | {s['licence']} | {s['use']} |" for s in sources]
    lines += ["", "NDA fields are read by the tags that contracts and our own rules taught; no NDA field label of the manifest trained, calibrated or gated anything. "
              "Confidences and gate may take labels of our own (the trainer's labels/nda.jsonl): `fieldsNotUsedOf` in both names nda where they did not.", "",
              "## Figures", "",
              f"Validation split, {metrics['documents']} documents of issuers unseen in training; exact match after the grader's normalisation; 95 % bootstrap",
              "intervals by document (class accuracy: Wilson). All that was fitted was fitted on the calibration split.", "",
              f"Class accuracy {span(metrics['classAccuracy'], 'value')}, n = {metrics['classAccuracy']['n']}.", "",
              "| class | n | F1 |", "|---|---|---|"]
    lines += [f"| {c} | {v['n']} | {span(v)} |" for c, v in metrics["classes"].items()]
    lines += ["", "| fields of | documents | micro-F1 exact | micro-F1 fuzzy |", "|---|---|---|---|"]
    lines += [f"| {r} | {v['documents']} | {span(v['microF1Exact'])} | {span(v['microF1Fuzzy'])} |" for r, v in metrics["fields"].items()]
    lines += ["", "| field | n | F1 exact | F1 fuzzy |", "|---|---|---|---|"]
    lines += [f"| {r}.{f} | {x['n']} | {span(x['exact'])} | {span(x['fuzzy'])} |" for r, v in metrics["fields"].items() for f, x in v["byField"].items()]
    t, q = metrics["fieldConfidence"], metrics["int8"]
    show = lambda x: "–" if x is None else f"{x:.3f}"
    lines += ["", f"Field confidence over {t['units']} fields: AUROC {show(t['auroc'])}, ECE {show(t['ece'])}, AURC {show(t['aurc'])}.", "",
              "![Share of fields that are right against the confidence that was stated](calibration.svg)", "",
              f"int8 against fp32 on {q['documents']} documents: same class for {q['sameClassAsFp32']}, same value for {q['sameValueAsFp32']} of {q['fields']} fields.", "",
              "## Confidence and thresholds", "", "`confidence.json` and `gate.yaml`, made by `./sluice calibrate` from the results of the whole pipeline on the calibration split.", ""]
    lines += ["## Limits", "",
              "- Forty documents teach the class `other`: what resembles no class may still be forced into one. Use the class threshold.",
              "- Dates that a contract only implies (an expiration three years on) are not computed.",
              "- Field labels are mostly of American, Malaysian and German documents; other languages and layouts are untested.",
              "- Handwriting and heavy noise reach the model as misread words.", ""]
    return "\n".join(lines)
