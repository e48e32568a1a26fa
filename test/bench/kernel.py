"""The kernel beside stock tslab, Deno's kernel and ipykernel, in one run: a table in Markdown.

    kernel.py <node> <deno> <rounds>

`npm run bench -- kernel` calls it with the project's own Python. The kernels take turns, round by round.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parents[2]
NODE, DENO = sys.argv[1:3]
ROUNDS = int(sys.argv[3])
CONNECTION = "{connection_file}"


def own_spec():
    script = f"""
      import {{ kernelSpec }} from {str(ROOT / "dist/kernel/spec.js")!r};
      console.log(JSON.stringify(kernelSpec(process.execPath, {str(ROOT)!r})));
    """
    return json.loads(subprocess.check_output([NODE, "--input-type=module", "-e", script], text=True))


def spec(argv, interrupt_mode):
    return {"argv": argv, "interrupt_mode": interrupt_mode}


JAVASCRIPT = {
    "trivial": "1 + 1",
    "loop": "let x = 0; for (let i = 0; i < 1e7; i++) x += i",
    "again": "x = 0; for (let i = 0; i < 1e7; i++) x += i",
    "error": "throw new Error('boom')",
    "forever": "console.log('go'); while (true) {}",
}
PYTHON = {
    "trivial": "1 + 1",
    "loop": "x = 0\nfor i in range(10_000_000): x += i",
    "again": "x = 0\nfor i in range(10_000_000): x += i",
    "error": "raise ValueError('boom')",
    "forever": "print('go', flush=True)\nwhile True: pass",
}


class Kernel:
    """One running kernel, and how long it took to answer for the first time."""

    def __init__(self, spec, folder):
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(**spec)
        began = time.perf_counter()
        with open(os.devnull, "w") as null:
            self.manager.start_kernel(cwd=folder, stdout=null, stderr=null)
        self.client = self.manager.client()
        self.client.start_channels()
        request = self.client.kernel_info()
        self.reply_to(request)
        self.start = time.perf_counter() - began
        self.client.wait_for_ready(timeout=120)

    def reply_to(self, request, timeout=120):
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == request:
                return reply

    def run(self, code):
        """Seconds until the reply and the end of output, and the types of what was published."""
        began = time.perf_counter()
        request = self.client.execute(code)
        types = self.published(request)
        self.reply_to(request)
        return time.perf_counter() - began, types

    def published(self, request, until=None):
        types = []
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != request:
                continue
            types.append(message["msg_type"])
            if message["msg_type"] == until or message["content"].get("execution_state") == "idle":
                return types

    def interrupt(self):
        """Seconds from the interrupt of an endless loop to its end."""
        request = self.client.execute(self.code["forever"])
        self.published(request, until="stream")
        time.sleep(0.2)
        began = time.perf_counter()
        self.manager.interrupt_kernel()
        self.reply_to(request, timeout=20)
        return time.perf_counter() - began

    def memory(self):
        """Resident megabytes of the kernel and its children."""
        processes = [self.manager.provisioner.pid]
        kilobytes = 0
        for process in processes:
            status = Path(f"/proc/{process}/status").read_text()
            kilobytes += int(status.split("VmRSS:")[1].split()[0])
            processes += map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())
        return kilobytes / 1024

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def measure(spec, code, folder):
    kernel = Kernel(spec, folder)
    kernel.code = code
    try:
        kernel.run(code["trivial"])
        time.sleep(2)
        memory = kernel.memory()
        trivial = statistics.median(kernel.run(code["trivial"])[0] for _ in range(50))
        loop = kernel.run(code["loop"])[0]
        again = kernel.run(code["again"])[0]
        result = [t for t in kernel.run(code["trivial"])[1] if t in ("execute_result", "stream", "display_data")]
        error = [t for t in kernel.run(code["error"])[1] if t in ("error", "stream")]
        try:
            interrupt = kernel.interrupt()
        except Exception:
            interrupt = None
        return {
            "start until kernel_info_reply, s": kernel.start,
            "trivial cell, median, ms": trivial * 1e3,
            "loop of 1e7, ms": loop * 1e3,
            "the same over an earlier cell's variable, ms": again * 1e3,
            "interrupt of a loop, ms": None if interrupt is None else interrupt * 1e3,
            "memory after the first cell, MB": memory,
            "a result is": ", ".join(result),
            "an exception is": ", ".join(error),
        }
    finally:
        kernel.close()


def plain_node():
    """The loop as the body of a function, in a Node of its own: what a cell can hope for."""
    script = f"const t = performance.now(); (() => {{ {JAVASCRIPT['loop']}; return x }})(); console.log(performance.now() - t)"
    return float(subprocess.check_output([NODE, "-e", script], text=True))


def middle(values):
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    return known[0] if isinstance(known[0], str) else f"{statistics.median(known):.4g}"


def main():
    stock = [NODE, str(ROOT / "node_modules/tslab/bin/tslab"), "kernel", "--config-path", CONNECTION]
    ipython = [sys.executable, "-m", "ipykernel_launcher", "-f", CONNECTION]
    kernels = {
        "here": (own_spec(), JAVASCRIPT),
        "stock tslab": (spec(stock, "signal"), JAVASCRIPT),
        "Deno": (spec([DENO, "jupyter", "--kernel", "--conn", CONNECTION], "message"), JAVASCRIPT),
        "ipykernel": (spec(ipython, "signal"), PYTHON),
    }
    measured = {name: [] for name in kernels}
    node = []
    for _ in range(ROUNDS):
        node.append(plain_node())
        for name in measured:
            measured[name].append(measure(*kernels[name], str(ROOT)))
    print(f"| | {' | '.join(measured)} |\n|---|{'---|' * len(measured)}")
    for figure in next(iter(measured.values()))[0]:
        row = [middle([round_[figure] for round_ in rounds]) for rounds in measured.values()]
        print(f"| {figure} | {' | '.join(row)} |")
    print(f"\nThe loop in a function under plain Node: {statistics.median(node):.3g} ms. Medians of {ROUNDS} rounds.")


if __name__ == "__main__":
    main()
