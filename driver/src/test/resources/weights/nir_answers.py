"""Computes a graph of the Neuromorphic Intermediate Representation by its published equations, with one Euler step a
timestep, from the HDF5 file alone.

Usage: nir_answers.py [FILE.nir INPUTS OUT]...    INPUTS: float32 [T, shape of the input]; OUT: a folder for NODE.spikes (uint8)
and output.values (float64, the mean over time)
"""

import sys

import h5py
import numpy
import torch


def text(value):
    return value.decode("utf8") if isinstance(value, bytes) else value


def pair(node, key):
    return tuple(int(value) for value in node[key][()])


class Computed:
    def __init__(self, file):
        graph = file["node"]
        assert text(graph["type"][()]) == "NIRGraph" and text(file["version"][()])[0].isdigit()
        self.dt = float(graph["metadata"]["dt"][()])
        self.nodes = graph["nodes"]
        self.heard = {name: [] for name in self.nodes}
        for source, target in graph["edges"][()]:
            self.heard[text(target)].append(text(source))
        self.membranes, self.spikes = {}, {}

    def step(self, x):
        return self.value("output", {"input": x})

    def value(self, name, known):
        if name not in known:
            heard = [self.value(source, known) for source in self.heard[name]]
            known[name] = self.node(name, self.nodes[name], sum(heard[1:], heard[0]))
        return known[name]

    def node(self, name, node, x):
        kind = text(node["type"][()])
        if kind == "Conv2d":
            assert tuple(x.shape[1:]) == pair(node, "input_shape")
            return torch.nn.functional.conv2d(
                x[None],
                self.tensor(node, "weight"),
                self.tensor(node, "bias"),
                pair(node, "stride"),
                pair(node, "padding"),
                pair(node, "dilation"),
                int(node["groups"][()]),
            )[0]
        if kind == "AvgPool2d":
            return torch.nn.functional.avg_pool2d(
                x[None], pair(node, "kernel_size"), pair(node, "stride"), pair(node, "padding")
            )[0]
        if kind == "Flatten":
            assert tuple(x.shape) == pair(node, "input_type")
            return x.flatten(int(node["start_dim"][()]), int(node["end_dim"][()]))
        if kind == "Affine":
            return self.tensor(node, "weight") @ x + self.tensor(node, "bias")
        if kind == "Output":
            assert tuple(x.shape) == pair(node, "shape")
            return x
        return self.fire(name, kind, node, x)

    def fire(self, name, kind, node, x):
        reset, threshold = self.tensor(node, "v_reset"), self.tensor(node, "v_threshold")
        assert x.shape == threshold.shape
        v = self.membranes.get(name, reset)
        if kind == "IF":
            v = v + self.dt * self.tensor(node, "r") * x
        else:
            assert kind == "LIF"
            slope = self.tensor(node, "v_leak") - v + self.tensor(node, "r") * x
            v = v + self.dt / self.tensor(node, "tau") * slope
        fired = v > threshold
        self.membranes[name] = torch.where(fired, reset, v)
        self.spikes.setdefault(name, []).append(fired)
        return fired.to(torch.float64)

    @staticmethod
    def tensor(node, key):
        return torch.from_numpy(numpy.asarray(node[key][()], dtype=numpy.float64))


def main(file, inputs, out):
    torch.set_num_threads(1)
    with h5py.File(file, "r") as opened:
        computed = Computed(opened)
        shape = pair(opened["node"]["nodes"]["input"], "shape")
        x = numpy.fromfile(inputs, dtype=numpy.float32).reshape((-1,) + shape).astype(numpy.float64)
        outputs = [computed.step(torch.from_numpy(frame)).numpy() for frame in x]
    numpy.mean(outputs, axis=0).tofile(out + "/output.values")
    for name, spikes in computed.spikes.items():
        torch.stack(spikes).numpy().astype(numpy.uint8).tofile(out + "/" + name + ".spikes")


for at in range(1, len(sys.argv), 3):
    main(*sys.argv[at : at + 3])
