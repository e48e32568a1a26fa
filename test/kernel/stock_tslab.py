"""Runs a notebook under the stock tslab kernel, and stops at the first cell that is not clean.

    stock_tslab.py <node> <tslab> <notebook>
"""

import sys
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

NODE, TSLAB = sys.argv[1:3]
FILE = Path(sys.argv[3])


class Stock(AsyncKernelManager):
    """The kernelspec's name means the project's own kernel; this is what the name means elsewhere."""

    @property
    def kernel_spec(self):
        argv = [NODE, TSLAB, "kernel", "--config-path", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="TypeScript", language="typescript")


def complaints(cell):
    """What the cell wrote to stderr: stock tslab's errors are text."""
    return "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr")


notebook = nbformat.read(FILE, as_version=4)
client = NotebookClient(
    notebook, kernel_name="tslab", timeout=None, startup_timeout=120, kernel_manager_class=Stock,
    resources={"metadata": {"path": str(FILE.parent)}},
)
client.execute()
count = 0
for cell in notebook.cells:
    if cell.cell_type != "code":
        continue
    count += 1
    if complaints(cell):
        sys.exit(f"{FILE.name}, cell {count}:\n{cell.source}\n\n{complaints(cell)}")
print(f"{count} cells")
