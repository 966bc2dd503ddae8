"""An ONNX network as a torch module that can be trained, and back: the graph stays, its weights change."""
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper


class OnnxGraph(torch.nn.Module):
    """Runs the nodes of an ONNX graph with torch. Weights of at least two axes, biases and scales are parameters; the rest (shapes, statistics) stay as they are.

    `last` names the output to give instead of the graph's own (logits before a softmax)."""

    def __init__(self, path, last=None):
        super().__init__()
        self.model = onnx.load(path)
        graph = self.model.graph
        self.input, self.last = graph.input[0].name, last or graph.output[0].name
        self.nodes, constants = [], {}
        for node in graph.node:
            if node.op_type == "Constant":
                constants[node.output[0]] = numpy_helper.to_array(next(a.t for a in node.attribute if a.name == "value"))
            else:
                self.nodes.append(node)
        constants |= {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        self.attributes = {id(n): {a.name: onnx.helper.get_attribute_value(a) for a in n.attribute} for n in self.nodes}
        self.fixed, self.names = {}, {}
        self.weights = torch.nn.ParameterDict()
        self.last_use = {name: at for at, n in enumerate(self.nodes) for name in n.input}
        statistics = {name for n in self.nodes if n.op_type == "BatchNormalization" for name in n.input[3:5]}
        for name, value in constants.items():
            if value.dtype == np.float32 and value.size > 4 and name not in statistics:
                key = name.replace(".", "_")
                self.names[name] = key
                self.weights[key] = torch.nn.Parameter(torch.from_numpy(value.copy()))
            else:
                self.fixed[name] = torch.from_numpy(np.array(value))

    def forward(self, x):
        known = {self.input: x}

        def get(name):
            if name in known:
                return known[name]
            return self.weights[self.names[name]] if name in self.names else self.fixed[name]

        for at, n in enumerate(self.nodes):
            known[n.output[0]] = OPERATIONS[n.op_type](self.attributes[id(n)], *[get(i) if i else None for i in n.input])
            if n.output[0] == self.last:
                return known[self.last]
            for name in n.input:
                if self.last_use[name] == at:
                    known.pop(name, None)
        raise ValueError(f"the graph does not compute {self.last}")

    def arrays(self):
        """The weights as they are now, by their names in the graph."""
        return {name: self.weights[key].detach().numpy() for name, key in self.names.items()}


def conv(a, x, w, b=None):
    top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
    x = F.pad(x, (left, right, top, bottom)) if (top, left) != (bottom, right) else x
    return F.conv2d(x, w, b, a.get("strides", 1), (top, left) if (top, left) == (bottom, right) else 0, a.get("dilations", 1), a.get("group", 1))


def slice_(a, x, starts, ends, axes=None, steps=None):
    index = [slice(None)] * x.dim()
    for i, (s, e) in enumerate(zip(starts.tolist(), ends.tolist())):
        index[axes[i].item() if axes is not None else i] = slice(s, min(e, 2**31), steps[i].item() if steps is not None else 1)
    return x[tuple(index)]


def squeeze(a, x, axes=None):
    for axis in sorted(axes.tolist() if axes is not None else a["axes"], reverse=True):
        x = x.squeeze(axis)
    return x


def reshape(a, x, shape):
    return x.reshape([x.shape[i] if s == 0 else s for i, s in enumerate(shape.tolist())])


TYPES = {1: torch.float32, 6: torch.int32, 7: torch.int64}
OPERATIONS = {
    "Add": lambda a, x, y: x + y, "Sub": lambda a, x, y: x - y, "Mul": lambda a, x, y: x * y, "Div": lambda a, x, y: x / y,
    "Pow": lambda a, x, y: x ** y, "Sqrt": lambda a, x: x.sqrt(), "MatMul": lambda a, x, y: x @ y,
    "Relu": lambda a, x: x.relu(), "Sigmoid": lambda a, x: x.sigmoid(), "Softmax": lambda a, x: x.softmax(a.get("axis", -1)),
    "HardSigmoid": lambda a, x: (x * a.get("alpha", 0.2) + a.get("beta", 0.5)).clamp(0, 1),
    "Clip": lambda a, x, low=None, high=None: x.clamp(low, high), "Cast": lambda a, x: x.to(TYPES[a["to"]]),
    "Conv": conv, "Slice": slice_, "Squeeze": squeeze, "Reshape": reshape,
    "Transpose": lambda a, x: x.permute(a["perm"]), "Concat": lambda a, *xs: torch.cat([x.reshape(-1) if x.dim() == 0 else x for x in xs], a["axis"]),
    "Shape": lambda a, x: torch.tensor(x.shape), "ReduceMean": lambda a, x: x.mean(a["axes"], keepdim=bool(a.get("keepdims", 1))),
    "GlobalAveragePool": lambda a, x: x.mean((2, 3), keepdim=True),
    "AveragePool": lambda a, x: F.avg_pool2d(x, a["kernel_shape"], a["strides"], a.get("pads", [0, 0])[:2]),
    "BatchNormalization": lambda a, x, w, b, m, v: F.batch_norm(x, m, v, w, b, False, 0.0, a.get("epsilon", 1e-5)),
    "Identity": lambda a, x: x, "Unsqueeze": lambda a, x: x.unsqueeze(a["axes"][0]),
}
