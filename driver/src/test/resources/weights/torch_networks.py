"""Writes checkpoints of small spiking networks and what they answer, with PyTorch alone.

python3 torch_networks.py FOLDER [WIDTH [NAME...]] writes for each network NAME.pth (zip),
NAME-legacy.pth and NAME.logits [N][K] (float32, little-endian). The modules are nested and called
as in the published code, so that the names in the checkpoints are those that people have.
python3 torch_networks.py load FILE NAME writes what NAME answers with the weights of FILE.
"""
import json
import sys

import torch
from torch import nn

T, N, K = 3, 2, 5


class Fire(torch.nn.Module):
    """Integrate and fire, or parametric LIF with decayed input: hard reset to 0 at V >= 1."""

    def __init__(self, parametric=False):
        super().__init__()
        if parametric:
            self.w = nn.Parameter(torch.tensor(0.3))

    def forward(self, x):
        v, out = torch.zeros_like(x[0]), []
        for step in x:
            v = v + (step - v) * self.w.sigmoid() if hasattr(self, 'w') else v + step
            spike = (v >= 1).float()
            v = v * (1 - spike)
            out.append(spike)
        return torch.stack(out)


class Membrane(nn.Module):
    """LIF of the MS networks: decay 0.25, fires above 0.5."""

    def forward(self, x):
        v, spike, out = torch.zeros_like(x[0]), torch.zeros_like(x[0]), []
        for step in x:
            v = v * 0.25 * (1 - spike) + step
            spike = (v > 0.5).float()
            out.append(spike)
        return torch.stack(out)


class Times(nn.Sequential):
    """Runs its modules on all timesteps at once."""

    def forward(self, x):
        return super().forward(x.flatten(0, 1)).unflatten(0, x.shape[:2])


class OldTimes(nn.Module):
    """The same as older containers nest it."""

    def __init__(self, *modules):
        super().__init__()
        self.module = nn.Sequential(*modules)

    def forward(self, x):
        return self.module(x.flatten(0, 1)).unflatten(0, x.shape[:2])


class Norm(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.bn = nn.BatchNorm2d(c)

    def forward(self, x):
        return self.bn(x)


def conv(i, o, k, stride=1, bias=False):
    return nn.Conv2d(i, o, k, stride, k // 2, bias=bias)


class FlatBlock(nn.Module):
    """Names of SpikingJelly: conv1, bn1, sn1, conv2, ..., downsample and downsample_sn."""

    def __init__(self, i, planes, stride, join, bottleneck=False):
        super().__init__()
        o = planes * 4 if bottleneck else planes
        shape = [(i, planes, 1, 1), (planes, planes, 3, stride), (planes, o, 1, 1)]
        for at, s in enumerate(shape if bottleneck else [(i, o, 3, stride), (o, o, 3, 1)], 1):
            setattr(self, f'conv{at}', conv(*s))
            setattr(self, f'bn{at}', nn.BatchNorm2d(s[1]))
            setattr(self, f'sn{at}', Fire())
        self.last, self.join, self.downsample = at, join, None
        if stride != 1 or i != o:
            self.downsample = nn.Sequential(conv(i, o, 1, stride), nn.BatchNorm2d(o))

    def forward(self, x):
        run = lambda f, y: f(y.flatten(0, 1)).unflatten(0, y.shape[:2])
        y = x
        for at in range(1, self.last + 1):
            y = run(getattr(self, f'bn{at}'), run(getattr(self, f'conv{at}'), y))
            if at < self.last or self.join == 'sew':
                y = getattr(self, f'sn{at}')(y)
        z = x if self.downsample is None else run(self.downsample, x)
        if self.join == 'sew':
            return y + (z if self.downsample is None else Fire()(z))
        return Fire()(y + z)


class NestedBlock(nn.Module):
    """Names of the SEW authors: a convolution and its norm in a container."""

    def __init__(self, i, o, stride, join, container):
        super().__init__()
        self.conv1 = container(conv(i, o, 3, stride), nn.BatchNorm2d(o))
        self.sn1 = Fire()
        self.conv2 = container(conv(o, o, 3), nn.BatchNorm2d(o))
        self.sn2 = Fire()
        self.join, self.downsample = join, None
        if stride != 1 or i != o:
            c = container(conv(i, o, 1, stride), nn.BatchNorm2d(o))
            self.downsample = nn.Sequential(c, Fire()) if join == 'sew' else c

    def forward(self, x):
        y = self.conv2(self.sn1(self.conv1(x)))
        z = x if self.downsample is None else self.downsample(x)
        return self.sn2(y) + z if self.join == 'sew' else self.sn2(y + z)


class ImageNetwork(nn.Module):
    def __init__(self, width, blocks, block, expansion=1):
        super().__init__()
        self.conv1 = conv(3, width, 7, 2)
        self.bn1 = nn.BatchNorm2d(width)
        self.sn1 = Fire()
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        i = width
        for stage, count in enumerate(blocks):
            o, row = width << stage, []
            for at in range(count):
                row.append(block(i, o, 2 if stage and not at else 1))
                i = o * expansion
            setattr(self, f'layer{stage + 1}', nn.Sequential(*row))
        self.fc = nn.Linear(i, K)

    def forward(self, x):
        y = Times(self.conv1, self.bn1)(x)
        y = Times(self.maxpool)(self.sn1(y))
        for stage in range(1, 5):
            y = getattr(self, f'layer{stage}')(y)
        return self.fc(y.mean((3, 4))).mean(0)


class MembraneBlock(nn.Module):
    def __init__(self, i, o, stride, pooled):
        super().__init__()
        self.residual_function = nn.Sequential(
            Membrane(), Wrapped(i, o, 3, stride), Timed(Norm(o)),
            Membrane(), Wrapped(o, o, 3), Timed(Norm(o)))
        self.shortcut = nn.Sequential()
        if stride != 1 or i != o:
            pool = [Pool(stride)] if pooled else []
            c = Wrapped(i, o, 1) if pooled else Wrapped(i, o, 1, stride)
            self.shortcut = nn.Sequential(*pool, c, Timed(Norm(o)))

    def forward(self, x):
        return self.residual_function(x) + self.shortcut(x)


class Wrapped(nn.Conv2d):
    """A convolution that walks over time."""

    def __init__(self, i, o, k, stride=1, bias=False):
        super().__init__(i, o, k, stride, k // 2, bias=bias)

    def forward(self, x):
        return super().forward(x.flatten(0, 1)).unflatten(0, x.shape[:2])


class Timed(Norm):
    """A norm that walks over time."""

    def __init__(self, norm):
        super().__init__(norm.bn.num_features)

    def forward(self, x):
        return self.bn(x.flatten(0, 1)).unflatten(0, x.shape[:2])


class Pool(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def forward(self, x):
        return Times(nn.AvgPool2d(self.size, self.size))(x)


class MembraneNetwork(nn.Module):
    def __init__(self, width, blocks, pooled=False):
        super().__init__()
        if pooled:
            self.conv1 = nn.Sequential(Wrapped(3, width, 3, 2, True), Wrapped(width, width, 3, 1, True),
                                       Wrapped(width, width, 3, 1, True), Timed(Norm(width)))
        else:
            self.conv1 = nn.Sequential(Wrapped(3, width, 7, 2), Timed(Norm(width)))
        self.mem_update = Membrane()
        i = width
        for stage, count in enumerate(blocks):
            o, row = width << stage, []
            for at in range(count):
                row.append(MembraneBlock(i, o, 1 if at else 2, pooled))
                i = o
            setattr(self, f'conv{stage + 2}_x', nn.Sequential(*row))
        self.fc = nn.Linear(i, K)

    def forward(self, x):
        y = self.conv1(x)
        for stage in range(2, 6):
            y = getattr(self, f'conv{stage}_x')(y)
        return self.fc(self.mem_update(y).mean((3, 4)).mean(0))


class EventBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        part = lambda: nn.Sequential(OldTimes(conv(c, c, 3), nn.BatchNorm2d(c)), Fire(True))
        self.conv = nn.Sequential(part(), part())

    def forward(self, x):
        return self.conv(x) + x


class EventNetwork(nn.Module):
    """A 7B-Net: a first 1x1 convolution, seven blocks, each with a pool behind."""

    def __init__(self, width):
        super().__init__()
        rows = [nn.Sequential(OldTimes(conv(2, width, 1), nn.BatchNorm2d(width)), Fire(True))]
        for _ in range(7):
            rows += [EventBlock(width), Times(nn.MaxPool2d(2, 2))]
        self.conv = nn.Sequential(*rows)
        self.out = nn.Linear(width, K)

    def forward(self, x):
        return self.out(self.conv(x).flatten(2).mean(0))


def networks(width):
    two = (2, 2, 2, 2)
    sew = lambda i, o, s: FlatBlock(i, o, s, 'sew')
    deep = lambda i, o, s: FlatBlock(i, o, s, 'sew', True)
    plain = lambda i, o, s: FlatBlock(i, o, s, 'spiking')
    nested = lambda join, c: lambda i, o, s: NestedBlock(i, o, s, join, c)
    return {
        'sj-sew18': ImageNetwork(width, two, sew),
        'sj-sew50': ImageNetwork(width, (3, 4, 6, 3), deep, 4),
        'sj-spiking18': ImageNetwork(width, two, plain),
        'sew18': ImageNetwork(width, two, nested('sew', OldTimes)),
        'spiking18': ImageNetwork(width, two, nested('spiking', Times)),
        'ms18': MembraneNetwork(width, two),
        'ms104': MembraneNetwork(width, (3, 8, 32, 8), True),
        'events': EventNetwork(width),
    }


def samples(channels, side, moving):
    """[T, N, C, H, W]; exact numbers that a reader can make again."""
    axes = [torch.arange(count) for count in (T, N, channels, side, side)]
    t, n, c, h, w = torch.meshgrid(*axes, indexing='ij')
    return (((3 * t if moving else 0) + 7 * n + 5 * c + 3 * h + 11 * w + 3 * h * w) % 17) / 16


def write(folder, name, network):
    torch.manual_seed(7)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.8, 1.6)
            nn.init.uniform_(module.bias, 0, 0.4)
            nn.init.uniform_(module.running_mean, -0.1, 0.1)
            nn.init.uniform_(module.running_var, 0.02, 0.3)
    channels, side = (2, 128) if name == 'events' else (3, 64)
    x = samples(channels, side, name == 'events')
    network.eval()
    with torch.no_grad():
        logits = network(x)
    saved = network.state_dict()
    torch.save(saved, f'{folder}/{name}.pth')
    more = {'epoch': 3, 'model': {'module.' + k: v for k, v in saved.items()}, 'max_test_acc1': 0.5}
    torch.save(more, f'{folder}/{name}-legacy.pth', _use_new_zipfile_serialization=False)
    logits.numpy().astype('<f4').tofile(f'{folder}/{name}.logits')
    print(name, sum(p.numel() for p in network.parameters()), logits.flatten().tolist()[:4])


def load(file, network):
    """Takes up weights in safetensors and says what the network answers with them."""
    with open(file, 'rb') as tensors:
        header = json.loads(tensors.read(int.from_bytes(tensors.read(8), 'little')))
        values = bytearray(tensors.read())
    state = {}
    for name, entry in header.items():
        if name != '__metadata__':
            first, last = entry['data_offsets']
            flat = torch.frombuffer(values[first:last], dtype=torch.float32)
            state[name] = flat.reshape(entry['shape'])
    missing, unexpected = network.load_state_dict(state, strict=False)
    assert not unexpected and all(m.endswith('num_batches_tracked') for m in missing), missing
    network.eval()
    with torch.no_grad():
        logits = network(samples(3, 64, False))
    logits.numpy().astype('<f4').tofile(file + '.logits')


if __name__ == '__main__':
    torch.set_num_threads(1)
    if sys.argv[1] == 'load':
        load(sys.argv[2], networks(8)[sys.argv[3]])
        sys.exit()
    torch.manual_seed(5)
    width = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    for each, made in networks(width).items():
        if len(sys.argv) < 4 or each in sys.argv[3:]:
            write(sys.argv[1], each, made)
