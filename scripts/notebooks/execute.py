"""Runs a notebook in the real kernel, cell by cell, and stops at the first cell that is not clean."""

import asyncio
import re
import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from lessons import LessonError

KERNEL = "tslab"

ANSI = re.compile(r"\x1b\[[0-9;]*m")

#: Called when a cell begins (seconds is None) and when it has ended.
Progress = Callable[[int, NotebookNode, float | None], None]


async def execute(notebook: NotebookNode, folder: Path, progress: Progress) -> None:
    """Run every code cell of the notebook in `folder`, in place.

    Raises LessonError with the cell and its message when a cell fails, writes to stderr or did not run.
    """
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        timeout=None,
        startup_timeout=120,
        record_timing=False,
        coalesce_streams=True,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        async with client.async_setup_kernel():
            _end_on_interrupt()
            await _describe_kernel(client)
            for index, cell in enumerate(client.nb.cells):
                if cell.cell_type == "code" and cell.source.strip():
                    await _execute_cell(client, index, cell, progress)
    except NoSuchKernel:
        raise LessonError(f"the kernel {KERNEL} is not installed\n  help: run `npm start` once, it sets it up")


def _end_on_interrupt() -> None:
    """nbclient answers Ctrl-C by ending its kernel, which reads as a cell that failed; we end the whole run."""
    loop = asyncio.get_running_loop()
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _interrupt)
    except NotImplementedError:
        pass  # Windows: KeyboardInterrupt comes by itself


def _interrupt() -> None:
    raise KeyboardInterrupt


async def _execute_cell(client: NotebookClient, index: int, cell: NotebookNode, progress: Progress) -> None:
    progress(index, cell, None)
    begin = monotonic()
    try:
        await client.async_execute_cell(cell, index)
    except CellExecutionError as error:
        sent = [output for output in cell.outputs if output.output_type == "error"]
        message = "\n".join(sent[-1].traceback) if sent else f"{error.ename}: {error.evalue}"
        raise _stopped(client, index, "failed", message)
    except DeadKernelError:
        if await client.km.is_alive():
            raise asyncio.CancelledError  # the run was interrupted; nbclient takes that for the kernel's end
        raise _stopped(client, index, "killed the kernel", "the kernel ended while the cell ran")
    stderr = "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr")
    if stderr:
        raise _stopped(client, index, "wrote to stderr", stderr)
    if cell.execution_count is None:
        raise _stopped(client, index, "did not run", "it has no execution count")
    progress(index, cell, monotonic() - begin)


async def _describe_kernel(client: NotebookClient) -> None:
    """What JupyterLab writes into a notebook that it saves: the kernel's name and the language's."""
    spec = client.km.kernel_spec
    client.nb.metadata.kernelspec = {
        "display_name": spec.display_name,
        "language": spec.language,
        "name": KERNEL,
    }
    reply = await client.kc.kernel_info(reply=True, timeout=120)
    client.nb.metadata.language_info = reply["content"]["language_info"]


def _stopped(client: NotebookClient, index: int, what: str, message: str) -> LessonError:
    cells = client.nb.cells
    source = cells[index].source.strip().splitlines()
    excerpt = source[:8] + (["…"] if len(source) > 8 else [])
    lines = [f"cell {index + 1} of {len(cells)} {what}", ""]
    lines += [f"  │ {line}" for line in excerpt]
    lines += ["", *(f"  {line}" for line in message.strip().splitlines())]
    return LessonError("\n".join(lines))
