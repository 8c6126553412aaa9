"""Training steps of networks of the zoo in plain PyTorch, as its users write them.

python3 train_step.py NETWORK SIDE T BATCH STEPS THREADS prints a line of StepFigures: seconds of
the median step, the processor's seconds of one, 0, bytes of the peak of memory above the library's
own, number of parameters, 0, 0, 0. Layers see all timesteps at once (T * N images), the stem runs
once where its input stays over T, neurons loop over time with the surrogate as a Function, and
autograd does the rest.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional


class ArcTan(torch.autograd.Function):
    """Fires from 0 on; derivative of arctan, alpha 2 (Fang 2021)."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return (x >= 0).to(x)

    @staticmethod
    def backward(ctx, gradient):
        x, = ctx.saved_tensors
        return gradient / (1 + (torch.pi * x).square())


class Rectangle(torch.autograd.Function):
    """Fires above 0; derivative 1 within a half of it (Zheng 2020)."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x.abs() < 0.5)
        return (x > 0).to(x)

    @staticmethod
    def backward(ctx, gradient):
        return gradient * ctx.saved_tensors[0]


class Fire(nn.Module):
    """[T, N, ...] to spikes; `step` is the membrane before the reset from that after the last."""

    def forward(self, x):
        v, spikes = None, []
        for current in x.unbind(0):
            h = self.step(v, current)
            s = self.surrogate(h - self.threshold)
            v = h * (1 - (s.detach() if self.detached else s))
            spikes.append(s)
        return torch.stack(spikes)


class IntegrateAndFire(Fire):
    threshold, detached, surrogate = 1.0, True, ArcTan.apply

    def step(self, v, x):
        return x if v is None else v + x


class ParametricLif(Fire):
    threshold, detached, surrogate = 1.0, True, ArcTan.apply

    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(()))

    def step(self, v, x):
        return self.w.sigmoid() * x if v is None else v + (x - v) * self.w.sigmoid()


class Lif(Fire):
    threshold, surrogate = 0.5, Rectangle.apply

    def __init__(self, detached):
        super().__init__()
        self.detached = detached

    def step(self, v, x):
        return x if v is None else 0.25 * v + x


class Times(nn.Sequential):
    """Runs its modules on the images of all timesteps at once."""

    def forward(self, x):
        return super().forward(x.flatten(0, 1)).unflatten(0, x.shape[:2])


def conv(i, o, kernel=3, stride=1):
    return nn.Conv2d(i, o, kernel, stride, kernel // 2, bias=False)


def normed(i, o, kernel=3, stride=1):
    return Times(conv(i, o, kernel, stride), nn.BatchNorm2d(o))


class Block(nn.Module):
    def __init__(self, i, o, stride, fire):
        super().__init__()
        self.body = nn.Sequential(*self.layers(i, o, stride, fire))
        self.side = self.shortcut(i, o, stride, fire)

    def shortcut(self, i, o, stride, fire):
        return normed(i, o, 1, stride) if stride != 1 or i != o else nn.Identity()

    def forward(self, x):
        return self.body(x) + self.side(x)


class Sew(Block):
    def layers(self, i, o, stride, fire):
        return [normed(i, o, 3, stride), fire(), normed(o, o), fire()]

    def shortcut(self, i, o, stride, fire):
        side = super().shortcut(i, o, stride, fire)
        return side if isinstance(side, nn.Identity) else nn.Sequential(side, fire())


class Membrane(Block):
    def layers(self, i, o, stride, fire):
        return [fire(), normed(i, o, 3, stride), fire(), normed(o, o)]


class TdBn(Block):
    """The threshold's factor is in the weights that norms start from: the same work a step."""

    def __init__(self, i, o, stride, fire):
        super().__init__(i, o, stride, fire)
        self.fire = fire()

    def layers(self, i, o, stride, fire):
        return [normed(i, o, 3, stride), fire(), normed(o, o)]

    def shortcut(self, i, o, stride, fire):
        side = super().shortcut(i, o, stride, fire)
        return Times(nn.BatchNorm2d(o)) if isinstance(side, nn.Identity) else side

    def forward(self, x):
        return self.fire(super().forward(x))


def stages(block, fire, width, plan):
    """plan: channels, blocks and stride of each stage."""
    layers, i = [], width
    for o, count, stride in plan:
        for at in range(count):
            layers.append(block(i, o, 1 if at else stride, fire))
            i = o
    return layers


class Network(nn.Module):
    def __init__(self, stem, body, head, still, timesteps):
        super().__init__()
        self.stem, self.body, self.head = stem, nn.Sequential(*body), head
        self.repeats = timesteps if still else 1

    def forward(self, x):
        y = self.stem(x)
        y = y.expand(self.repeats, *y.shape[1:]) if self.repeats > 1 else y
        return self.head(self.body(y))


class Mean(nn.Module):
    """Global average pool and the mean over time."""

    def forward(self, x):
        return x.mean((3, 4)).mean(0)


class Windows(nn.Module):
    """Average pool of windows of 2 x 2, laid flat."""

    def forward(self, x):
        return functional.avg_pool2d(x.flatten(0, 1), 2).unflatten(0, x.shape[:2]).flatten(2)


class TimeMean(nn.Module):
    def forward(self, x):
        return x.mean(0)


def sew_resnet18(timesteps):
    plan = [(64, 2, 1), (128, 2, 2), (256, 2, 2), (512, 2, 2)]
    pool = Times(nn.MaxPool2d(3, 2, 1))
    body = [IntegrateAndFire(), pool, *stages(Sew, IntegrateAndFire, 64, plan)]
    head = nn.Sequential(Mean(), nn.Linear(512, 1000))
    return Network(normed(3, 64, 7, 2), body, head, True, timesteps)


def sew_7b(timesteps):
    body = [ParametricLif()]
    for _ in range(7):
        body += [Sew(32, 32, 1, ParametricLif), Times(nn.MaxPool2d(2))]
    head = nn.Sequential(Mean(), nn.Linear(32, 11))
    return Network(normed(2, 32), body, head, False, timesteps)


def ms_resnet20(timesteps):
    def fire():
        return Lif(detached=True)
    plan = [(16, 3, 1), (32, 3, 2), (64, 3, 2)]
    body = [*stages(Membrane, fire, 16, plan), fire()]
    return Network(normed(3, 16), body, nn.Sequential(Mean(), nn.Linear(64, 10)), True, timesteps)


def tdbn_resnet19(timesteps):
    def fire():
        return Lif(detached=False)
    plan = [(128, 3, 1), (256, 3, 2), (512, 2, 2)]
    head = nn.Sequential(
        Windows(), nn.Linear(512 * 16, 256), fire(), TimeMean(), nn.Linear(256, 10))
    return Network(
        normed(3, 128), [fire(), *stages(TdBn, fire, 128, plan)], head, True, timesteps)


NETWORKS = {
    'sew-resnet18': (sew_resnet18, 3, True, 1000),
    'sew-7b': (sew_7b, 2, False, 11),
    'ms-resnet20': (ms_resnet20, 3, True, 10),
    'tdbn-resnet19': (tdbn_resnet19, 3, True, 10),
}


def memory(field):
    with open('/proc/self/status', encoding='ascii') as lines:
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith(field + ':'))


def trainer(name, side, timesteps, batch):
    network, channels, still, classes = NETWORKS[name]
    model = network(timesteps)
    optimizer = torch.optim.SGD(model.parameters(), 1e-3, momentum=0.9)
    images = torch.rand(1 if still else timesteps, batch, channels, side, side)
    labels = torch.randint(classes, (batch,))

    def step():
        optimizer.zero_grad(set_to_none=True)
        functional.cross_entropy(model(images), labels).backward()
        optimizer.step()

    return step, sum(p.numel() for p in model.parameters())


def main():
    name, (side, timesteps, batch, steps, threads) = sys.argv[1], map(int, sys.argv[2:7])
    torch.set_num_threads(threads)
    trainer('ms-resnet20', 32, 1, 2)[0]()  # the library's own memory is no part of the peak
    before = memory('VmRSS')
    step, parameters = trainer(name, side, timesteps, batch)
    seconds = []
    for at in range(-2, steps):
        if at == 0:
            busy = time.process_time()
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    busy = (time.process_time() - busy) / steps
    middle = sorted(seconds[2:])[steps // 2]
    print(middle, busy, 0, memory('VmHWM') - before, parameters, 0, 0, 0, 0)


main()
