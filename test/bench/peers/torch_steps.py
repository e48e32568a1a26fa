"""The workloads in PyTorch, eager mode, with its own modules and optimizers. Speaks the bench's protocol."""

import os
import sys
import time

import torch
from torch import nn

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))


def relu_net(sizes, rows, dtype, optimizer, norm=False, keep=1.0):
    torch.manual_seed(1)
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1], dtype=dtype))
        if i < len(sizes) - 2:
            if norm:
                layers.append(nn.BatchNorm1d(sizes[i + 1], dtype=dtype))
            layers.append(nn.ReLU())
            if keep < 1:
                layers.append(nn.Dropout(1 - keep))
    model = nn.Sequential(*layers).train()
    x = torch.randn(rows, sizes[0], dtype=dtype)
    if sizes[-1] == 1:
        y = (torch.arange(rows) % 2).to(dtype).reshape(-1, 1)
        loss = nn.BCEWithLogitsLoss()
    else:
        y = torch.arange(rows) % sizes[-1]
        loss = nn.CrossEntropyLoss()
    rule = optimizer(model.parameters())

    def step():
        rule.zero_grad()
        cost = loss(model(x), y)
        cost.backward()
        rule.step()
        return cost.item()

    return step


def product(n, dtype):
    a, b = (torch.full((n, n), 0.5, dtype=dtype) for _ in range(2))
    c = torch.empty(n, n, dtype=dtype)
    return lambda: torch.matmul(a, b, out=c)


def descent(parameters):
    return torch.optim.SGD(parameters, lr=0.3)


WORKLOADS = {
    "W1": lambda: relu_net([2, 20, 3, 1], 211, torch.float64, descent),
    "W2": lambda: relu_net([2, 5, 2, 1], 64, torch.float64, torch.optim.Adam),
    "W3": lambda: relu_net([12288, 25, 12, 6], 32, torch.float32, torch.optim.Adam),
    "W4": lambda: relu_net([784, 512, 256, 10], 128, torch.float32, torch.optim.Adam, norm=True, keep=0.8),
    "gemm512-f32": lambda: product(512, torch.float32),
    "gemm512-f64": lambda: product(512, torch.float64),
    "gemm1024-f32": lambda: product(1024, torch.float32),
    "gemm1024-f64": lambda: product(1024, torch.float64),
}

started = {}
print(f"ready PyTorch {torch.__version__}", flush=True)
for line in sys.stdin:
    name, count = line.split()
    if name not in started:
        started[name] = WORKLOADS[name]()
    run = started[name]
    begin = time.perf_counter()
    for _ in range(int(count)):
        run()
    print((time.perf_counter() - begin) * 1000 / int(count), flush=True)
