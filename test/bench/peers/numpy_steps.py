"""The workloads in NumPy, as one writes them by hand: forward, backward, update. Speaks the bench's protocol."""

import sys
import time

import numpy as np


def relu_net(sizes, rows, dtype, update, norm=False, keep=1.0, eps=1e-5):
    """One training step of a ReLU network; a single output is a logit, several are classes."""
    rng = np.random.default_rng(1)
    layers = range(len(sizes) - 1)
    last = len(sizes) - 2
    params, grads = {}, {}
    for i in layers:
        scale = np.sqrt(2 / sizes[i])
        params[f"W{i}"] = (rng.standard_normal((sizes[i + 1], sizes[i])) * scale).astype(dtype)
        params[f"b{i}"] = np.zeros(sizes[i + 1], dtype)
        if norm and i < last:
            params[f"g{i}"] = np.ones(sizes[i + 1], dtype)
            params[f"s{i}"] = np.zeros(sizes[i + 1], dtype)
    x = rng.standard_normal((rows, sizes[0])).astype(dtype)
    if sizes[-1] == 1:
        y = (np.arange(rows) % 2).astype(dtype).reshape(-1, 1)
    else:
        y = np.eye(sizes[-1], dtype=dtype)[np.arange(rows) % sizes[-1]]
    change = update(params)

    def step():
        a, kept = x, []
        for i in layers:
            entry = {"a": a}
            z = a @ params[f"W{i}"].T + params[f"b{i}"]
            if i < last:
                if norm:
                    centred = z - z.mean(0)
                    inverse = 1 / np.sqrt((centred * centred).mean(0) + dtype(eps))
                    entry["hat"], entry["inverse"] = centred * inverse, inverse
                    z = entry["hat"] * params[f"g{i}"] + params[f"s{i}"]
                entry["z"] = z
                a = np.maximum(z, 0)
                if keep < 1:
                    entry["mask"] = (rng.random(a.shape, dtype=np.float32) < keep) / dtype(keep)
                    a = a * entry["mask"]
            kept.append(entry)
        if sizes[-1] == 1:
            power = np.exp(-np.abs(z))
            cost = np.mean(np.maximum(z, 0) + np.log1p(power) - y * z)
            dz = (np.where(z >= 0, 1, power) / (1 + power) - y) / rows
        else:
            shifted = z - z.max(1, keepdims=True)
            power = np.exp(shifted)
            total = power.sum(1, keepdims=True)
            cost = np.mean(np.log(total)[:, 0] - (shifted * y).sum(1))
            dz = (power / total - y) / dtype(rows)
        for i in reversed(layers):
            entry = kept[i]
            if i < last:
                if keep < 1:
                    dz = dz * entry["mask"]
                dz = dz * (entry["z"] > 0)
                if norm:
                    hat = entry["hat"]
                    grads[f"s{i}"] = dz.sum(0)
                    grads[f"g{i}"] = (dz * hat).sum(0)
                    centred = dz - grads[f"s{i}"] / dtype(rows) - hat * (grads[f"g{i}"] / dtype(rows))
                    dz = params[f"g{i}"] * entry["inverse"] * centred
            grads[f"W{i}"] = dz.T @ entry["a"]
            grads[f"b{i}"] = dz.sum(0)
            if i > 0:
                dz = dz @ params[f"W{i}"]
        change(grads)
        return float(cost)

    return step


def descent(rate):
    def start(params):
        def change(grads):
            for name, p in params.items():
                p -= rate * grads[name]

        return change

    return start


def adam(rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def start(params):
        v = {name: np.zeros_like(p) for name, p in params.items()}
        s = {name: np.zeros_like(p) for name, p in params.items()}
        t = 0

        def change(grads):
            nonlocal t
            t += 1
            c1, c2 = 1 - beta1**t, 1 - beta2**t
            for name, p in params.items():
                g = grads[name]
                v[name] *= beta1
                v[name] += (1 - beta1) * g
                s[name] *= beta2
                s[name] += (1 - beta2) * (g * g)
                p -= (rate / c1) * v[name] / (np.sqrt(s[name] / c2) + eps)

        return change

    return start


def product(n, dtype):
    a, b = (np.full((n, n), 0.5, dtype) for _ in range(2))
    c = np.empty((n, n), dtype)
    return lambda: np.matmul(a, b, out=c)


WORKLOADS = {
    "W1": lambda: relu_net([2, 20, 3, 1], 211, np.float64, descent(0.3)),
    "W2": lambda: relu_net([2, 5, 2, 1], 64, np.float64, adam()),
    "W3": lambda: relu_net([12288, 25, 12, 6], 32, np.float32, adam()),
    "W4": lambda: relu_net([784, 512, 256, 10], 128, np.float32, adam(), norm=True, keep=0.8),
    "gemm512-f32": lambda: product(512, np.float32),
    "gemm512-f64": lambda: product(512, np.float64),
    "gemm1024-f32": lambda: product(1024, np.float32),
    "gemm1024-f64": lambda: product(1024, np.float64),
}

started = {}
print(f"ready NumPy {np.__version__}", flush=True)
for line in sys.stdin:
    name, count = line.split()
    if name not in started:
        started[name] = WORKLOADS[name]()
    run = started[name]
    begin = time.perf_counter()
    for _ in range(int(count)):
        run()
    print((time.perf_counter() - begin) * 1000 / int(count), flush=True)
